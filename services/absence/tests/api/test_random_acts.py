"""Random acts of an employer on an employee's absences, compared after each one with a model (domain.md §15.1–§15.5)."""
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from services.absence.tests.api.absence_model import DAY, Change, Employment, Refusal, Sickness
from services.absence.tests.conftest import HR, employee_data
from services.absence.usecases.employees.add_employee import add_employee
from shared.events.absence import AbsenceState
from shared.testing.service import MONDAY, Service

RIGHTS = ("EMPLOYEE_DATA", "SICK_REPORTS")
STARTS_ON = MONDAY + timedelta(days=90)
BODIES: dict[str, dict[str, Any]] = {
    "HOURS": {"kind": "PARTIAL", "basis": "OWN_WORK_HOURS"}, "RELAPSE": {"kind": "RELAPSE"},
    "THERAPY": {"kind": "PARTIAL", "basis": "THERAPY"}}
CHANGES = st.sampled_from([("50", "HOURS"), ("75", "HOURS"), ("0", "RELAPSE"), ("0", "RELAPSE"), ("0", "THERAPY")])
SHOWN = ("absence_number", "sequence", "status", "first_sick_day", "recovered_on", "end_of_service", "composite_id",
         "composite_first_sick_day")
OUTCOMES = {200, 201, 204, 409, 412, 422}
places, near, leave_days = st.integers(0, 4), st.integers(-25, 16), st.integers(-3, 40)
often, seldom = st.sampled_from([True] * 9 + [False]), st.sampled_from([False] * 9 + [True])


class RandomActs(RuleBasedStateMachine):
    """One employee; each act is done by the service and by the model."""

    service: ClassVar[Service]
    hired: ClassVar[int] = 0

    @initialize()
    def hire(self) -> None:
        """A new employee, because the examples share a database."""
        RandomActs.hired += 1
        self.service.set_today(STARTS_ON)
        self.model = Employment(STARTS_ON)
        self.numbers: list[str] = []
        self.leave_ids: list[str] = []
        self.mutations: dict[tuple[int, date], str] = {}
        self.versions: dict[str, int] = {}
        employee = self.service.run(add_employee, actor=HR, command=employee_data(str(RandomActs.hired)))
        self.employee, self.employee_version = f"/employees/{employee.employee_id}", 1
        self.employee_id = str(employee.employee_id)

    @rule(back=st.integers(-1, 30), confirmed=often)
    def report_sick(self, back: int, confirmed: bool) -> None:
        first = self.day(-back)
        body = {"employee_id": self.employee_id, "first_sick_day": str(first), "third_party": "NO", "data_checked": confirmed}
        self.act("/sick-reports", body, lambda: self.model.report(first, confirmed=confirmed))

    @precondition(lambda self: self.numbers)
    @rule(place=places, days=near, confirmed=often, correction=seldom, stale=seldom)
    def recover(self, place: int, days: int, confirmed: bool, correction: bool, stale: bool) -> None:
        fit, one = self.day(days), self.report_at(place)
        body = {"kind": "FULL", "first_fit_day": str(fit), "data_checked": confirmed, "correction": correction}
        self.change(place, "recoveries", body, stale,
                    lambda: self.model.recover(one, fit, confirmed=confirmed, correction=correction))

    @precondition(lambda self: self.numbers)
    @rule(place=places, days=near, change=CHANGES, confirmed=often, correction=seldom, stale=seldom)
    def recover_partly_or_relapse(self, place: int, days: int, change: Change, confirmed: bool, correction: bool,
                                  stale: bool) -> None:
        day, one = self.day(days), self.report_at(place)
        body = BODIES[change[1]] | {"effective_on": str(day), "data_checked": confirmed, "correction": correction}
        if change[1] == "HOURS":
            body["recovered_pct"] = change[0]
        self.change(place, "recoveries", body, stale,
                    lambda: self.model.change(one, day, change, confirmed=confirmed, correction=correction))

    @precondition(lambda self: self.mutations)
    @rule(which=st.data(), days=near, percentage=st.sampled_from([None, None, "25"]), confirmed=often, stale=seldom)
    def correct_change(self, which: st.DataObject, days: int, percentage: str | None, confirmed: bool, stale: bool) -> None:
        place, old = which.draw(st.sampled_from(list(self.mutations)))
        new, one = self.day(days), self.report_at(place)
        body = {"mutation_id": self.mutations[place, old], "effective_on": str(new), "data_checked": confirmed}
        if percentage:
            body["recovered_pct"] = percentage
        self.change(place, "corrections", body, stale,
                    lambda: self.model.move_change(one, old, new, percentage, confirmed=confirmed))

    @precondition(lambda self: self.mutations)
    @rule(which=st.data(), stale=seldom)
    def withdraw_change(self, which: st.DataObject, stale: bool) -> None:
        place, day = which.draw(st.sampled_from(list(self.mutations)))
        self.change(place, f"mutations/{self.mutations[place, day]}/withdrawals", {}, stale,
                    lambda: self.model.withdraw_change(self.report_at(place), day))

    @precondition(lambda self: self.numbers)
    @rule(place=places, first=near, fit=near, which=st.sampled_from(["first", "fit", "both"]), confirmed=often, stale=seldom)
    def correct_dates(self, place: int, first: int, fit: int, which: str, confirmed: bool, stale: bool) -> None:
        one = self.report_at(place)
        begins = None if which == "fit" else one.first + first * DAY
        ends = None if which == "first" else self.day(fit)
        body = {name: str(day) for name, day in (("first_sick_day", begins), ("recovered_on", ends)) if day}
        self.change(place, "corrections", body | {"data_checked": confirmed}, stale,
                    lambda: self.model.move(one, begins, ends, confirmed=confirmed))

    @precondition(lambda self: self.numbers)
    @rule(place=places, stale=seldom)
    def withdraw_recovery(self, place: int, stale: bool) -> None:
        self.change(place, "recoveries/withdrawals", {}, stale, lambda: self.model.withdraw_recovery(self.report_at(place)))

    @precondition(lambda self: self.numbers)
    @rule(place=places, stale=seldom)
    def withdraw_report(self, place: int, stale: bool) -> None:
        self.change(place, "cancellations", {"reason": "MISTAKE"}, stale, lambda: self.model.withdraw(self.report_at(place)))

    @rule(days=near, stale=seldom)
    def depart(self, days: int, stale: bool) -> None:
        last_day = self.day(days)
        if self.act(f"{self.employee}/departures", {"last_day": str(last_day)}, lambda: self.model.depart(last_day),
                    shown_in=self.model.current,
                    version=self.employee_version, stale=stale):
            self.employee_version += 1

    @precondition(lambda self: self.numbers)
    @rule(place=places, days=near, stale=seldom)
    def leave_sick(self, place: int, days: int, stale: bool) -> None:
        last_day, one = self.day(days), self.report_at(place)
        if self.act(f"/absences/{self.number_at(place)}/departures", {"last_day": str(last_day)},
                    lambda: self.model.depart(last_day, sick=one), version=one.version, stale=stale,
                    shown_in=self.model.current):
            self.employee_version += 1

    @rule(stale=seldom)
    def withdraw_departure(self, stale: bool) -> None:
        if self.act(f"{self.employee}/departures/withdrawals", {}, self.model.withdraw_departure,
                    shown_in=self.model.current, version=self.employee_version, stale=stale):
            self.employee_version += 1

    @rule(place=st.none() | places, kind=st.sampled_from(["MATERNITY", "MATERNITY", "UNPAID"]), days=near, length=leave_days)
    def set_leave(self, place: int | None, kind: str, days: int, length: int) -> None:
        start, end = self.day(days), self.day(days + length)
        at = None if place is None or not self.leave_ids else place % len(self.leave_ids)
        known = None if at is None else self.model.leaves[at]
        touched = self.model.inside(start, end) + (self.model.inside(known.start, known.end) if known else [])
        if self.act(f"{self.employee}/leaves" + ("" if at is None else f"/{self.leave_ids[at]}"),
                    {"kind": kind, "start": str(start), "end": str(end)},
                    lambda: self.model.set_leave(kind, start, end, known=known), shown_in=touched,
                    method="POST" if at is None else "PUT"):
            self.employee_version += 1

    @precondition(lambda self: self.leave_ids)
    @rule(place=places, stale=seldom)
    def withdraw_leave(self, place: int, stale: bool) -> None:
        at = place % len(self.leave_ids)
        leave = self.model.leaves[at]
        if self.act(f"{self.employee}/leaves/{self.leave_ids[at]}/withdrawals", {},
                    lambda: self.model.withdraw_leave(leave), shown_in=self.model.inside(leave.start, leave.end),
                    version=self.employee_version, stale=stale):
            self.employee_version += 1

    @precondition(lambda self: self.numbers)
    @rule(days=st.integers(1, 5))
    def wait(self, days: int) -> None:
        self.service.forget_published()
        for _ in range(days):
            before = self.derived()
            self.model.today += DAY
            self.count_versions(before)
        self.service.run_jobs(self.model.today)
        self.compare()

    def teardown(self) -> None:
        """Whatever happened, every report can be withdrawn, and nothing is left that a date moves."""
        for place, one in enumerate(self.model.reports):
            if not one.withdrawn:
                self.change(place, "cancellations", {"reason": "MISTAKE"}, False, lambda one=one: self.model.withdraw(one))

    def day(self, offset: int) -> date:
        """A day near the present one."""
        return self.model.today + offset * DAY

    def report_at(self, place: int) -> Sickness:
        """One of the reports."""
        return self.model.reports[place % len(self.numbers)]

    def number_at(self, place: int) -> str:
        """The number of one of the reports."""
        return self.numbers[place % len(self.numbers)]

    def change(self, place: int, what: str, body: dict[str, Any], stale: bool, expected: Callable[[], object]) -> None:
        """Change a report, whose version grows by one."""
        one = self.report_at(place)
        self.act(f"/absences/{self.number_at(place)}/{what}", body, expected, version=one.version, stale=stale, changed=one)

    def act(self, path: str, body: dict[str, Any], expected: Callable[[], object], *, version: int | None = None,
            stale: bool = False, changed: Sickness | None = None, shown_in: Sequence[Sickness] = (),
            method: str = "POST") -> bool:
        """Do the act in the service and in the model; returns whether it was taken."""
        before, known = self.derived(), len(self.model.reports)
        code = self.refusal(expected, stale=stale)
        self.service.forget_published()
        headers = {} if version is None else {"If-Match": f'"{version - stale}"'}
        answer = self.service.request(method, f"/v1{path}", json=body, rights=RIGHTS, headers=headers)
        got = answer.json.get("code") if answer.status_code >= 400 else None
        assert (got, answer.status_code in OUTCOMES) == (code, True), answer.text
        if code is None:
            self.learn(answer.json, is_new=len(self.model.reports) > known)
            self.count_versions(before, raised=[changed, *shown_in])
        else:
            assert self.service.published() == []
        self.compare()
        return code is None

    def refusal(self, expected: Callable[[], object], *, stale: bool) -> str | None:
        """The code with which the act should be refused, None if it should be taken."""
        if stale:
            return "version.stale"
        try:
            expected()
        except Refusal as refused:
            return str(refused)
        return None

    def learn(self, taken: Any, *, is_new: bool) -> None:
        """Note the numbers that the service gave."""
        if is_new:
            self.numbers.append(taken["absence_number"])
        elif taken and taken.get("leave_id") not in (None, *self.leave_ids):
            self.leave_ids.append(taken["leave_id"])

    def derived(self) -> list[tuple[object, ...]]:
        """What follows from the facts and the day, of each report."""
        return [self.model.derived(one) for one in self.model.reports]

    def count_versions(self, before: list[tuple[object, ...]], *, raised: Sequence[Sickness | None] = ()) -> None:
        """The version of what was changed or shows what was changed, or changed by itself, grows by one."""
        for one, old in zip(self.model.reports, before, strict=False):
            one.version += any(one is each for each in raised) or self.model.derived(one) != old

    def compare(self) -> None:
        """What is shown and what was published say what the model says."""
        shown = self.service.get(f"/v1/absences?employeeId={self.employee_id}", rights=RIGHTS).json["items"]
        views = {view["absence_number"]: view for view in shown}
        for number, one in zip(self.numbers, self.model.reports, strict=True):
            seen, wanted = self.facts_of(views[number]), self.expected(number, one)
            assert {name: value for name, value in seen.items() if value != wanted[name]} == {
                name: value for name, value in wanted.items() if value != seen[name]}
        self.mutations = {(place, date.fromisoformat(each["effective_on"])): each["mutation_id"]
                          for place, number in enumerate(self.numbers) for each in views[number]["mutations"]}
        self.compare_published(views)

    def compare_published(self, views: dict[str, Any]) -> None:
        """The last event of each report, of the employee and of the leave carries what is shown."""
        published = [event for event in self.service.published() if event.employee_id == self.employee_id]
        states: list[AbsenceState] = [event.absence for event in published if hasattr(event, "absence")]
        for number, state in {state.absence_number: state for state in states}.items():
            assert [str(value) if (value := getattr(state, name)) is not None else None for name in SHOWN] == [
                str(value) if (value := views[number][name]) is not None else None for name in SHOWN]
            assert [(str(m.mutation_id), str(m.effective_on)) for m in state.mutations] == [
                (m["mutation_id"], m["effective_on"]) for m in views[number]["mutations"]]
        versions = {number: one.version for number, one in zip(self.numbers, self.model.reports, strict=True)}
        assert [(s.absence_number, s.sequence) for s in sorted(states, key=lambda s: (s.absence_number, s.sequence))] == [
            (number, version) for number in sorted(versions)
            for version in range(self.versions.get(number, 0) + 1, versions[number] + 1)]
        self.versions = versions

    def facts_of(self, view: dict[str, Any]) -> dict[str, Any]:
        """The part of a view that the model knows."""
        changes = {m["effective_on"]: (m["recovered_pct"], m["relapse"]) for m in view["mutations"]}
        return {name: view[name] for name in (*SHOWN, "sick_days", "employed_until", "days_late")} | {"changes": changes}

    def expected(self, number: str, one: Sickness) -> dict[str, Any]:
        """The same of the model."""
        model = self.model
        start = model.case_start(one)
        day_of = {each.first: each_number for each_number, each in zip(self.numbers, model.reports, strict=True)
                  if not each.withdrawn}
        return {
            "absence_number": number, "sequence": one.version, "status": model.status(one), "first_sick_day": str(one.first),
            "recovered_on": one.fit and str(one.fit), "end_of_service": (left := model.end_of_service(one)) and str(left),
            "composite_id": number if one.withdrawn else day_of[start], "composite_first_sick_day": str(start),
            "sick_days": model.sick_days(one), "employed_until": model.last_day and str(model.last_day),
            "days_late": max(0, (one.reported - one.first).days),
            "changes": {str(day): (change[0], change[1] == "RELAPSE") for day, change in one.shown.items()}}


def test_random_acts_leave_what_the_model_says(absence: Service, anna: str) -> None:
    RandomActs.service, RandomActs.hired = absence, 1
    run_state_machine_as_test(RandomActs, settings=settings(
        max_examples=12, stateful_step_count=30, derandomize=True, phases=[Phase.generate], deadline=None, database=None,
        suppress_health_check=list(HealthCheck)))
