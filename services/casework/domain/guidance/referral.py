"""Referrals to other professionals (R-031): with a reason from a list, because the employer sees them (domain.md §7.3)."""
from datetime import date
from enum import StrEnum

from shared.kernel.refusals import RuleViolated


class ReferralKind(StrEnum):
    """To whom an employee is referred."""

    COMPANY_DOCTOR = "COMPANY_DOCTOR"
    LABOUR_EXPERT = "LABOUR_EXPERT"
    OTHER = "OTHER"


class ReferralReason(StrEnum):
    """Why, without medical data."""

    ASSESSMENT_DUE = "ASSESSMENT_DUE"
    CAPACITY_UNCLEAR = "CAPACITY_UNCLEAR"
    SUITABLE_WORK_UNCLEAR = "SUITABLE_WORK_UNCLEAR"
    WORKPLACE_ADJUSTMENT = "WORKPLACE_ADJUSTMENT"
    STAGNATION = "STAGNATION"
    EMPLOYEE_ASKED = "EMPLOYEE_ASKED"


def check_referral(referred_on: date, *, first_sick_day: date, today: date) -> None:
    """Refuse a day before the case or in the future.

    :raises RuleViolated: ``referral.before_case`` or ``referral.future_date``
    """
    if referred_on > today:
        raise RuleViolated("referral.future_date", "De datum ligt in de toekomst.", field="referred_on")
    if referred_on < first_sick_day:
        raise RuleViolated("referral.before_case", "De datum ligt vóór de eerste ziektedag.", field="referred_on")
