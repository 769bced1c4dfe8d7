"""The daily wage of a case, frozen on its first sick day (domain.md §3.2)."""
from dataclasses import dataclass
from decimal import Decimal

from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.benefits.policy import PolicyTerms
from shared.kernel.money import round_cents
from shared.kernel.refusals import RuleViolated


class WageUnknown(RuleViolated):
    """No wage is known on the first sick day, so nothing can be calculated."""


@dataclass(frozen=True, slots=True)
class WageBasis:
    """What a daily wage is calculated from.

    :ivar annual_wage: euros a year on F; a part-time wage as it is
    :ivar max_insured_wage: the cap of the policy, euros a year
    """

    annual_wage: Decimal
    max_insured_wage: Decimal
    day_divisor: int

    @property
    def daily_wage(self) -> Decimal:
        """Capped first, then divided, rounded to the cent once (§3.2)."""
        return round_cents(min(self.annual_wage, self.max_insured_wage) / self.day_divisor)


def wage_basis(case: CaseInput, terms: PolicyTerms) -> WageBasis:
    """The wage on F with the cap and the divisor of the policy.

    :raises WageUnknown: if no wage is known on F
    """
    known = [wage for wage in case.wages if wage.valid_from <= case.first_sick_day]
    if not known:
        raise WageUnknown(
            "benefit.wage_unknown",
            "Op de eerste ziektedag is geen jaarloon bekend. Vul het jaarloon van de werknemer aan.",
        )
    annual_wage = max(reversed(known), key=lambda wage: wage.valid_from).annual_wage
    return WageBasis(annual_wage, terms.max_insured_wage, terms.day_divisor)
