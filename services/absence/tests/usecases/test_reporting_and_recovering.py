"""Data stored and published by the use cases of absences, and their refusals."""
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from services.absence.domain.intake import AlreadyOpen, NotInService, Overlaps
from services.absence.domain.states import AbsenceNotOpen
from services.absence.tests.conftest import HR, OTHER_HR, Sick, recover
from services.absence.usecases.absences.cancel_report import cancel_report
from services.absence.usecases.absences.correct_absence import Correction, correct_absence
from services.absence.usecases.absences.report_recovery import RecoveryReport, report_recovery
from services.absence.usecases.absences.report_sick import SickReport, report_sick
from services.absence.usecases.absences.settle import list_due, settle_due
from services.absence.usecases.employees.end_employment import end_employment
from services.absence.usecases.employees.set_leave import set_leave
from shared.events.absence import (
    AbsenceCorrected,
    EmployeeLeft,
    LeaveSet,
    LeftServiceSick,
    RecoveryReported,
    SickReportFiled,
)
from shared.kernel.refusals import Conflict, NotFound, RuleViolated
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind, RecoveryBasis, ThirdParty
from shared.testing.service import MONDAY, Service


def half(absence: Service, number: str, effective_on: date, **changes: Any) -> None:
    """Fifty percent in the own work."""
    absence.run(report_recovery, actor=HR, absence_number=number, command=RecoveryReport(**{
        "data_checked": True, "effective_on": effective_on, "basis": RecoveryBasis.OWN_WORK_HOURS,
        "recovered_pct": Decimal(50)} | changes))


class TestReportSick:
    def test_gives_each_absence_the_next_number_of_its_year(self, absence: Service, sick: Sick) -> None:
        first = sick(date(2026, 1, 5))
        recover(absence, first, date(2026, 1, 12))

        second = sick()

        assert int(second.rsplit("-", 1)[1]) == int(first.rsplit("-", 1)[1]) + 1

    def test_counts_how_late_the_report_is(self, absence: Service, sick: Sick) -> None:
        sick(MONDAY - timedelta(days=3))

        [event] = absence.published(SickReportFiled)
        assert (event.late, event.days_late) == (True, 3)

    def test_joins_an_absence_that_ended_27_days_before_and_not_28(self, absence: Service, sick: Sick) -> None:
        first = sick(date(2026, 1, 5))
        recover(absence, first, MONDAY - timedelta(days=27))
        joined = sick()
        absence.run(cancel_report, actor=HR, absence_number=joined, reason="MISTAKE")
        absence.run(correct_absence, actor=HR, absence_number=first,
                    command=Correction(data_checked=True, recovered_on=MONDAY - timedelta(days=28)))

        apart = sick()

        cases = {event.absence.absence_number: event.absence.composite_id for event in absence.published(SickReportFiled)}
        assert (cases[joined], cases[apart]) == (first, apart)

    def test_refuses_a_second_open_one_and_days_that_are_taken(self, absence: Service, sick: Sick) -> None:
        number = sick(date(2026, 2, 2))
        with pytest.raises(AlreadyOpen, match=number):
            sick()
        recover(absence, number, date(2026, 2, 16))

        with pytest.raises(Overlaps):
            sick(date(2026, 2, 15))

        assert sick(date(2026, 2, 16))

    def test_refuses_somebody_before_the_first_day_in_service(self, absence: Service, anna: str, sick: Sick) -> None:
        absence.run(end_employment, actor=HR, employee_id=anna, last_day=date(2026, 2, 27))

        with pytest.raises(NotInService):
            sick(date(2026, 2, 28))

        assert sick(date(2026, 2, 27))

    def test_does_not_know_the_people_of_another_employer(self, absence: Service, anna: str) -> None:
        command = SickReport(employee_id=anna, first_sick_day=MONDAY, data_checked=True, third_party=ThirdParty.NO)

        with pytest.raises(NotFound):
            absence.run(report_sick, actor=OTHER_HR, command=command)


class TestReportRecovery:
    def test_closes_by_a_full_one_and_takes_no_other_after_it(self, absence: Service, sick: Sick) -> None:
        number = sick(date(2026, 2, 2))
        recover(absence, number, date(2026, 2, 16))

        with pytest.raises(AbsenceNotOpen):
            half(absence, number, date(2026, 2, 17))

        [event] = absence.published(RecoveryReported)
        assert (event.full, event.absence.status, event.absence.recovered_on) == (
            True, AbsenceStatus.RECOVERED, date(2026, 2, 16))

    def test_keeps_open_by_a_partial_one(self, absence: Service, sick: Sick) -> None:
        number = sick(date(2026, 2, 2))

        half(absence, number, date(2026, 2, 16))

        [event] = absence.published(RecoveryReported)
        assert (event.full, event.recovered_pct, event.absence.status) == (
            False, Decimal("50.00"), AbsenceStatus.PARTIALLY_RECOVERED)

    def test_asks_for_the_data_at_every_mutation(self, absence: Service, sick: Sick) -> None:
        number = sick(date(2026, 2, 2))

        with pytest.raises(RuleViolated, match="Controleer"):
            half(absence, number, date(2026, 2, 16), data_checked=False)

        assert absence.published(RecoveryReported) == []


class TestCorrectAbsence:
    def test_tells_from_which_day_on_anything_differs(self, absence: Service, sick: Sick) -> None:
        number = sick(date(2026, 2, 9))

        absence.run(correct_absence, actor=HR, absence_number=number,
                    command=Correction(data_checked=True, first_sick_day=date(2026, 2, 2)))

        event = absence.published(AbsenceCorrected)[-1]
        assert (event.affects_from, event.absence.first_sick_day) == (date(2026, 2, 2), date(2026, 2, 2))

    def test_drops_mutations_from_before_a_later_start(self, absence: Service, sick: Sick) -> None:
        number = sick(date(2026, 2, 2))
        half(absence, number, date(2026, 2, 9))

        absence.run(correct_absence, actor=HR, absence_number=number,
                    command=Correction(data_checked=True, first_sick_day=date(2026, 2, 10)))

        assert absence.published(AbsenceCorrected)[-1].absence.mutations == ()

    @pytest.mark.parametrize(("command", "refusal"), [
        (Correction(), RuleViolated), (Correction(data_checked=True, recovered_on=date(2026, 2, 20)), Conflict),
        (Correction(data_checked=True, mutation_id="unheard-of", recovered_pct=Decimal(40)), NotFound),
        (Correction(data_checked=True, first_sick_day=MONDAY + timedelta(days=1)), RuleViolated),
        (Correction(first_sick_day=date(2026, 2, 3)), RuleViolated)],
        ids=["nothing", "recovery that was not reported", "mutation that is not there", "day in the future", "unconfirmed data"])
    def test_refuses_what_cannot_be(self, absence: Service, sick: Sick, command: Correction, refusal: type[Exception]) -> None:
        number = sick(date(2026, 2, 2))

        with pytest.raises(refusal):
            absence.run(correct_absence, actor=HR, absence_number=number, command=command)

        assert absence.published(AbsenceCorrected) == []


def pass_days(absence: Service, day: date) -> list[str]:
    """Let a day come, with its job; returns the employees whom it settles."""
    absence.set_today(day)
    due: list[str] = absence.run(list_due, day=day)
    for employee_id in due:
        absence.run(settle_due, employee_id=employee_id)
    return due


class TestSettle:
    @pytest.mark.parametrize(("sick_days", "ends"), [(728, False), (729, True)])
    def test_closes_after_728_sick_days(self, absence: Service, sick: Sick, sick_days: int, ends: bool) -> None:
        sick()

        pass_days(absence, MONDAY + timedelta(days=sick_days - 1))

        assert [event.absence.status for event in absence.published(AbsenceCorrected)] == (
            [AbsenceStatus.TERM_REACHED] if ends else [])

    def test_leaves_alone_what_has_ended(self, absence: Service, sick: Sick) -> None:
        number = sick(date(2026, 2, 2))
        recover(absence, number, date(2026, 2, 16))

        assert pass_days(absence, date(2030, 1, 1)) == []

    def test_closes_what_recovers_on_the_day_and_settles_it_once(self, absence: Service, sick: Sick) -> None:
        recover(absence, sick(date(2026, 2, 2)), MONDAY + timedelta(days=2))
        [reported] = absence.published(RecoveryReported)

        due = [bool(pass_days(absence, MONDAY + timedelta(days=days))) for days in (1, 2, 3)]

        [closed] = absence.published(AbsenceCorrected)
        assert due == [False, True, False]
        assert (reported.full, reported.absence.status) == (True, AbsenceStatus.REPORTED)
        assert (closed.absence.status, closed.affects_from) == (AbsenceStatus.RECOVERED, MONDAY + timedelta(days=2))


class TestEndEmployment:
    def test_closes_the_absence_on_the_day_after_with_its_sick_days(self, absence: Service, anna: str, sick: Sick) -> None:
        sick(date(2026, 2, 2))
        absence.run(end_employment, actor=HR, employee_id=anna, last_day=MONDAY)
        assert absence.published(LeftServiceSick) == []

        pass_days(absence, MONDAY + timedelta(days=1))

        [event] = absence.published(LeftServiceSick)
        assert (event.end_of_service, event.sick_days) == (MONDAY, 29)

    def test_of_who_is_fit_is_an_ordinary_departure(self, absence: Service, anna: str) -> None:
        absence.run(end_employment, actor=HR, employee_id=anna, last_day=MONDAY)

        assert absence.published(LeftServiceSick) == []
        assert [event.end_of_service for event in absence.published(EmployeeLeft)] == [MONDAY]

    @pytest.mark.parametrize("last_day", [date(2019, 12, 31), date(2026, 2, 1)],
                             ids=["before the first day in service", "before the first sick day"])
    def test_refuses_a_last_day_that_cannot_be(self, absence: Service, anna: str, sick: Sick, last_day: date) -> None:
        sick(date(2026, 2, 2))

        with pytest.raises(RuleViolated):
            absence.run(end_employment, actor=HR, employee_id=anna, last_day=last_day)

        assert absence.published(EmployeeLeft) == []


class TestSetLeave:
    def test_may_touch_other_leave_and_not_overlap_it(self, absence: Service, anna: str) -> None:
        def leave(start: date, end: date) -> None:
            absence.run(set_leave, actor=HR, employee_id=anna, kind=LeaveKind.PARENTAL, start=start, end=end)

        leave(date(2026, 3, 2), date(2026, 3, 6))
        with pytest.raises(Conflict):
            leave(date(2026, 3, 6), date(2026, 3, 13))
        leave(date(2026, 3, 7), date(2026, 3, 13))

        assert [event.start for event in absence.published(LeaveSet)] == [date(2026, 3, 2), date(2026, 3, 7)]

    @pytest.mark.parametrize(("last_day", "joins"), [(date(2026, 6, 13), False), (date(2026, 6, 14), True)],
                             ids=["a day short", "the whole gap"])
    def test_joins_absences_between_which_maternity_leave_fills_the_gap(self, absence: Service, anna: str, sick: Sick,
                                                                        last_day: date, joins: bool) -> None:
        absence.set_today(date(2026, 7, 6))
        first = sick(date(2026, 2, 2))
        recover(absence, first, date(2026, 2, 16))
        second = sick(date(2026, 6, 15))
        absence.forget_published()

        absence.run(set_leave, actor=HR, employee_id=anna, kind=LeaveKind.MATERNITY, start=date(2026, 2, 16),
                    end=last_day)

        found = [(event.absence.absence_number, event.absence.composite_id) for event in absence.published(AbsenceCorrected)]
        assert found == ([(second, first)] if joins else [])
