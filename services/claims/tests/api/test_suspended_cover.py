"""Claims of cases that begin while billing has suspended the cover (§4.5)."""
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from services.claims.tests.conftest import employee, filed, state
from shared.events.billing import CoverRestored, CoverSuspended
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

READ = ("EMPLOYEE_DATA", "SICK_REPORTS")
MONDAY = date(2026, 3, 2)


def suspended(since: date, policy: str = "P-1", employer_id: str = EMPLOYER) -> CoverSuspended:
    """The event of suspended cover."""
    return CoverSuspended(policy_number=policy, employer_id=employer_id, suspended_from=since)


def restored(since: date) -> CoverRestored:
    """The event of restored cover."""
    return CoverRestored(policy_number="P-1", employer_id=EMPLOYER, restored_from=since)


def first_day_paid(service: Service, number: str = "V-9") -> str | None:
    """The first day for which a case is paid; None if nothing is."""
    months = service.get(f"/v1/benefits?absenceNumber={number}", rights=READ).json["items"]
    return min((line["from"] for month in months for line in month["lines"]), default=None)


def report(service: Service, first_sick_day: date) -> None:
    """The event of Carla's sick report."""
    service.deliver(employee("carla"), filed(state("V-9", first_sick_day), "carla"))


class TestSuspendedCover:
    @pytest.mark.parametrize(("first_sick_day", "paid"), [
        (MONDAY - timedelta(days=1), True), (MONDAY, False), (MONDAY + timedelta(days=6), False),
        (MONDAY + timedelta(days=7), True)], ids=["the day before", "its first day", "its last day", "the day after"])
    def test_pays_no_case_that_begins_in_it(self, insured: Service, first_sick_day: date, paid: bool) -> None:
        insured.set_today(date(2026, 4, 30))
        insured.deliver(suspended(MONDAY), restored(MONDAY + timedelta(days=7)))

        report(insured, first_sick_day)

        assert (first_day_paid(insured) is not None) is paid

    def test_ends_the_benefit_of_a_case_that_is_known(self, insured: Service) -> None:
        insured.set_today(date(2026, 4, 30))
        report(insured, MONDAY)
        before = first_day_paid(insured)

        insured.deliver(suspended(MONDAY))

        assert (before, first_day_paid(insured)) == ("2026-03-16", None)

    def test_is_ended_only_where_it_runs(self, insured: Service) -> None:
        insured.deliver(suspended(MONDAY, "P-2", OTHER_EMPLOYER), suspended(MONDAY), restored(date(2026, 3, 9)),
                        suspended(date(2026, 3, 16)), restored(date(2026, 3, 23)), restored(date(2026, 3, 30)))

        with insured.database.reading() as session:
            rows = session.execute(text("SELECT * FROM cover_suspension ORDER BY policy_number, suspended_from")).all()
        assert [tuple(row) for row in rows] == [
            ("P-1", MONDAY, date(2026, 3, 9)), ("P-1", date(2026, 3, 16), date(2026, 3, 23)), ("P-2", MONDAY, None)]
