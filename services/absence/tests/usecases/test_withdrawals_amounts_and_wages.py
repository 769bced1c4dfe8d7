"""Use cases that withdraw a report, record a safety-net amount and change a wage."""
from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.absence.tests.conftest import HR, OTHER_HR, Sick, recover
from services.absence.usecases.absences.cancel_report import cancel_report
from services.absence.usecases.absences.set_safety_net import set_safety_net
from services.absence.usecases.employees.set_wage import set_wage
from shared.events.absence import AbsenceCorrected, EmployeeUpserted, SickReportCancelled
from shared.kernel.refusals import Conflict, NotFound, RuleViolated, Stale
from shared.kernel.vocabulary import AbsenceStatus
from shared.testing.service import MONDAY, Service


class TestCancelReport:
    def test_separates_a_later_absence_from_the_withdrawn_case(self, absence: Service, sick: Sick) -> None:
        first = sick(date(2026, 1, 5))
        recover(absence, first, MONDAY - timedelta(days=7))
        later = sick()
        absence.forget_published()

        absence.run(cancel_report, actor=HR, absence_number=first, reason="MISTAKE")

        [cancelled] = absence.published(SickReportCancelled)
        [corrected] = absence.published(AbsenceCorrected)
        assert (cancelled.absence.absence_number, cancelled.absence.status) == (first, AbsenceStatus.CANCELLED)
        assert (corrected.absence.absence_number, corrected.absence.composite_id) == (later, later)
        assert corrected.affects_from == MONDAY

    def test_makes_the_days_free_for_another_report(self, absence: Service, sick: Sick) -> None:
        absence.run(cancel_report, actor=HR, absence_number=sick(), reason="MISTAKE")

        assert sick()

    def test_refuses_a_second_withdrawal(self, absence: Service, sick: Sick) -> None:
        number = sick()
        absence.run(cancel_report, actor=HR, absence_number=number, reason="MISTAKE")

        with pytest.raises(Conflict) as refusal:
            absence.run(cancel_report, actor=HR, absence_number=number, reason="MISTAKE")

        assert refusal.value.code == "absence.cancelled"

    def test_refuses_an_outdated_version_and_another_employer(self, absence: Service, sick: Sick) -> None:
        number = sick()

        with pytest.raises(Stale):
            absence.run(cancel_report, actor=HR, absence_number=number, reason="MISTAKE", version=0)
        with pytest.raises(NotFound):
            absence.run(cancel_report, actor=OTHER_HR, absence_number=number, reason="MISTAKE")

        assert absence.published(SickReportCancelled) == []


class TestSetSafetyNet:
    def test_replaces_the_amount_of_the_same_day_and_keeps_others(self, absence: Service, sick: Sick) -> None:
        number = sick()
        for day, amount in ((MONDAY, "80.00"), (MONDAY + timedelta(days=14), "90.00"), (MONDAY, "75.50")):
            absence.run(set_safety_net, actor=HR, absence_number=number, valid_from=day, zw_benefit_daily=Decimal(amount))

        latest = absence.published(AbsenceCorrected)[-1]

        assert latest.absence.safety_net is True
        assert [(benefit.valid_from, benefit.zw_benefit_daily) for benefit in latest.absence.safety_net_benefits] == [
            (MONDAY, Decimal("75.50")), (MONDAY + timedelta(days=14), Decimal("90.00"))]

    def test_affects_the_days_from_the_first_day_of_the_amount(self, absence: Service, sick: Sick) -> None:
        day = MONDAY + timedelta(days=3)

        absence.run(set_safety_net, actor=HR, absence_number=sick(), valid_from=day, zw_benefit_daily=Decimal("80.00"))

        [event] = absence.published(AbsenceCorrected)
        assert event.affects_from == day


class TestSetWage:
    def test_keeps_the_hours_in_force_unless_others_are_given(self, absence: Service, anna: str) -> None:
        raise_on, part_time_on = date(2026, 4, 1), date(2026, 6, 1)
        absence.run(set_wage, actor=HR, employee_id=anna, valid_from=part_time_on, annual_wage=Decimal("24000.00"),
                    contract_hours=Decimal(24))
        absence.run(set_wage, actor=HR, employee_id=anna, valid_from=raise_on, annual_wage=Decimal("40000.00"))

        wages = absence.published(EmployeeUpserted)[-1].wages

        assert [(wage.valid_from, wage.annual_wage, wage.contract_hours) for wage in wages[-2:]] == [
            (raise_on, Decimal("40000.00"), Decimal(40)), (part_time_on, Decimal("24000.00"), Decimal(24))]

    def test_changes_the_segment_that_starts_on_the_same_day(self, absence: Service, anna: str) -> None:
        for amount in ("40000.00", "41000.00"):
            absence.run(set_wage, actor=HR, employee_id=anna, valid_from=date(2026, 4, 1), annual_wage=Decimal(amount))

        wages = absence.published(EmployeeUpserted)[-1].wages

        assert [wage.annual_wage for wage in wages] == [Decimal("38500.00"), Decimal("41000.00")]

    def test_refuses_a_day_before_service_and_an_outdated_version(self, absence: Service, anna: str) -> None:
        with pytest.raises(RuleViolated) as refusal:
            absence.run(set_wage, actor=HR, employee_id=anna, valid_from=date(2019, 12, 31), annual_wage=Decimal("40000.00"))
        with pytest.raises(Stale):
            absence.run(set_wage, actor=HR, employee_id=anna, valid_from=date(2026, 4, 1), annual_wage=Decimal("40000.00"),
                        version=99)

        assert refusal.value.code == "employee.wage_before_service"
        assert absence.published(EmployeeUpserted) == []
