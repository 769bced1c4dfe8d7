"""The figures in force on one day, each with the type of its unit; `figures/` holds their values and says what they mean."""
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Generic, TypeVar, cast, overload

from shared.kernel.percentage import Percentage
from shared.law.figure import Figure
from shared.law.units import CalendarTerm, CostScale, EmployerSize, TransitionRule

T = TypeVar("T")


class _Value(Generic[T]):
    """Reads the figure of the same name, as a value of the given type."""

    def __init__(self, kind: type[T]) -> None:
        self.kind = kind
        self.key = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.key = name

    @overload
    def __get__(self, instance: None, owner: type) -> "_Value[T]": ...
    @overload
    def __get__(self, instance: "FiguresInForce", owner: type) -> T: ...
    def __get__(self, instance: "FiguresInForce | None", owner: type) -> "T | _Value[T]":
        if instance is None:
            return self
        return cast(T, instance.figures[self.key].on(instance.day).value)


class FiguresInForce:
    """What the law says on `day`. An attribute raises `NoFigureInForce` if its value on that day is not known.

    A term in days or weeks is a timedelta, one in months or years a CalendarTerm.
    """

    def __init__(self, figures: Mapping[str, Figure], day: date) -> None:
        self.figures = figures
        self.day = day

    damages_limitation = _Value(CalendarTerm)
    injury_long_stop = _Value(bool)
    renewed_limitation_maximum = _Value(CalendarTerm)
    motor_insurer_limitation = _Value(CalendarTerm)

    transition_rule = _Value(TransitionRule)
    transition_maximum = _Value(Decimal)
    transition_maximum_wage_months = _Value(int)
    sickness_compensation = _Value(EmployerSize)
    closure_compensation = _Value(EmployerSize)
    settlement_withdrawal_term = _Value(timedelta)
    unmentioned_withdrawal_term = _Value(timedelta)

    statutory_holiday_weeks = _Value(int)
    statutory_holiday_lapse = _Value(CalendarTerm)
    holiday_limitation = _Value(CalendarTerm)

    insurance_claim_limitation = _Value(CalendarTerm)
    premium_notice_term = _Value(timedelta)
    insurer_notice_term = _Value(CalendarTerm)

    collection_cost_scale = _Value(CostScale)
    trade_collection_minimum = _Value(Decimal)
    trade_interest_margin = _Value(Percentage)
    trade_interest = _Value(Percentage)
    legal_interest = _Value(Percentage)
    trade_payment_term = _Value(timedelta)
    trade_payment_term_maximum = _Value(timedelta)
    small_creditor_payment_term_maximum = _Value(timedelta)

    maternity_leave = _Value(timedelta)
    multiple_birth_leave = _Value(timedelta)
    maternity_leave_earliest_start = _Value(timedelta)
    maternity_leave_latest_start = _Value(timedelta)
    multiple_birth_leave_earliest_start = _Value(timedelta)
    multiple_birth_leave_latest_start = _Value(timedelta)
    hospital_extension_maximum = _Value(timedelta)
    hospital_extension_from_day = _Value(int)
    maternity_leave_split_after = _Value(timedelta)
    maternity_leave_split_over = _Value(timedelta)
    birth_leave = _Value(timedelta)
    birth_leave_window = _Value(timedelta)
    extra_birth_leave = _Value(timedelta)
    extra_birth_leave_window = _Value(CalendarTerm)
    extra_birth_leave_rate = _Value(Percentage)
    parental_leave_weeks = _Value(int)
    parental_leave_until_age = _Value(CalendarTerm)
    paid_parental_leave_weeks = _Value(int)
    paid_parental_leave_until_age = _Value(CalendarTerm)
    paid_parental_leave_rate = _Value(Percentage)

    aow_age = _Value(CalendarTerm)

    objection_term = _Value(timedelta)
    equated_days: "_Value[tuple[date, ...]]" = _Value(tuple)
    movable_term_maximum = _Value(timedelta)
    term_working_days_from = _Value(timedelta)
    term_working_days_minimum = _Value(int)

    problem_analysis_term = _Value(timedelta)
    action_plan_term = _Value(timedelta)
    waiting_time = _Value(timedelta)
    shortened_waiting_time_minimum = _Value(timedelta)
    shortened_waiting_time_maximum = _Value(timedelta)
    early_application_lead = _Value(timedelta)
    voluntary_extension_notice = _Value(timedelta)
    reintegration_report_lead = _Value(timedelta)
    uwv_notice_term = _Value(timedelta)
    wia_application_lead = _Value(timedelta)
    late_notice_application_term = _Value(timedelta)
    wia_backdating_maximum = _Value(timedelta)
    wage_sanction_decision_lead = _Value(timedelta)
    wage_sanction_maximum = _Value(timedelta)
    wage_sanction_counts_leave = _Value(bool)
    repair_decision_term = _Value(timedelta)
    repaired_sanction_term = _Value(timedelta)
    own_risk_sanction_maximum = _Value(timedelta)

    bookkeeping_retention = _Value(CalendarTerm)
    medical_file_retention = _Value(CalendarTerm)

    uwv_report_after = _Value(timedelta)
    uwv_report_last_call = _Value(timedelta)
    uwv_report_fine_maximum = _Value(Decimal)
    leaver_report_term = _Value(timedelta)
    own_risk_leaver_report_term = _Value(timedelta)
    leaver_reintegration_report_from = _Value(timedelta)
    safety_net_report_day = _Value(int)
    safety_net_report_after = _Value(timedelta)
    compensation_report_after = _Value(timedelta)
    compensation_report_day = _Value(int)
    late_report_backdating_maximum = _Value(CalendarTerm)
    employee_recovery_report_day = _Value(int)
    employer_recovery_report_term = _Value(timedelta)
    sickness_benefit_rate = _Value(Percentage)
    sickness_benefit_rate_pregnancy_organ = _Value(Percentage)
    no_risk_rate = _Value(Percentage)
    no_risk_rate_on_request = _Value(Percentage)
    no_risk_request_term = _Value(timedelta)
    sickness_benefit_days_a_week = _Value(int)
    sickness_benefit_recovery_maximum = _Value(timedelta)

    vat_rate = _Value(Percentage)
    insurance_is_vat_exempt = _Value(bool)
    insurance_tax_rate = _Value(Percentage)
    wage_cover_is_tax_exempt = _Value(bool)

    wage_term = _Value(timedelta)
    wage_rate = _Value(Percentage)
    minimum_wage_floor_term = _Value(timedelta)
    agreed_waiting_days_maximum = _Value(timedelta)
    composite_gap = _Value(timedelta)
    aow_wage_term = _Value(timedelta)
    death_benefit_term = _Value(CalendarTerm)
    dismissal_ban = _Value(CalendarTerm)
    aow_dismissal_ban = _Value(timedelta)
    recovery_outlook = _Value(timedelta)
    aow_recovery_outlook = _Value(timedelta)

    daily_wage_maximum = _Value(Decimal)
    premium_wage_maximum = _Value(Decimal)
    day_divisor = _Value(int)
    hourly_minimum_wage = _Value(Decimal)
    holiday_allowance = _Value(Percentage)
