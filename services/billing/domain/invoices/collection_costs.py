"""Extrajudicial collection costs by the scale of the Besluit BIK (domain.md §4.5)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared.kernel.money import ZERO, round_cents
from shared.law import law


@dataclass(frozen=True, slots=True)
class CollectionCosts:
    """The costs of collecting a principal, in euros.

    :ivar vat: due only if the creditor cannot deduct it, such as an insurer (BIK 2 lid 3)
    """

    costs: Decimal
    vat: Decimal

    @property
    def total(self) -> Decimal:
        """Costs and VAT together."""
        return self.costs + self.vat


def collection_costs(principal: Decimal, *, default_on: date, vat_deductible: bool) -> CollectionCosts:
    """Costs on the unpaid amount, between the minimum and maximum of the scale; zero if nothing is unpaid.

    :param default_on: first day of default, which determines the scale and VAT rate
    :param vat_deductible: whether the creditor can deduct VAT
    """
    if principal <= 0:
        return CollectionCosts(ZERO, ZERO)
    rules = law.on(default_on)
    scale = rules.collection_cost_scale
    costs = min(max(round_cents(scale.amount(principal)), scale.lowest), scale.highest)
    return CollectionCosts(costs, ZERO if vat_deductible else round_cents(costs * rules.vat_rate.fraction))
