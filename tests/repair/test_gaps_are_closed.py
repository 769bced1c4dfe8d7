"""Events that never reach the log: readers detect the gap and are repaired automatically."""
import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy import select, update

from services.claims import store
from services.claims.domain.payments.states import DebtStatus
from services.claims.tests.conftest import work_through
from services.claims.usecases.restate import restate_debts
from shared.bus.port import Message
from shared.db.mechanism import event_sequence, feed_position, parked_event
from shared.events.claims import DebtCreated, DebtSnapshot
from shared.events.repair import REPAIR_TOPIC, SnapshotRequested
from shared.messaging.outbox import publish
from shared.messaging.repair.snapshots import answer
from shared.testing.service import EMPLOYER
from tests.repair import life
from tests.repair.platform import ON_EACH_BUS, Platform

ABSENCE, BILLING, CLAIMS = "ontzorg.absence.v1", "ontzorg.billing.v1", "ontzorg.claims.v1"


def sequence_of(message: Message) -> int:
    """Return the sequence number of an event within its aggregate."""
    return int(dict(message.headers).get("ce_sequence", b"0"))


def loses(topic: str, *numbers: int, key: str | None = None) -> Callable[[Message], bool]:
    """Return a filter for events of a topic with these sequence numbers."""
    return lambda m: m.topic == topic and sequence_of(m) in numbers and key in (None, m.key)


def copies_of(platform: Platform) -> dict[str, object]:
    """Return the readers' copies and the results based on them, without ids that differ between runs."""
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
    return {name: sorted(map(repr, platform.ask(name.split()[0], query))) for name, query in kept.items()}


def assert_whole(platform: Platform) -> None:
    """Assert that nothing is pending and every reader is at the producers' last sequence."""
    for reader in platform.services:
        assert platform.count(reader, "parked_event") == 0, reader
        with platform[reader].database.reading() as session:
            assert session.execute(select(feed_position).where(feed_position.c.asked_at.is_not(None))).all() == []
            positions = {(row.topic, row.key): row.sequence for row in session.execute(select(feed_position))}
        for producer in platform.services:
            with platform[producer].database.reading() as session:
                counts = session.execute(select(event_sequence).where(event_sequence.c.topic != REPAIR_TOPIC)).all()
            for count in counts:
                if any(topic == count.topic for topic, _ in positions):
                    assert positions.get((count.topic, count.key)) == count.sequence, (reader, count)


def play(platform: Platform, seed: int | None = None) -> None:
    """Play half a year of an employer with two employees; with a seed, 40 % of absence's and billing's events are lost."""
    life.open_business(platform)
    fate = random.Random(seed)
    if seed is not None:
        platform.bus.loses = lambda m: m.topic in (ABSENCE, BILLING) and fate.random() < 0.4
    anna, bram = life.hire(platform, "1"), life.hire(platform, "2")
    number = life.fall_sick(platform, anna, date(2026, 3, 2))
    other = life.fall_sick(platform, bram, date(2026, 2, 24))
    platform.settle()
    life.half_better(platform, number, date(2026, 3, 2))
    life.raise_wage(platform, anna, "50000.00")
    life.accept(platform, iban="NL02ABNA0123456789")
    platform.settle()
    life.take_leave(platform, bram, date(2026, 8, 3), date(2026, 8, 21))
    life.better(platform, other, date(2026, 3, 2))
    platform.settle()
    platform.bus.loses = lambda m: False
    life.raise_wage(platform, anna, "52200.00")  # a later event of each key brings the loss to light
    life.raise_wage(platform, bram, "43000.00")
    life.accept(platform, iban="NL91ABNA0417164300")
    platform.settle()
    platform.set_today(date(2026, 5, 1))
    platform["claims"].run_jobs(date(2026, 5, 1))
    platform.settle()


def create_debt(session, *, debt_id: str, policy_number: str = "P-1") -> None:
    """Record a debt in claims and publish it to billing, which must invoice it."""
    session.add(store.Debt(debt_id=debt_id, policy_number=policy_number, employer_id=EMPLOYER, composite_id="V-1",
                           month="2026-01", amount=Decimal(100), runs=2, status=DebtStatus.INVOICED))
    publish(session, DebtCreated(policy_number=policy_number, employer_id=EMPLOYER, debt_id=debt_id, amount=Decimal(100)))


def know_policy(session, *, policy_number: str) -> None:
    """Insert a policy into claims only."""
    session.add(store.PolicyVersion(
        policy_number=policy_number, version=1, employer_id=EMPLOYER, company_name="-", iban="NL91ABNA0417164300",
        valid_from=date(2025, 1, 1), valid_until=None, waiting_unit="WORKDAYS", waiting_value=10,
        coverage_year1=Decimal(100), coverage_year2=Decimal(70), employer_charges_pct=Decimal(0), day_divisor=261,
        max_insured_wage=Decimal("79409.00"), end_age="AOW", safety_net_rule="OFFSET", late_report_rule="NONE",
        late_report_grace_days=0, run_off_cover=True, pre_existing_cover=True))


def answer_snapshot_request(session) -> None:
    """Publish a snapshot requested by another service."""
    answer(session, "claims", [restate_debts], SnapshotRequested(
        aggregate_topic=CLAIMS, aggregate_key="P-1", reader="somebody", after_sequence=0))


class TestLostEvent:
    @ON_EACH_BUS
    def test_is_detected_by_every_reader_and_replaced_by_a_snapshot(self, platform):
        life.open_business(platform)
        anna = life.hire(platform, "1")
        platform.settle()
        platform.bus.loses = loses(ABSENCE, 2)

        number = life.fall_sick(platform, anna, date(2026, 3, 2))
        platform.settle()
        before = {reader: platform.count(reader, "absence") for reader in ("casework", "claims")}
        life.raise_wage(platform, anna, "50000.00")
        platform.settle()

        assert before == {"casework": 0, "claims": 0}
        assert [m.key for m in platform.bus.lost] == [anna]
        assert {row[0] for row in platform.rows("casework", "dossier")["dossier"]} == {number}
        assert platform.count("claims", "absence") == 1
        assert_whole(platform)

    def test_leads_to_the_right_payment_once_the_case_is_complete(self, new_platform):
        totals = []
        for lost in ((), (2,)):
            platform = new_platform()
            life.open_business(platform)
            anna = life.hire(platform, "1")
            platform.bus.loses = loses(ABSENCE, *lost)
            life.fall_sick(platform, anna, date(2026, 3, 2))
            life.raise_wage(platform, anna, "52200.00")
            platform.settle()
            work_through(platform["claims"], date(2026, 4, 20))
            totals.append(platform.ask(
                "claims", "SELECT amount, month, status FROM payment JOIN payment_month USING (payment_reference)"))

        assert totals[0] == totals[1]
        assert totals[0][0].amount > 0

    def test_delays_no_other_aggregate(self, platform):
        life.open_business(platform)
        anna, bram = life.hire(platform, "1"), life.hire(platform, "2")
        platform.settle()
        platform.bus.loses = lambda m: m.topic == REPAIR_TOPIC or loses(ABSENCE, 2, key=anna)(m)

        life.raise_wage(platform, anna, "50000.00")
        life.raise_wage(platform, anna, "51000.00")
        life.fall_sick(platform, bram, date(2026, 3, 2))
        platform.settle()

        assert platform.count("claims", "absence") == 1
        with platform["claims"].database.reading() as session:
            held = session.execute(select(parked_event.c.key, parked_event.c.reason, parked_event.c.sequence)).all()
        assert [tuple(row) for row in held] == [(anna, "GAP", 3)]

    def test_is_requested_again_if_nobody_answers(self, platform):
        life.open_business(platform)
        anna = life.hire(platform, "1")
        platform.settle()
        platform.bus.loses = lambda m: m.topic == REPAIR_TOPIC or loses(ABSENCE, 2)(m)
        life.fall_sick(platform, anna, date(2026, 3, 2))
        life.raise_wage(platform, anna, "50000.00")
        platform.settle()
        platform.bus.loses = lambda m: False
        platform.set_today(date(2026, 3, 3))

        life.raise_wage(platform, anna, "52000.00")
        platform.settle()

        assert platform.count("casework", "dossier") == 1
        assert_whole(platform)

    def test_leaves_no_difference_whichever_event_it_is(self, new_platform):
        peaceful = new_platform()
        play(peaceful)

        for seed in range(3):
            lossy = new_platform()
            play(lossy, seed)

            assert lossy.bus.lost, seed
            assert copies_of(lossy) == copies_of(peaceful), seed
            assert_whole(lossy)


class TestReaderThatIsLate:
    def test_gets_snapshots_of_events_that_the_log_no_longer_holds(self, platform):
        life.open_business(platform)
        anna = life.hire(platform, "1")
        number = life.fall_sick(platform, anna, date(2026, 3, 2))
        platform.bus.loses = lambda m: m.topic == ABSENCE
        platform.settle()
        platform.bus.loses = lambda m: False

        life.half_better(platform, number, date(2026, 3, 2))
        platform.settle()

        assert platform.count("billing", "employee") == 1
        assert platform.count("casework", "dossier") == 1
        assert_whole(platform)


class TestDelayedEvent:
    def test_releases_the_events_that_waited_for_it(self, platform):
        life.open_business(platform)
        anna = life.hire(platform, "1")
        platform.settle()
        platform.bus.loses = lambda m: m.topic == REPAIR_TOPIC or loses(ABSENCE, 2)(m)
        life.fall_sick(platform, anna, date(2026, 3, 2))
        life.raise_wage(platform, anna, "50000.00")
        platform.settle()

        platform.bus.real.publish([m for m in platform.bus.lost if m.topic == ABSENCE])
        platform.settle()

        assert platform.count("casework", "dossier") == 1
        assert_whole(platform)


class TestUnknownAggregate:
    def test_does_not_block_its_readers_for_ever(self, platform):
        life.open_business(platform)
        anna = life.hire(platform, "1")
        platform.settle()
        platform.bus.loses = loses(ABSENCE, 2)
        life.raise_wage(platform, anna, "50000.00")
        life.raise_wage(platform, anna, "51000.00")
        with platform["absence"].database.transaction() as session:
            session.execute(update(event_sequence).where(event_sequence.c.key == anna).values(key="gone"))

        platform.settle()

        assert platform.count("claims", "parked_event") == 0
        assert 5_100_000 in [row.annual_wage for row in platform.ask("claims", "SELECT annual_wage FROM employee_wage")]


class TestFailedSnapshot:
    def test_is_parked_and_replaces_nothing(self, platform):
        life.open_business(platform)
        for number in ("d-1", "d-2"):
            platform["claims"].run(create_debt, debt_id=number, policy_number="P-9")
        platform["claims"].run(know_policy, policy_number="P-9")
        platform.bus.loses = loses(CLAIMS, 1)

        platform.settle()

        rows = platform.ask("billing", "SELECT type, reason FROM parked_event ORDER BY id")
        assert tuple(rows[0]) == (DebtCreated.TYPE, "GAP")
        assert {tuple(row) for row in rows[1:]} == {(DebtSnapshot.TYPE, "FAILED")}
        assert platform.count("billing", "invoice") == 0

    def test_is_followed_by_one_that_replaces_all_parked_events(self, platform):
        life.open_business(platform)
        for number in ("d-1", "d-2"):
            platform["claims"].run(create_debt, debt_id=number, policy_number="P-9")
        platform.settle()
        parked = platform.ask("billing", "SELECT reason FROM parked_event ORDER BY id")
        life.accept(platform, policy_number="P-9")
        platform.settle()
        platform.bus.loses = loses(CLAIMS, 3)
        for number in ("d-3", "d-4"):
            platform["claims"].run(create_debt, debt_id=number, policy_number="P-9")

        platform.settle()

        assert [row.reason for row in parked] == ["FAILED", "BEHIND"]
        invoices = platform.ask("billing", "SELECT subject FROM invoice WHERE kind = 'DEBT' ORDER BY subject")
        assert [row.subject for row in invoices] == ["debt-d-1", "debt-d-2", "debt-d-3", "debt-d-4"]
        resolved = platform.ask("billing", "SELECT action, count(*) FROM parked_resolution GROUP BY action")
        assert [tuple(row) for row in resolved] == [("SUPERSEDED", 3)]
        assert_whole(platform)


class TestMoneyInASnapshot:
    def test_is_invoiced_once_if_the_snapshot_is_repeated(self, platform):
        life.open_business(platform)
        for number in ("d-1", "d-2"):
            platform["claims"].run(create_debt, debt_id=number)
        platform.bus.loses = loses(CLAIMS, 1)
        platform.settle()
        platform.bus.loses = lambda m: False
        platform["claims"].run(create_debt, debt_id="d-3")
        platform["claims"].run(answer_snapshot_request)
        platform.settle()

        invoices = platform.ask("billing", "SELECT subject, gross FROM invoice WHERE kind = 'DEBT' ORDER BY subject")

        assert [tuple(row) for row in invoices] == [("debt-d-1", 10000), ("debt-d-2", 10000), ("debt-d-3", 10000)]
        assert_whole(platform)
