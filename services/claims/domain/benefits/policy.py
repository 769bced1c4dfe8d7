"""The terms of one version of a policy (domain.md §3.1)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared.kernel.vocabulary import LateReportRule, SafetyNetRule, WaitingUnit
from shared.law import law

DEFAULTS = law.on(date(2026, 1, 1))
"""The law of the year for which the default terms were drawn up (§3.1); a policy names its own."""

AOW = "AOW"
"""The end age of a policy that covers employees up to the statutory pension age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyTerms:
    """One version of the terms; percentages 0 to 100, money in euros.

    :ivar valid_from: first day of this version; the version in force on F applies to the whole case (decision 0301)
    :ivar waiting_value: length of the own-risk term in benefit days or weeks; 0 means none
    :ivar end_age: ``"AOW"`` or an age in whole years
    :ivar max_sick_days: the last payable sick-day index, own-risk term included; None means the statutory term of the
        case
    :ivar run_off_cover: whether a running case is paid after the end of the cover (*uitloop*)
    :ivar pre_existing_cover: whether employees who are sick at inception are covered (*inloop*)
    :ivar coverage_half2: of the second half of the first year of sickness, None if as `coverage_year1`; `coverage_half4` likewise
    :ivar late_report_grace_days: calendar days after F on which a report is still in time
    """

    valid_from: date = date(2020, 1, 1)
    waiting_unit: WaitingUnit = WaitingUnit.WORKDAYS
    waiting_value: int = 10
    coverage_year1: Decimal = Decimal(100)
    coverage_year2: Decimal = Decimal(70)
    employer_charges_pct: Decimal = Decimal(0)
    day_divisor: int = DEFAULTS.day_divisor
    max_insured_wage: Decimal = DEFAULTS.premium_wage_maximum
    end_age: str = AOW
    safety_net_rule: SafetyNetRule = SafetyNetRule.OFFSET
    late_report_rule: LateReportRule = LateReportRule.NONE
    max_sick_days: int | None = None
    run_off_cover: bool = True
    pre_existing_cover: bool = False
    coverage_half2: Decimal | None = None
    coverage_half4: Decimal | None = None
    late_report_grace_days: int = 0

    @property
    def coverage_by_half(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """The percentage of each half year of sickness."""
        half2 = self.coverage_year1 if self.coverage_half2 is None else self.coverage_half2
        half4 = self.coverage_year2 if self.coverage_half4 is None else self.coverage_half4
        return self.coverage_year1, half2, self.coverage_year2, half4


def terms_in_force(versions: Sequence[PolicyTerms], day: date) -> PolicyTerms | None:
    """The version in force on the day, or None before the first; of two with the same first day the later one applies."""
    started = [terms for terms in versions if terms.valid_from <= day]
    return max(reversed(started), key=lambda terms: terms.valid_from) if started else None
