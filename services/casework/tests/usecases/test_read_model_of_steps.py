"""The read model of steps equals the plan calculated from the facts on every day."""
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from services.casework import store
from services.casework.domain.plan.milestone import Code, Milestone, Status
from services.casework.domain.vra.vra import is_stagnating
from services.casework.metrics import overdue_steps
from services.casework.store.casefiles import load_cases
from services.casework.store.steps import count_passed, has_status, is_open, status_on
from services.casework.tests.conftest import CASEMANAGER
from services.casework.usecases.plan.refresh_steps import rebuild_steps
from services.casework.usecases.vra.detect_stagnation import detect_stagnation, list_stagnating
from shared.events.absence import LeaveSet
from shared.kernel.vocabulary import LeaveKind
from shared.testing.service import EMPLOYER, Service

FIRST = date(2026, 1, 1)
SEEDS = range(12)


class Life:
    """Random employees who fall ill, recover, leave, take leave, and whose steps are done."""

    def __init__(self, casework: Service, story: Any, seed: int) -> None:
        self.casework, self.story, self.random = casework, story, Random(seed)

    def live(self) -> None:
        """Six employees, one after the other."""
        for number in range(6):
            self._live(f"employee-{number}", number)

    def _live(self, employee_id: str, number: int) -> None:
        self.story.employee(employee_id, last_name=f"Naam{number}", number=str(100 + number))
        self.casework.set_today(date(2027, 6, 1))
        day, numbers = FIRST + timedelta(days=self.random.randint(0, 60)), []
        for spell in range(self.random.randint(1, 3)):
            numbers.append(self.story.sick(
                f"V-2026-{number:02d}{spell:04d}", day, employee_id=employee_id,
                reported_on=day + timedelta(days=self.random.randint(0, 4)), safety_net=self.random.random() < 0.3,
                labour_conflict=self.random.random() < 0.3))
            end = day + timedelta(days=self.random.choice((3, 30, 50, 80, 300)))
            day = end + timedelta(days=self.random.choice((0, 5, 27, 28, 60)))
            fate = self.random.random()
            if fate < 0.6:
                self.story.recover(numbers[-1], end)
            elif fate < 0.75:
                self.story.leave_service(numbers[-1], end)
                break
            elif fate < 0.85:
                self.story.cancel(numbers[-1])
            else:
                break
        if self.random.random() < 0.4:
            start = FIRST + timedelta(days=self.random.randint(20, 200))
            self.casework.deliver(LeaveSet(employee_id=employee_id, employer_id=EMPLOYER, leave_id=f"leave-{number}",
                                           kind=LeaveKind.MATERNITY, start=start, end=start + timedelta(days=111)))
        for _ in range(self.random.randint(0, 6)):
            self._complete(self.random.choice(numbers))

    def _complete(self, absence_number: str) -> None:
        code = self.random.choice(["M02", "M03", "M04", "M05", "M05b", "M06", "M09", "M23", "M24"])
        body = {"completed_on": (FIRST + timedelta(days=self.random.randint(0, 500))).isoformat(), "forced_reason": "AGREED"}
        role = "company_doctor" if code in ("M03", "M05b") else "casemanager"
        self.casework.post(f"/v1/dossiers/{absence_number}/milestones/{code}/completions", body, roles=(role,))


def plans(casework: Service, today: date) -> dict[tuple[str, Code, int], Milestone]:
    """Every row of every plan, calculated from the facts."""
    with casework.database.reading() as session:
        employees = session.scalars(select(store.Absence.employee_id).distinct()).all()
        return {(file.numbers[0], row.code, row.occurrence): row
                for file in load_cases(session, employees) for row in file.plan(today)}


def modelled(casework: Service, today: date) -> dict[tuple[str, Code, int], tuple[Milestone, str]]:
    """Every row of the read model as the domain and as SQL give its status."""
    with casework.database.reading() as session:
        rows = session.execute(select(store.Step, status_on(today))).all()
        return {(step.case_number, Code(step.code), step.occurrence): (step.value.on(today), status) for step, status in rows}


def without_risk(row: Milestone) -> tuple[Any, ...]:
    """A step in a list, without its risk."""
    return (row.code, row.occurrence, row.opens_on, row.due_on, row.target_on, row.status, row.completed_on, row.pending)


def days_that_matter(casework: Service) -> list[date]:
    """The days around changes of status, and some others."""
    with casework.database.reading() as session:
        last_days = session.scalars(select(store.Step.last_on).distinct().order_by(store.Step.last_on)).all()
    return [FIRST, *(day + timedelta(days=n) for day in last_days[::23] for n in (0, 1)), date(2031, 1, 1)]


class TestReadModel:
    @pytest.mark.parametrize("seed", SEEDS)
    def test_equals_the_plan_of_the_facts_on_every_day(self, casework: Service, story: Any, seed: int) -> None:
        Life(casework, story, seed).live()

        for today in days_that_matter(casework):
            expected, found = plans(casework, today), modelled(casework, today)
            assert found.keys() == expected.keys()
            for key, row in expected.items():
                assert without_risk(found[key][0]) == without_risk(row), (key, today)
                assert found[key][1] == row.status, (key, today)

    @pytest.mark.parametrize("seed", SEEDS[:4])
    def test_gives_lists_and_counts_of_exactly_the_steps_with_a_status(self, casework: Service, story: Any, seed: int) -> None:
        Life(casework, story, seed).live()

        for today in days_that_matter(casework)[::5]:
            casework.set_today(today)
            with casework.database.reading() as session:
                for status in Status:
                    listed = set(session.scalars(select(store.Step).where(has_status(status, today))))
                    assert listed == {row for row in session.scalars(select(store.Step)) if row.value.status_on(today) is status}
                opened = set(session.scalars(select(store.Step).where(is_open(today))))
                assert {row.value.status_on(today) for row in opened} <= {Status.PLANNED, Status.OVERDUE}
                late = {row for row in opened if row.in_caseload and row.value.status_on(today) is Status.OVERDUE}
            assert casework.query(overdue_steps) == len(late)

    @pytest.mark.parametrize("seed", SEEDS[:4])
    def test_counts_a_caseload_as_its_list_has_rows(self, casework: Service, story: Any, seed: int) -> None:
        Life(casework, story, seed).live()

        for role in ("casemanager", "company_doctor", "labour_expert"):
            for today in days_that_matter(casework)[::9]:
                casework.set_today(today)
                rows, counts = self.whole_caseload(casework, role)
                assert counts == (len(rows), sum(row["status"] == "OVERDUE" for row in rows)), (role, today)

    @staticmethod
    def whole_caseload(casework: Service, role: str) -> tuple[list[dict[str, Any]], tuple[int, int]]:
        """The caseload, from all pages."""
        token = casework.issuer.token(roles=(role,), account_id=CASEMANAGER)
        rows: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            query = {"limit": "100"} | ({"cursor": cursor} if cursor else {})
            body = casework.app.test_client().get("/v1/caseload", query_string=query,
                                                  headers={"Authorization": f"Bearer {token}"}).json
            rows += body["items"]
            cursor = body["next"]
            if cursor is None:
                return rows, (body["open"], body["overdue"])

    @pytest.mark.parametrize("seed", SEEDS[:4])
    def test_lists_the_cases_that_stagnate_until_vra_was_told(self, casework: Service, story: Any, seed: int) -> None:
        Life(casework, story, seed).live()
        days = days_that_matter(casework)[::7]
        middle = days[len(days) // 2]
        for today in days:
            assert self.stagnating(casework, today) == self.to_be_told(casework, today)

        for number in casework.query(list_stagnating, today=middle):
            casework.run(detect_stagnation, absence_number=number, today=middle)

        assert self.stagnating(casework, middle) == set()
        for today in days:
            assert self.stagnating(casework, today) == self.to_be_told(casework, today)

    @staticmethod
    def stagnating(casework: Service, today: date) -> set[str]:
        """The cases that the job finds."""
        with casework.database.reading() as session:
            numbers = list_stagnating(session, today)
            return set(session.scalars(select(store.Dossier.case_number).where(store.Dossier.absence_number.in_(numbers))))

    @staticmethod
    def to_be_told(casework: Service, today: date) -> set[str]:
        """The open cases with a step in their plan that is long overdue and in no notice."""
        with casework.database.reading() as session:
            opened = set(session.scalars(select(store.Dossier.case_number).where(store.Dossier.closed_on.is_(None))))
            announced = set(session.scalars(select(store.VraNotice.subject)))
        return {case_number for (case_number, code, occurrence), row in plans(casework, today).items()
                if case_number in opened and f"{case_number} {code} {occurrence}" not in announced
                and is_stagnating([row], today=today)}

    def test_is_the_same_when_it_is_built_again(self, casework: Service, story: Any) -> None:
        Life(casework, story, 3).live()
        before = self.everything(casework)
        with casework.database.transaction() as session:
            session.execute(delete(store.Step))
            session.execute(delete(store.Case))
            session.execute(update(store.Dossier).values(case_number=None))

        casework.run(rebuild_steps)

        assert self.everything(casework) == before

    @staticmethod
    def everything(casework: Service) -> Any:
        """All rows of the read model."""
        with casework.database.reading() as session:
            return [sorted(session.execute(select(*table.__table__.columns)).all(), key=str)
                    for table in (store.Step, store.Case)]

    def test_is_filled_by_the_first_job_for_dossiers_that_are_older_than_it(self, casework: Service, sick: str) -> None:
        with casework.database.transaction() as session:
            session.execute(delete(store.Step))
            session.execute(update(store.Dossier).values(case_number=None))

        casework.run_jobs(casework.clock.today())

        items = casework.get("/v1/activities?limit=500", rights=("SICK_REPORTS",)).json["items"]
        assert {item["absence_number"] for item in items} == {sick}

    def test_follows_a_new_name(self, casework: Service, story: Any, sick: str) -> None:
        story.rename("employee-anna", "Ó’Łęk")

        found = casework.get("/v1/activities", rights=("SICK_REPORTS",), query_string={"lastName": "o'lek"}).json["items"]

        assert {item["absence_number"] for item in found} == {sick}


class TestCountPassed:
    @pytest.mark.parametrize(("today", "count"), [(date(2026, 1, 1), 0), (date(2026, 1, 2), 1), (date(2026, 1, 5), 2),
                                                  (date(2026, 1, 6), 4), (date(2030, 1, 1), 4)])
    def test_counts_days_before_today_also_equal_ones(self, casework: Service, today: date, count: int) -> None:
        days = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 5), date(2026, 1, 5)]
        with casework.database.transaction() as session:
            session.add(store.Case(case_number="V", employee_id="e", employer_id="e", employee_number=None, search_name=None,
                                   is_open=True, threatens_on=None, stagnates_on=None, duty_days=days, lapsing_days=[],
                                   doctor_days=[], expert_days=[], protocol=""))
            session.flush()
            counted = session.execute(select(count_passed(store.Case.duty_days, today),
                                             count_passed(store.Case.lapsing_days, today))).one()

        assert tuple(counted) == (count, 0)
