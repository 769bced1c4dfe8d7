"""The figures of all employers, which the database counts, are those that the domain counts from rows."""
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from services.casework.store.figures import count_totals
from shared.events.absence import LeaveSet
from shared.kernel.vocabulary import LeaveKind, RecoveryBasis
from shared.testing.service import EMPLOYER, Service

STAFF = ("insurer_vra",)
TODAY = date(2027, 6, 1)
PERIODS = (("2026-01-01", "2026-12-31"), ("2026-03-15", "2026-03-15"), ("2024-06-01", "2027-06-01"), ("2026-02-01", "2026-02-28"))


def live(casework: Service, story: Any, random: Random) -> None:
    """Employees of one employer who change their hours, leave, fall ill, recover in part and have children."""
    casework.set_today(TODAY)
    for number in range(12):
        employee_id = f"employee-{number}"
        hours = [(date(2020, 1, 1), random.choice(("40", "36", "24")))]
        if random.random() < 0.5:
            hours.append((date(2026, 1, 1) + timedelta(days=random.randint(-400, 300)), random.choice(("32", "40", "0.5"))))
        until = TODAY - timedelta(days=random.randint(-100, 500)) if random.random() < 0.3 else None
        story.hire(employee_id, number=str(500 + number), hours=hours, until=until)
        day = date(2025, 1, 1) + timedelta(days=random.randint(0, 300))
        for spell in range(random.randint(0, 3)):
            absence = story.sick(f"V-2026-{number:02d}{spell:04d}", day, employee_id=employee_id)
            if random.random() < 0.5:
                story.mutate(absence, day + timedelta(days=random.randint(0, 40)), pct=random.choice(("37.5", "50", "12.25")),
                             basis=RecoveryBasis.OWN_WORK_HOURS)
            if random.random() < 0.2:
                break
            day += timedelta(days=random.choice((0, 1, 14, 15, 91, 92, 400)))
            story.recover(absence, day)
            day += timedelta(days=random.randint(1, 40))
        if random.random() < 0.4:
            start = date(2025, 6, 1) + timedelta(days=random.randint(0, 500))
            for at, first in enumerate((start, start + timedelta(days=random.randint(-20, 200)))):
                casework.deliver(LeaveSet(employee_id=employee_id, employer_id=EMPLOYER, leave_id=f"leave-{number}-{at}",
                                          kind=LeaveKind.MATERNITY, start=first, end=first + timedelta(days=111)))


class TestFiguresOfAllEmployers:
    @pytest.mark.parametrize("seed", range(6))
    def test_equal_those_of_the_only_employer(self, casework: Service, untold: Any, seed: int) -> None:
        live(casework, untold, Random(seed))

        for start, end in PERIODS:
            query = {"from": start, "to": end}
            counted = casework.get("/v1/statistics", query_string=query, roles=STAFF)
            from_rows = casework.get("/v1/statistics", query_string=query | {"employerId": EMPLOYER}, roles=STAFF)

            assert counted.status_code == from_rows.status_code == 200, counted.text
            assert counted.json == from_rows.json, (seed, start, end)

    def test_are_those_of_one_employer_where_he_has_many_employees(self, casework: Service, untold: Any) -> None:
        live(casework, untold, Random(1))
        period = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}

        of_all, own, anothers = (casework.query(count_totals, **period, employer_id=employer_id)
                                 for employer_id in (None, EMPLOYER, "employer-9"))

        assert of_all == own
        assert (anothers.headcount_days, anothers.reports, anothers.sick_fte_days) == (0, 0, {})
