"""The statistics calculated by the database equal those calculated by the domain from the facts."""
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, select

from cli.calculations.figures.counting import statistics
from cli.calculations.figures.staff import Absence, Employment, IncapacityStep, Leave
from services.casework import store
from services.casework.domain.figures.absence_statistics import Statistics, figures
from services.casework.store.figures.totals import count_totals
from services.casework.usecases.figures.refresh_stretches import rebuild_stretches
from shared.db.session import Session
from shared.events.absence import EmployeeLeft, LeaveSet
from shared.kernel.period import Period
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind, RecoveryBasis
from shared.testing.service import EMPLOYER, Service

TODAY = date(2027, 6, 1)
PERIODS = ((date(2026, 1, 1), date(2026, 12, 31)), (date(2026, 3, 15), date(2026, 3, 15)), (date(2024, 6, 1), TODAY),
           (date(2026, 2, 1), date(2026, 2, 28)))


class Life:
    """Random employees of one employer, whose facts change in random order."""

    def __init__(self, casework: Service, story: Any, seed: int) -> None:
        self.casework, self.story, self.random = casework, story, Random(seed)
        casework.set_today(TODAY)

    def live(self) -> None:
        """Twelve employees."""
        for number in range(12):
            self._live(f"employee-{number}", number)

    def _live(self, employee_id: str, number: int) -> None:
        is_first_known_sick = self.random.random() < 0.2
        if not is_first_known_sick:
            self._hire(employee_id, number, version=1)
        self._be_sick(employee_id, number)
        if self.random.random() < 0.4:
            self._take_leave(employee_id, number)
        if is_first_known_sick or self.random.random() < 0.3:
            self._hire(employee_id, number, version=2)
        if self.random.random() < 0.2:
            self.casework.deliver(EmployeeLeft(
                employee_id=employee_id, employer_id=EMPLOYER, version=9, end_of_service=self._day()))

    def _day(self) -> date:
        return date(2025, 6, 1) + timedelta(days=self.random.randint(0, 730))

    def _hire(self, employee_id: str, number: int, version: int) -> None:
        hours = [(date(2020, 1, 1), self.random.choice(("40", "36", "24.25")))]
        if self.random.random() < 0.5:
            hours.append((self.random.choice((date(2019, 5, 1), self._day())), self.random.choice(("32", "40", "0.5"))))
        until = self._day() if self.random.random() < 0.3 else None
        self.story.hire(employee_id, number=str(500 + number), hours=hours, until=until, version=version)

    def _be_sick(self, employee_id: str, number: int) -> None:
        day = date(2025, 1, 1) + timedelta(days=self.random.randint(0, 300))
        for spell in range(self.random.randint(0, 3)):
            absence = self.story.sick(f"V-2026-{number:02d}{spell:04d}", day, employee_id=employee_id)
            if self.random.random() < 0.5:
                self.story.mutate(absence, day + timedelta(days=self.random.randint(0, 40)),
                                  pct=self.random.choice(("37.5", "50", "12.25")), basis=RecoveryBasis.OWN_WORK_HOURS)
            if self.random.random() < 0.2:
                break
            day += timedelta(days=self.random.choice((0, 1, 14, 15, 91, 92, 400)))
            self.story.recover(absence, day)
            if self.random.random() < 0.2:
                self.story.cancel(absence)
            day += timedelta(days=self.random.randint(0, 40))

    def _take_leave(self, employee_id: str, number: int) -> None:
        start = date(2025, 6, 1) + timedelta(days=self.random.randint(0, 500))
        for at, first in enumerate((start, start + timedelta(days=self.random.randint(-20, 200)))):
            leave = {"employee_id": employee_id, "employer_id": EMPLOYER, "leave_id": f"leave-{number}-{at}",
                     "kind": LeaveKind.MATERNITY, "start": first, "end": first + timedelta(days=111)}
            self.casework.deliver(LeaveSet(**leave))
            if self.random.random() < 0.3:
                self.casework.deliver(LeaveSet(**leave, cancelled=True))


def figures_from_facts(session: Session, period: Period) -> Statistics:
    """The statistics of the domain, from the copied facts."""
    employees = session.scalars(select(store.Employee)).all()
    absences = session.scalars(select(store.Absence).where(store.Absence.status != AbsenceStatus.CANCELLED)).all()
    leaves = session.scalars(select(store.Leave).where(~store.Leave.cancelled)).all()
    return statistics(
        period, [stretch for employee in employees for stretch in employments(employee)],
        [Absence(employee=row.employee_id, first_sick_day=row.first_sick_day, recovered_on=row.recovered_on,
                 incapacity=tuple(IncapacityStep(start=m.effective_on, pct=100 - m.recovered_pct) for m in row.mutations))
         for row in absences],
        leaves=[Leave(employee=row.employee_id, period=Period(row.start, row.end)) for row in leaves])


def employments(employee: store.Employee) -> Iterator[Employment]:
    """A stretch for each number of hours; the first ones hold from the first day in service."""
    starts = [employee.employed_from, *(max(row.valid_from, employee.employed_from) for row in employee.hours[1:])]
    until = employee.employed_until or date.max
    ends = [*(min(day - timedelta(days=1), until) for day in starts[1:]), until]
    for start, end, row in zip(starts, ends, employee.hours, strict=True):
        if start <= end:
            yield Employment(key=employee.employee_id, fte=row.hours / Decimal(40), employed_from=start,
                             employed_to=None if end == date.max else end)


def rows(casework: Service) -> list[Any]:
    """All rows of the read model."""
    with casework.database.reading() as session:
        return [sorted(session.execute(select(*table.__table__.columns)).all())
                for table in (store.EmploymentStretch, store.SickStretch)]


class TestFiguresOfTheReadModel:
    @pytest.mark.parametrize("seed", range(12))
    def test_equal_those_that_the_rule_counts_from_the_facts(self, casework: Service, empty_story: Any, seed: int) -> None:
        Life(casework, empty_story, seed).live()

        for first, last in PERIODS:
            counted = figures(casework.query(count_totals, first=first, last=last, employer_id=EMPLOYER))

            assert counted == casework.query(figures_from_facts, period=Period(first, last)), (seed, first, last)
            assert counted == figures(casework.query(count_totals, first=first, last=last, employer_id=None))

    def test_are_empty_for_an_employer_without_employees(self, casework: Service, empty_story: Any) -> None:
        Life(casework, empty_story, 1).live()

        totals = casework.query(count_totals, first=date(2026, 1, 1), last=date(2026, 12, 31), employer_id="employer-9")

        assert (totals.headcount_days, totals.reports, set(totals.sick_fte_days.values())) == (0, 0, {0})

    def test_follow_from_the_facts_when_rebuilt(self, casework: Service, empty_story: Any) -> None:
        Life(casework, empty_story, 2).live()
        kept = rows(casework)
        with casework.database.transaction() as session:
            session.execute(delete(store.EmploymentStretch))
            session.execute(delete(store.SickStretch).where(store.SickStretch.place > 1))
            session.add(store.SickStretch(**{**kept[1][0]._mapping, "place": 9}))

        casework.run(rebuild_stretches)

        assert (rows(casework), all(kept)) == (kept, True)
