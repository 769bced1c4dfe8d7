"""Copied tables: rows written by a set of events, resulting use cases, and validation of declarations."""
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import ForeignKey, Numeric, String, event, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db.session import Database
from shared.db.types import TYPES, new_metadata
from shared.events.absence import EmployeeLeft, EmployeeUpserted, LeaveSet, Person, WageSegment
from shared.events.billing import CoverRestored, CoverSuspended
from shared.kernel.clock import FixedClock, noon
from shared.kernel.vocabulary import LeaveKind
from shared.messaging.copies.building import Child
from shared.messaging.copies.declaration import Copies
from shared.messaging.copies.values import FirstHandled, UnknownSource
from shared.messaging.delivery import Delivered
from shared.messaging.envelope import Envelope
from shared.messaging.outbox import publish
from shared.testing.postgres import database_with

TODAY = date(2026, 3, 2)


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Employee(Base):
    __tablename__ = "employee"
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int]
    employed_from: Mapped[date]
    employed_until: Mapped[date | None]
    last_name: Mapped[str] = mapped_column(String(10))
    end_noted_on: Mapped[date | None]
    standing: Mapped[str] = mapped_column(String(10))
    remark: Mapped[str | None] = mapped_column(String(10))


class Wage(Base):
    __tablename__ = "wage"
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.employee_id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    annual_wage: Mapped[Decimal]
    contract_hours: Mapped[Decimal] = mapped_column(Numeric(5, 2))


class Leave(Base):
    __tablename__ = "leave"
    leave_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[LeaveKind] = mapped_column(String(12))
    start: Mapped[date]
    cancelled: Mapped[bool]


class Suspension(Base):
    __tablename__ = "suspension"
    policy_number: Mapped[str] = mapped_column(String(10), primary_key=True)
    suspended_from: Mapped[date] = mapped_column(primary_key=True)
    restored_from: Mapped[date | None]


WAGES = [Child(Wage, "wages")]
EMPLOYEE = {"version": "version", "within": ["person"], "fixed": ["employed_from"], "except_columns": ["remark"],
            "columns": {"end_noted_on": FirstHandled("employed_until")}, "initially": {"standing": lambda _: "NEW"}}


@pytest.fixture
def database(postgres_server):
    with database_with(postgres_server, "copies", Base.metadata) as url:
        opened = Database(url, FixedClock(noon(TODAY)))
        yield opened
        opened.dispose()


@pytest.fixture
def copies() -> Copies:
    """Employees with their wages, of whom some leave."""
    declared = Copies()
    declared.replicates(Employee, [EmployeeUpserted], children=WAGES, **EMPLOYEE)
    declared.amends(Employee, {EmployeeLeft: {"employed_until": "end_of_service"}}, version="version")
    return declared


def upserted(employee_id: str = "e-1", version: int = 1, *, last_name: str = "Bos", wages: tuple[int, ...] = (30_000,),
             employed_from: date = date(2020, 1, 1), employed_until: date | None = None) -> EmployeeUpserted:
    """An employee; the wages hold from 1 January of consecutive years."""
    return EmployeeUpserted(
        employee_id=employee_id, employer_id="w-1", policy_number="P-1", version=version, employee_number="1",
        person=Person(first_name="An", last_name=last_name, birth_date=date(1990, 1, 1)), employed_from=employed_from,
        employed_until=employed_until, wages=tuple(
            WageSegment(valid_from=date(2020 + n, 1, 1), annual_wage=Decimal(wage), contract_hours=Decimal("36.5"))
            for n, wage in enumerate(wages)))


def left(employee_id: str, version: int, last_day: date) -> EmployeeLeft:
    """An employee's last day."""
    return EmployeeLeft(employee_id=employee_id, employer_id="w-1", version=version, end_of_service=last_day)


def leave(leave_id: str, *, cancelled: bool = False) -> LeaveSet:
    """Maternity leave."""
    return LeaveSet(employee_id="e-1", employer_id="w-1", leave_id=leave_id, kind=LeaveKind.MATERNITY,
                    start=date(2026, 5, 1), end=date(2026, 8, 20), cancelled=cancelled)


def suspended(policy: str, day: date) -> CoverSuspended:
    """No cover from a day on."""
    return CoverSuspended(policy_number=policy, employer_id="w-1", suspended_from=day)


def restored(policy: str, day: date) -> CoverRestored:
    """Cover again from a day on."""
    return CoverRestored(policy_number=policy, employer_id="w-1", restored_from=day)


def delivered(*events):
    """Deliveries of events in a batch; the ids are event-0, event-1, …"""
    return [Delivered(each, Envelope(f"event-{n}", each.TYPE, each.topic(), each.key, datetime.now(UTC), "click", None, "-",
                                     "w-1")) for n, each in enumerate(events)]


def handle(database, copies, *events):
    """A batch in one transaction."""
    with database.transaction() as session:
        copies.handle(session, delivered(*events))


def rows(database, *columns):
    """The values of the columns, in order."""
    with database.reading() as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(*columns))]


def causes(database):
    """Key and cause of the events in the outbox."""
    with database.reading() as session:
        found = session.connection().exec_driver_sql("SELECT key, headers->>'ce_causationid' FROM outbox ORDER BY id")
        return [tuple(row) for row in found]


class TestReplicatedRow:
    def test_is_inserted_and_replaced_by_a_newer_version_only(self, database, copies):
        handle(database, copies, upserted(version=2, last_name="Bos"))
        handle(database, copies, upserted(version=1, last_name="Older"))
        handle(database, copies, upserted(version=2, last_name="Same"))
        first = rows(database, Employee.version, Employee.last_name)

        handle(database, copies, upserted(version=3, last_name="Newer"))

        assert first == [(2, "Bos")]
        assert rows(database, Employee.version, Employee.last_name) == [(3, "Newer")]

    def test_is_the_newest_of_its_key_in_a_batch(self, database, copies):
        handle(database, copies, upserted(version=1), upserted("e-2", 5, last_name="Vos"), upserted(version=3, last_name="Mol"),
               upserted(version=2, last_name="Older"))

        assert rows(database, Employee.employee_id, Employee.version, Employee.last_name) == [
            ("e-1", 3, "Mol"), ("e-2", 5, "Vos")]

    def test_keeps_fixed_columns_of_the_first_event(self, database, copies):
        handle(database, copies, upserted(version=1, employed_from=date(2019, 1, 1)),
               upserted(version=2, employed_from=date(2018, 1, 1)))
        handle(database, copies, upserted(version=3, employed_from=date(2017, 1, 1)))

        assert rows(database, Employee.version, Employee.employed_from) == [(3, date(2019, 1, 1))]

    def test_keeps_the_columns_that_the_service_decides(self, database, copies):
        handle(database, copies, upserted(version=1))
        with database.transaction() as session:
            session.get(Employee, "e-1").remark, session.get(Employee, "e-1").standing = "mine", "OLD"

        handle(database, copies, upserted(version=2))
        handle(database, copies, upserted("e-2"))

        assert rows(database, Employee.employee_id, Employee.standing, Employee.remark) == [
            ("e-1", "OLD", "mine"), ("e-2", "NEW", None)]

    def test_notes_the_day_on_which_a_value_was_first_handled(self, database, copies):
        last_day = date(2026, 4, 30)
        noted = []
        for version, until in [(1, None), (2, last_day), (3, last_day), (4, None), (5, last_day)]:
            database.clock.set(noon(TODAY + timedelta(days=version)))
            handle(database, copies, upserted(version=version, employed_until=until))
            noted += rows(database, Employee.end_noted_on)

        assert noted == [(None,), (date(2026, 3, 4),), (date(2026, 3, 4),), (None,), (date(2026, 3, 7),)]

    def test_without_a_version_follows_the_latest_event(self, database):
        copies = Copies()
        copies.replicates(Leave, [LeaveSet])

        handle(database, copies, leave("l-1"), leave("l-2"), leave("l-1", cancelled=True))

        assert rows(database, Leave.leave_id, Leave.kind, Leave.cancelled) == [
            ("l-1", "MATERNITY", True), ("l-2", "MATERNITY", False)]

    def test_comes_from_the_events_that_count(self, database):
        copies = Copies()
        copies.replicates(Leave, [LeaveSet], only=lambda each: not each.cancelled)

        handle(database, copies, leave("l-1"), leave("l-2", cancelled=True))

        assert rows(database, Leave.leave_id) == [("l-1",)]

    def test_is_refused_if_a_value_is_too_long(self, database, copies):
        with pytest.raises(Exception, match="value too long"):
            handle(database, copies, upserted(last_name="Van der Maas"))

    def test_is_seen_by_who_read_it_before_in_the_same_transaction(self, database, copies):
        handle(database, copies, upserted(version=1))
        with database.transaction() as session:
            known = session.get(Employee, "e-1")
            assert known.version == 1

            copies.handle(session, delivered(upserted(version=2)))

            assert known.version == 2

    def test_takes_as_many_statements_for_a_thousand_as_for_one(self, database, copies):
        seen: list[str] = []
        event.listen(database.engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))

        handle(database, copies, upserted("e-0"))
        one, seen[:] = len(seen), []
        handle(database, copies, *(upserted(f"e-{n}", wages=(1, 2, 3)) for n in range(1, 1001)))

        assert (one, len(seen)) == (3, 3)
        assert len(rows(database, Wage.employee_id, Wage.valid_from)) == 1 + 3000


class TestChildRows:
    def test_are_replaced_together_with_their_parent(self, database, copies):
        handle(database, copies, upserted(version=1, wages=(30_000, 31_000, 32_000)), upserted("e-2", wages=(20_000,)))

        handle(database, copies, upserted(version=2, wages=(33_000,)))

        assert rows(database, Wage.employee_id, Wage.annual_wage, Wage.contract_hours) == [
            ("e-1", Decimal(33_000), Decimal("36.50")), ("e-2", Decimal(20_000), Decimal("36.50"))]

    def test_stay_if_the_event_is_an_older_one(self, database, copies):
        handle(database, copies, upserted(version=2, wages=(30_000, 31_000)))

        handle(database, copies, upserted(version=1, wages=()))

        assert rows(database, Wage.annual_wage) == [(Decimal(30_000),), (Decimal(31_000),)]


class TestAmendedRow:
    def test_takes_the_columns_of_the_event_in_the_order_of_its_key(self, database, copies):
        march, april = date(2026, 3, 31), date(2026, 4, 30)

        handle(database, copies,
               upserted("e-1", 1), upserted("e-2", 1), left("e-1", 2, march), upserted("e-1", 3, employed_until=None),
               left("e-2", 1, march), upserted("e-3", 1), left("e-3", 2, march), left("e-3", 3, april))

        assert rows(database, Employee.employee_id, Employee.version, Employee.employed_until) == [
            ("e-1", 3, None), ("e-2", 1, march), ("e-3", 3, april)]

    def test_stays_if_it_is_newer_than_the_event(self, database, copies):
        handle(database, copies, upserted(version=5))

        handle(database, copies, left("e-1", 4, date(2026, 3, 31)), left("unknown", 4, date(2026, 3, 31)))

        assert rows(database, Employee.employee_id, Employee.version, Employee.employed_until) == [("e-1", 5, None)]


    def test_can_be_all_rows_of_a_part_of_the_key_in_which_a_column_is_empty(self, database):
        copies = Copies()
        copies.replicates(Suspension, [CoverSuspended], columns={"restored_from": None})
        copies.amends(Suspension, {CoverRestored: {"restored_from": "restored_from"}}, by=["policy_number"],
                      where_null="restored_from")
        first, second, third, fourth = (date(2026, month, 1) for month in (1, 2, 3, 4))

        handle(database, copies, suspended("P-1", first), suspended("P-2", first), restored("P-1", second),
               restored("P-1", third), suspended("P-1", third), restored("P-1", fourth))
        handle(database, copies, restored("P-1", date(2026, 5, 1)), restored("P-3", second))

        assert rows(database, Suspension.policy_number, Suspension.suspended_from, Suspension.restored_from) == [
            ("P-1", first, second), ("P-1", third, fourth), ("P-2", first, None)]

    def test_can_be_one_for_each_part_of_the_event(self, database, copies):
        handle(database, copies, upserted("e-1", wages=(1, 2)), upserted("e-2", wages=(1,)))
        hours = Copies()
        hours.amends(Wage, {EmployeeUpserted: {"annual_wage": lambda wage: wage.annual_wage * 2}},
                     by=["employee_id", "valid_from"], parts="wages")

        handle(database, hours, upserted("e-1", wages=(30, 40, 50)), upserted("e-3", wages=(60,)))

        assert rows(database, Wage.employee_id, Wage.valid_from, Wage.annual_wage) == [
            ("e-1", date(2020, 1, 1), Decimal(60)), ("e-1", date(2021, 1, 1), Decimal(80)),
            ("e-2", date(2020, 1, 1), Decimal(1))]

    def test_calls_what_follows_once_for_an_event_that_changed_several(self, database, copies):
        handle(database, copies, upserted("e-1", wages=(1, 2)))
        seen: list[str] = []
        hours = Copies()
        hours.amends(Wage, {EmployeeUpserted: {"annual_wage": "annual_wage"}}, by=["employee_id", "valid_from"], parts="wages",
                     then=lambda session, changed: seen.append(changed.employee_id))

        handle(database, hours, upserted("e-1", wages=(30, 40)), upserted("e-3", wages=(60,)))

        assert seen == ["e-1"]


class TestWhatFollows:
    @pytest.fixture
    def seen(self):
        return []

    @pytest.fixture
    def following(self, seen):
        """Publishes the last day of each employee whose row changed."""
        def tell(session, changed):
            seen.append((changed.employee_id, changed.version, session.scalar(select(func.max(Employee.version)))))
            publish(session, left(changed.employee_id, changed.version, TODAY))

        declared = Copies()
        declared.replicates(Employee, [EmployeeUpserted], children=WAGES, then=tell, **EMPLOYEE)
        return declared

    def test_is_called_for_each_row_that_really_changed_once_all_rows_are_written(self, database, following, seen):
        handle(database, following, upserted("e-2", 7))
        seen.clear()

        handle(database, following, upserted("e-1", 1), upserted("e-2", 7), upserted("e-3", 1), upserted("e-1", 8))

        assert seen == [("e-3", 1, 8), ("e-1", 8, 8)]

    def test_publishes_with_the_event_that_changed_the_row_as_cause(self, database, following):
        handle(database, following, upserted("e-1", 1), upserted("e-2", 1), upserted("e-1", 2))

        assert causes(database) == [("e-2", "event-1"), ("e-1", "event-2")]

    def test_can_take_the_whole_set_and_names_the_cause_of_each_event(self, database):
        def tell(session, changed):
            for each in changed:
                with each.as_cause():
                    publish(session, left(each.event.employee_id, 9, TODAY))

        copies = Copies()
        copies.replicates(Employee, [EmployeeUpserted], then_all=tell, **EMPLOYEE)

        handle(database, copies, upserted("e-1", 1), upserted("e-2", 1), upserted("e-1", 2))

        assert sorted(causes(database)) == [("e-1", "event-2"), ("e-2", "event-1")]

    def test_of_a_set_may_not_publish_without_a_cause(self, database):
        copies = Copies()
        copies.replicates(Employee, [EmployeeUpserted], **EMPLOYEE,
                          then_all=lambda session, changed: publish(session, left("e-1", 9, TODAY)))

        with pytest.raises(TypeError, match="published outside"):
            handle(database, copies, upserted("e-1", 1))

        assert rows(database, Employee.employee_id) == causes(database) == []

    def test_is_left_out_of_a_replay(self, database, following):
        handle(database, following.of_copied_tables(), upserted("e-1", 1))

        assert rows(database, Employee.employee_id) == [("e-1",)]
        assert causes(database) == []


class TestDeclaration:
    def test_refuses_a_column_without_a_source(self):
        with pytest.raises(UnknownSource, match="EmployeeLeft has no field for column employed_from"):
            Copies().replicates(Employee, [EmployeeLeft], version="version")

    def test_refuses_a_source_that_the_event_does_not_have(self):
        with pytest.raises(UnknownSource, match="LeaveSet has no field begin"):
            Copies().replicates(Leave, [LeaveSet], columns={"start": "begin"})

    def test_refuses_parts_that_are_no_tuple(self):
        with pytest.raises(UnknownSource, match="no tuple of parts"):
            Copies().replicates(Employee, [EmployeeUpserted], children=[Child(Wage, "person")], **EMPLOYEE)

    def test_refuses_a_key_that_neither_the_part_nor_the_event_has(self):
        with pytest.raises(UnknownSource, match="EmployeeUpserted has no field for column leave_id"):
            Copies().amends(Leave, {EmployeeUpserted: {"start": "valid_from"}}, parts="wages")
