"""The daily wage of a case, fixed on its first sick day (domain.md §3.2)."""
from dataclasses import dataclass
from decimal import Decimal

from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.benefits.policy import PolicyTerms
from shared.kernel.money import round_cents
from shared.kernel.refusals import RuleViolated


class WageUnknown(RuleViolated):
    """No wage is known on the first sick day, so that no benefit can be calculated."""


@dataclass(frozen=True, slots=True)
class WageBasis:
    """The inputs of a daily wage.

    :ivar annual_wage: euros per year on F; for part-time work the actual wage
    :ivar max_insured_wage: the cap of the policy, euros per year
    """

    annual_wage: Decimal
    max_insured_wage: Decimal
    day_divisor: int

    @property
    def daily_wage(self) -> Decimal:
        """The daily wage: capped, then divided, then rounded to the cent (§3.2)."""
        return round_cents(min(self.annual_wage, self.max_insured_wage) / self.day_divisor)


def wage_basis(case: CaseInput, terms: PolicyTerms) -> WageBasis:
    """The wage on F with the policy's cap and divisor.

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
