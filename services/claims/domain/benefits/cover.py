"""Decides whether and when a policy covers a case (domain.md §3.6, §3.8, §4.5)."""
from datetime import date
from enum import StrEnum

from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.benefits.end_age import end_age_date
from services.claims.domain.benefits.policy import PolicyTerms, terms_in_force
from shared.kernel.period import Period
from shared.kernel.vocabulary import SafetyNetRule


class NotCovered(StrEnum):
    """Reasons for the rejection of a claim; casework continues regardless (R-063)."""

    NO_COVER_ON_FIRST_SICK_DAY = "NO_COVER_ON_FIRST_SICK_DAY"
    COVER_SUSPENDED = "COVER_SUSPENDED"
    SAFETY_NET_EXCLUDED = "SAFETY_NET_EXCLUDED"
    END_AGE_REACHED = "END_AGE_REACHED"
    NOT_IN_SERVICE = "NOT_IN_SERVICE"


def why_not_covered(case: CaseInput) -> NotCovered | None:
    """Why the case is not covered, or None if it is."""
    first_sick_day = case.first_sick_day
    terms = terms_of(case)
    if terms is None or not covered_periods(case, terms):
        return NotCovered.NO_COVER_ON_FIRST_SICK_DAY
    if any(first_sick_day in suspension for suspension in case.suspensions):
        return NotCovered.COVER_SUSPENDED
    if terms.safety_net_rule is SafetyNetRule.EXCLUDE and has_safety_net(case):
        return NotCovered.SAFETY_NET_EXCLUDED
    if case.birth_date is not None and first_sick_day >= end_age_date(terms.end_age, case.birth_date):
        return NotCovered.END_AGE_REACHED
    if case.end_of_service is not None and case.end_of_service < first_sick_day:
        return NotCovered.NOT_IN_SERVICE
    return None


def terms_of(case: CaseInput) -> PolicyTerms | None:
    """The terms that apply to the whole case.

    These are the terms in force on F, or the first ones if F is before the policy and the policy has pre-existing cover.
    """
    terms = terms_in_force(case.terms, case.first_sick_day)
    if terms is None and case.terms:
        first = min(case.terms, key=lambda version: version.valid_from)
        return first if first.pre_existing_cover else None
    return terms


def covered_periods(case: CaseInput, terms: PolicyTerms) -> tuple[Period, ...]:
    """The covered periods of this case; none if it began outside the cover and the terms exclude pre-existing cases.

    With run-off cover a running case stays covered after the end of the policy (§3.8).
    """
    first_sick_day = case.first_sick_day
    begun_in = next((period for period in case.cover if first_sick_day in period), None)
    if begun_in is None:
        later = sorted(period for period in case.cover if period.start > first_sick_day)
        if not (later and terms.pre_existing_cover):
            return ()
        begun_in = later[0]
    return (Period(begun_in.start),) if terms.run_off_cover else tuple(sorted(case.cover))


def cover_end(case: CaseInput) -> date | None:
    """The last day of the policy under which the case began, or None if it has no end."""
    began = [period for period in sorted(case.cover) if period.end is None or period.end >= case.first_sick_day]
    return began[0].end if began else None


def has_safety_net(case: CaseInput) -> bool:
    """Whether a safety-net provision applies to any part of the case."""
    return case.safety_net or any(benefit.daily_amount > 0 for benefit in case.safety_net_benefits)
