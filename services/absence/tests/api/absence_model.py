"""What an employee's absences should look like after any acts, written from domain.md §2.2, §10.4 and §15 without the service.

Each act either changes the facts or raises `Refusal`; everything shown follows from the facts and the day.
"""
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
HIRED = date(2020, 1, 1)
SAME_CASE = 28
AHEAD = 14

Change = tuple[str, str]
"""Percentage as shown, and HOURS, RELAPSE or THERAPY."""


class Refusal(Exception):
    """The act is refused with this problem code."""


@dataclass
class Sickness:
    """One report and what was recorded of it."""

    first: date
    reported: date
    fit: date | None = None
    changes: dict[date, Change] = field(default_factory=dict)
    withdrawn: bool = False
    version: int = 1

    @property
    def shown(self) -> dict[date, Change]:
        """The changes in effect: from the first sick day until the recovery."""
        return {day: self.changes[day] for day in sorted(self.changes)
                if self.first <= day and (self.fit is None or day < self.fit)}

    def partly_fit_before(self, day: date, *, without: date | None = None) -> bool:
        """Whether the change in effect on the day before is a partial recovery."""
        before = [change for at, change in self.shown.items() if at < day and at != without]
        return bool(before) and before[-1][1] != "RELAPSE"

    def covers(self, day: date) -> bool:
        """Whether the employee is sick on a day by this report."""
        return not self.withdrawn and self.first <= day and (self.fit is None or day < self.fit)


@dataclass
class Leave:
    """Leave, both days included."""

    kind: str
    start: date
    end: date
    withdrawn: bool = False


@dataclass
class Employment:
    """An employee with all reports, leave and the last day in service."""

    today: date
    reports: list[Sickness] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    last_day: date | None = None

    @property
    def standing(self) -> list[Sickness]:
        """The reports that were not withdrawn, oldest first."""
        return sorted((one for one in self.reports if not one.withdrawn), key=lambda one: one.first)

    @property
    def current(self) -> list[Sickness]:
        """The report in which a departure is shown: the first that has not ended by a recovery."""
        return [one for one in self.standing if self.status(one) != "RECOVERED"][:1]

    def inside(self, start: date, end: date) -> list[Sickness]:
        """The reports with a day in a period."""
        return [one for one in self.standing if one.first <= end and (one.fit is None or start < max(one.fit, one.first + DAY))]

    def status(self, one: Sickness) -> str:
        """The status on the present day."""
        if one.withdrawn:
            return "CANCELLED"
        if self.end_of_service(one) is not None:
            return "LEFT_SERVICE"
        if one.fit is not None and one.fit <= self.today:
            return "RECOVERED"
        return "PARTIALLY_RECOVERED" if one.partly_fit_before(self.today + DAY) else "REPORTED"

    def end_of_service(self, one: Sickness) -> date | None:
        """The last day in service if the employee was sick on it and it has passed."""
        return self.last_day if self.last_day is not None and self.last_day < self.today and one.covers(self.last_day) else None

    def case_start(self, one: Sickness) -> date:
        """The first sick day of the first report of its composite case."""
        first, fit = one.first, None
        for each in [] if one.withdrawn else self.standing:
            if fit is None or not self._is_same_case(fit, each.first):
                first = each.first
            if each is one:
                return first
            fit = each.fit
        return one.first

    def _is_same_case(self, fit: date, again: date) -> bool:
        return (again - fit).days < SAME_CASE or any(
            leave.start <= fit and again <= leave.end + DAY for leave in self._maternity)

    @property
    def _maternity(self) -> list[Leave]:
        return [leave for leave in self.leaves if leave.kind == "MATERNITY" and not leave.withdrawn]

    def sick_days(self, one: Sickness) -> int:
        """Days of sickness by this report through today or the end of service, maternity leave not counted."""
        if one.withdrawn:
            return 0
        until = min(self.today, self.end_of_service(one) or date.max, (one.fit or date.max) - DAY) + DAY
        days = [one.first + n * DAY for n in range((until - one.first).days)]
        return sum(not any(leave.start <= day <= leave.end for leave in self._maternity) for day in days)

    def derived(self, one: Sickness) -> tuple[object, ...]:
        """What changes by itself: the status and the case."""
        return self.status(one), self.end_of_service(one), self.case_start(one)

    def report(self, first: date, *, confirmed: bool) -> Sickness:
        """Report sick."""
        _confirm(confirmed)
        self._check_first(first, reported=self.today)
        if any(self.status(one) in ("REPORTED", "PARTIALLY_RECOVERED") for one in self.standing):
            raise Refusal("absence.already_open")
        if any(first <= one.first or one.fit is None or first < one.fit for one in self.standing):
            raise Refusal("absence.overlaps")
        self.reports.append(Sickness(first, self.today))
        return self.reports[-1]

    def recover(self, one: Sickness, fit: date, *, confirmed: bool, correction: bool) -> None:
        """Report a full recovery."""
        self._check_open(one)
        _confirm(confirmed)
        self._check_fit(one.first, fit)
        if not correction and any(fit < day for day in one.shown):
            raise Refusal("mutation.out_of_order")
        self._check_apart(one, one.first, fit)
        one.fit = fit

    def change(self, one: Sickness, day: date, change: Change, *, confirmed: bool, correction: bool) -> None:
        """Report a partial recovery or a relapse."""
        self._check_open(one)
        _confirm(confirmed)
        self._check_day(one, day)
        if not correction and any(day < each for each in one.shown):
            raise Refusal("mutation.out_of_order")
        if one.fit is not None and day > one.fit:
            raise Refusal("mutation.after_recovery")
        if change[1] == "RELAPSE" and not one.partly_fit_before(day):
            raise Refusal("relapse.without_recovery")
        if one.fit == day:
            one.fit = None
        one.changes[day] = change

    def move_change(self, one: Sickness, old: date, new: date, percentage: str | None, *, confirmed: bool) -> None:
        """Correct the date, and the percentage if given, of a partial recovery or relapse."""
        self._check_standing(one)
        _confirm(confirmed)
        if old not in one.changes:
            raise Refusal("mutation.not_found")
        self._check_day(one, new)
        if one.fit is not None and new >= one.fit:
            raise Refusal("mutation.after_recovery")
        change = one.changes[old]
        if change[1] != "THERAPY" and percentage is not None:
            change = percentage, "HOURS"
        if change[1] == "RELAPSE" and not one.partly_fit_before(new, without=old):
            raise Refusal("relapse.without_recovery")
        del one.changes[old]
        one.changes[new] = change

    def withdraw_change(self, one: Sickness, day: date) -> None:
        """Take back a partial recovery or relapse."""
        self._check_standing(one)
        if day not in one.changes:
            raise Refusal("mutation.not_found")
        del one.changes[day]

    def move(self, one: Sickness, first: date | None, fit: date | None, *, confirmed: bool) -> None:
        """Correct the first sick day, the first fit day, or both."""
        self._check_standing(one)
        _confirm(confirmed)
        if first is not None:
            self._check_first(first, reported=one.reported)
        if fit is not None and one.fit is None:
            raise Refusal("absence.not_recovered")
        begins, ends = first or one.first, fit or one.fit
        if fit is not None:
            self._check_fit(begins, fit)
        if ends is not None and ends <= begins:
            raise Refusal("recovery.before_sick_day")
        self._check_apart(one, begins, ends)
        one.first, one.fit = begins, ends

    def withdraw_recovery(self, one: Sickness) -> None:
        """Take back a full recovery."""
        self._check_standing(one)
        if one.fit is None:
            raise Refusal("absence.not_recovered")
        self._check_apart(one, one.first, None)
        one.fit = None

    def withdraw(self, one: Sickness) -> None:
        """Take back the whole report."""
        self._check_standing(one)
        one.withdrawn = True

    def depart(self, last_day: date, *, sick: Sickness | None = None) -> None:
        """Record the last day in service, of an employee who is sick if `sick` is given."""
        if sick is not None:
            self._check_standing(sick)
            if self.status(sick) == "RECOVERED":
                raise Refusal("left_service.not_sick")
        if any(last_day < one.first for one in self.standing):
            raise Refusal("left_service.before_sick_day")
        self.last_day = last_day

    def withdraw_departure(self) -> None:
        """Take back the last day in service."""
        if self.last_day is None:
            raise Refusal("departure.not_reported")
        self.last_day = None

    def set_leave(self, kind: str, start: date, end: date, *, known: Leave | None = None) -> Leave:
        """Record leave, or change known leave."""
        if known is not None and known.withdrawn:
            raise Refusal("leave.cancelled")
        if end < start:
            raise Refusal("period.invalid")
        if start < HIRED or (self.last_day is not None and end > self.last_day):
            raise Refusal("leave.outside_service")
        if any(not each.withdrawn and each is not known and each.start <= end and start <= each.end for each in self.leaves):
            raise Refusal("leave.overlaps")
        leave = known or Leave(kind, start, end)
        leave.kind, leave.start, leave.end = kind, start, end
        if known is None:
            self.leaves.append(leave)
        return leave

    def withdraw_leave(self, leave: Leave) -> None:
        """Take back leave."""
        if leave.withdrawn:
            raise Refusal("leave.cancelled")
        leave.withdrawn = True

    def _check_first(self, first: date, *, reported: date) -> None:
        if first > self.today:
            raise Refusal("sick_report.future_date")
        if (reported - first).days > 365:
            raise Refusal("sick_report.too_long_ago")
        if self.last_day is not None and first > self.last_day:
            raise Refusal("employee.not_in_service")

    def _check_open(self, one: Sickness) -> None:
        self._check_standing(one)
        if self.status(one) in ("RECOVERED", "LEFT_SERVICE"):
            raise Refusal("absence.not_open")

    def _check_standing(self, one: Sickness) -> None:
        if one.withdrawn:
            raise Refusal("absence.cancelled")

    def _check_day(self, one: Sickness, day: date) -> None:
        if day < one.first:
            raise Refusal("recovery.before_sick_day")
        self._check_ahead(day)

    def _check_fit(self, first: date, fit: date) -> None:
        if fit <= first:
            raise Refusal("recovery.before_sick_day")
        self._check_ahead(fit)

    def _check_ahead(self, day: date) -> None:
        if (day - self.today).days > AHEAD:
            raise Refusal("recovery.too_far_ahead")

    def _check_apart(self, one: Sickness, first: date, fit: date | None) -> None:
        for other in self.standing:
            if other is not one and (other.fit is None or first < other.fit) and (fit is None or other.first < fit):
                raise Refusal("absence.overlaps")


def _confirm(confirmed: bool) -> None:
    if not confirmed:
        raise Refusal("employee_data.not_confirmed")
