"""Events that never reach the log: who reads them finds out, and is whole again without hands."""
import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy import select, update

from services.claims import store
from services.claims.domain.payments.states import DebtStatus
from services.claims.usecases.restate import restate_debts
from shared.bus.port import Message
from shared.db.mechanism import event_sequence, feed_position, parked_event
from shared.events.claims import DebtCreated, DebtSnapshot
from shared.events.repair import REPAIR_TOPIC, SnapshotRequested
from shared.messaging.outbox import publish
from shared.messaging.repair.snapshots import answer
from shared.testing.service import EMPLOYER
from tests.repair import life
from tests.repair.environment import ON_EACH_BUS, House

ABSENCE, BILLING, CLAIMS = "ontzorg.absence.v1", "ontzorg.billing.v1", "ontzorg.claims.v1"


def sequence_of(message: Message) -> int:
    """The number of an event within its aggregate."""
    return int(dict(message.headers).get("ce_sequence", b"0"))


def loses(topic: str, *numbers: int, key: str | None = None) -> Callable[[Message], bool]:
    """Of a topic the events with these numbers."""
    return lambda m: m.topic == topic and sequence_of(m) in numbers and key in (None, m.key)


def copies_of(house: House) -> dict[str, object]:
    """What readers keep of others, and what they made of it, with ids that differ from run to run left out."""
    kept = {
        "billing": "SELECT employment.version, employed_until FROM employee AS employment",
        "billing wages": "SELECT wage.valid_from, annual_wage FROM wage_segment AS wage",
        "casework": "SELECT version, employed_until FROM employee",
        "casework hours": "SELECT valid_from, hours FROM weekly_hours",
        "casework absences": "SELECT absence_number, status, sequence, recovered_on, same_cause, safety_net FROM absence",
        "casework recoveries": "SELECT absence_number, effective_on, recovered_pct FROM absence_mutation",
        "casework dossiers": "SELECT opened_on, closed_on, closed_reason, announced FROM dossier",
        "casework leaves": 'SELECT kind, start, "end", cancelled FROM leave',
        "claims": "SELECT version, employed_until FROM employee",
        "claims wages": "SELECT valid_from, annual_wage FROM employee_wage",
        "claims absences": "SELECT absence_number, sequence, status, first_sick_day, recovered_on, composite_id, third_party,"
                           " claim_status, claim_reason FROM absence",
        "claims recoveries": "SELECT absence_number, effective_on, recovered_pct FROM absence_mutation",
        "claims leaves": 'SELECT kind, start, "end", cancelled FROM leave',
        "claims benefits": "SELECT month, total FROM benefit WHERE is_latest",
        "claims benefit lines": "SELECT month, position, days, daily_wage, incapacity_pct, line.total FROM benefit_line AS line"
                                " JOIN benefit USING (composite_id, month, version) WHERE is_latest",
        "claims policies": "SELECT version, valid_from, iban, waiting_value, coverage_year1 FROM policy_version",
    }
    return {name: sorted(map(repr, house.ask(name.split()[0], query))) for name, query in kept.items()}


def assert_whole(house: House) -> None:
    """Nobody waits for anything, and every reader stands where the producers do."""
    for reader in house.services:
        assert house.count(reader, "parked_event") == 0, reader
        with house[reader].database.reading() as session:
            assert session.execute(select(feed_position).where(feed_position.c.asked_at.is_not(None))).all() == []
            positions = {(row.topic, row.key): row.sequence for row in session.execute(select(feed_position))}
        for producer in house.services:
            with house[producer].database.reading() as session:
                counts = session.execute(select(event_sequence).where(event_sequence.c.topic != REPAIR_TOPIC)).all()
            for count in counts:
                if any(topic == count.topic for topic, _ in positions):
                    assert positions.get((count.topic, count.key)) == count.sequence, (reader, count)


def play(house: House, seed: int | None = None) -> None:
    """Half a year of an employer with two employees; with a seed, four in ten of absence's and billing's events get lost."""
    life.open_business(house)
    fate = random.Random(seed)
    if seed is not None:
        house.bus.loses = lambda m: m.topic in (ABSENCE, BILLING) and fate.random() < 0.4
    anna, bram = life.hire(house, "1"), life.hire(house, "2")
    number = life.fall_sick(house, anna, date(2026, 3, 2))
    other = life.fall_sick(house, bram, date(2026, 2, 24))
    house.settle()
    life.half_better(house, number, date(2026, 3, 2))
    life.raise_wage(house, anna, "50000.00")
    life.accept(house, iban="NL02ABNA0123456789")
    house.settle()
    life.take_leave(house, bram, date(2026, 8, 3), date(2026, 8, 21))
    life.better(house, other, date(2026, 3, 2))
    house.settle()
    house.bus.loses = lambda m: False
    life.raise_wage(house, anna, "52200.00")  # a later event of each key brings the loss to light
    life.raise_wage(house, bram, "43000.00")
    life.accept(house, iban="NL91ABNA0417164300")
    house.settle()
    house.set_today(date(2026, 5, 1))
    house["claims"].run_jobs(date(2026, 5, 1))
    house.settle()


def owe(session, *, debt_id: str, policy_number: str = "P-1") -> None:
    """A debt that billing is to invoice."""
    session.add(store.Debt(debt_id=debt_id, policy_number=policy_number, employer_id=EMPLOYER, composite_id="V-1",
                           month="2026-01", amount=Decimal(100), runs=2, status=DebtStatus.INVOICED))
    publish(session, DebtCreated(policy_number=policy_number, employer_id=EMPLOYER, debt_id=debt_id, amount=Decimal(100)))


def know_policy(session, *, policy_number: str) -> None:
    """A policy that only claims knows."""
    session.add(store.PolicyVersion(
        policy_number=policy_number, version=1, employer_id=EMPLOYER, company_name="-", iban="NL91ABNA0417164300",
        valid_from=date(2025, 1, 1), valid_until=None, waiting_unit="WORKDAYS", waiting_value=10,
        coverage_year1=Decimal(100), coverage_year2=Decimal(70), employer_charges_pct=Decimal(0), day_divisor=261,
        max_insured_wage=Decimal("79409.00"), end_age="AOW", safety_net_rule="OFFSET", late_report_rule="NONE"))


def tell_anew(session) -> None:
    """A snapshot that somebody else asked for."""
    answer(session, "claims", [restate_debts], SnapshotRequested(
        aggregate_topic=CLAIMS, aggregate_key="P-1", reader="somebody", after_sequence=0))


class TestALostEvent:
    @ON_EACH_BUS
    def test_is_found_by_every_reader_and_told_anew(self, house):
        life.open_business(house)
        anna = life.hire(house, "1")
        house.settle()
        house.bus.loses = loses(ABSENCE, 2)

        number = life.fall_sick(house, anna, date(2026, 3, 2))
        house.settle()
        before = {reader: house.count(reader, "absence") for reader in ("casework", "claims")}
        life.raise_wage(house, anna, "50000.00")
        house.settle()

        assert before == {"casework": 0, "claims": 0}
        assert [m.key for m in house.bus.lost] == [anna]
        assert {row[0] for row in house.rows("casework", "dossier")["dossier"]} == {number}
        assert house.count("claims", "absence") == 1
        assert_whole(house)

    def test_pays_the_right_amount_once_its_case_is_whole(self, new_house):
        totals = []
        for lost in ((), (2,)):
            house = new_house()
            life.open_business(house)
            anna = life.hire(house, "1")
            house.bus.loses = loses(ABSENCE, *lost)
            life.fall_sick(house, anna, date(2026, 3, 2))
            life.raise_wage(house, anna, "52200.00")
            house.settle()
            house["claims"].run_jobs(date(2026, 4, 20))
            totals.append(house.ask(
                "claims", "SELECT amount, month, status FROM payment JOIN payment_month USING (payment_reference)"))

        assert totals[0] == totals[1]
        assert totals[0][0].amount > 0

    def test_holds_up_no_other_aggregate(self, house):
        life.open_business(house)
        anna, bram = life.hire(house, "1"), life.hire(house, "2")
        house.settle()
        house.bus.loses = lambda m: m.topic == REPAIR_TOPIC or loses(ABSENCE, 2, key=anna)(m)

        life.raise_wage(house, anna, "50000.00")
        life.raise_wage(house, anna, "51000.00")
        life.fall_sick(house, bram, date(2026, 3, 2))
        house.settle()

        assert house.count("claims", "absence") == 1
        with house["claims"].database.reading() as session:
            held = session.execute(select(parked_event.c.key, parked_event.c.reason, parked_event.c.sequence)).all()
        assert [tuple(row) for row in held] == [(anna, "GAP", 3)]

    def test_is_asked_for_again_where_nobody_answers(self, house):
        life.open_business(house)
        anna = life.hire(house, "1")
        house.settle()
        house.bus.loses = lambda m: m.topic == REPAIR_TOPIC or loses(ABSENCE, 2)(m)
        life.fall_sick(house, anna, date(2026, 3, 2))
        life.raise_wage(house, anna, "50000.00")
        house.settle()
        house.bus.loses = lambda m: False
        house.set_today(date(2026, 3, 3))

        life.raise_wage(house, anna, "52000.00")
        house.settle()

        assert house.count("casework", "dossier") == 1
        assert_whole(house)

    def test_leaves_no_trace_whichever_it_is(self, new_house):
        peaceful = new_house()
        play(peaceful)

        for seed in range(3):
            lossy = new_house()
            play(lossy, seed)

            assert lossy.bus.lost, seed
            assert copies_of(lossy) == copies_of(peaceful), seed
            assert_whole(lossy)


class TestAReaderWhoComesLate:
    def test_is_told_what_the_log_no_longer_holds(self, house):
        life.open_business(house)
        anna = life.hire(house, "1")
        number = life.fall_sick(house, anna, date(2026, 3, 2))
        house.bus.loses = lambda m: m.topic == ABSENCE
        house.settle()
        house.bus.loses = lambda m: False

        life.half_better(house, number, date(2026, 3, 2))
        house.settle()

        assert house.count("billing", "employee") == 1
        assert house.count("casework", "dossier") == 1
        assert_whole(house)


class TestAnEventThatComesLateAfterAll:
    def test_lets_those_follow_that_waited_for_it(self, house):
        life.open_business(house)
        anna = life.hire(house, "1")
        house.settle()
        house.bus.loses = lambda m: m.topic == REPAIR_TOPIC or loses(ABSENCE, 2)(m)
        life.fall_sick(house, anna, date(2026, 3, 2))
        life.raise_wage(house, anna, "50000.00")
        house.settle()

        house.bus.real.publish([m for m in house.bus.lost if m.topic == ABSENCE])
        house.settle()

        assert house.count("casework", "dossier") == 1
        assert_whole(house)


class TestAnAggregateNobodyKnows:
    def test_does_not_hold_up_its_readers_for_ever(self, house):
        life.open_business(house)
        anna = life.hire(house, "1")
        house.settle()
        house.bus.loses = loses(ABSENCE, 2)
        life.raise_wage(house, anna, "50000.00")
        life.raise_wage(house, anna, "51000.00")
        with house["absence"].database.transaction() as session:
            session.execute(update(event_sequence).where(event_sequence.c.key == anna).values(key="gone"))

        house.settle()

        assert house.count("claims", "parked_event") == 0
        assert 5_100_000 in [row.annual_wage for row in house.ask("claims", "SELECT annual_wage FROM employee_wage")]


class TestASnapshotThatFails:
    def test_is_parked_and_replaces_nothing(self, house):
        life.open_business(house)
        for number in ("d-1", "d-2"):
            house["claims"].run(owe, debt_id=number, policy_number="P-9")
        house["claims"].run(know_policy, policy_number="P-9")
        house.bus.loses = loses(CLAIMS, 1)

        house.settle()

        rows = house.ask("billing", "SELECT type, reason FROM parked_event ORDER BY id")
        assert tuple(rows[0]) == (DebtCreated.TYPE, "GAP")
        assert {tuple(row) for row in rows[1:]} == {(DebtSnapshot.TYPE, "FAILED")}
        assert house.count("billing", "invoice") == 0

    def test_is_followed_by_one_that_replaces_all_that_is_parked(self, house):
        life.open_business(house)
        for number in ("d-1", "d-2"):
            house["claims"].run(owe, debt_id=number, policy_number="P-9")
        house.settle()
        parked = house.ask("billing", "SELECT reason FROM parked_event ORDER BY id")
        life.accept(house, policy_number="P-9")
        house.settle()
        house.bus.loses = loses(CLAIMS, 3)
        for number in ("d-3", "d-4"):
            house["claims"].run(owe, debt_id=number, policy_number="P-9")

        house.settle()

        assert [row.reason for row in parked] == ["FAILED", "BEHIND"]
        invoices = house.ask("billing", "SELECT subject FROM invoice WHERE kind = 'DEBT' ORDER BY subject")
        assert [row.subject for row in invoices] == ["debt-d-1", "debt-d-2", "debt-d-3", "debt-d-4"]
        resolved = house.ask("billing", "SELECT action, count(*) FROM parked_resolution GROUP BY action")
        assert [tuple(row) for row in resolved] == [("SUPERSEDED", 3)]
        assert_whole(house)


class TestMoneyInASnapshot:
    def test_is_invoiced_once_however_often_it_is_told(self, house):
        life.open_business(house)
        for number in ("d-1", "d-2"):
            house["claims"].run(owe, debt_id=number)
        house.bus.loses = loses(CLAIMS, 1)
        house.settle()
        house.bus.loses = lambda m: False
        house["claims"].run(owe, debt_id="d-3")
        house["claims"].run(tell_anew)
        house.settle()

        invoices = house.ask("billing", "SELECT subject, gross FROM invoice WHERE kind = 'DEBT' ORDER BY subject")

        assert [tuple(row) for row in invoices] == [("debt-d-1", 10000), ("debt-d-2", 10000), ("debt-d-3", 10000)]
        assert_whole(house)
