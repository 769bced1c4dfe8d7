"""People, partial recoveries and safety-net benefits, as parts of absence's events."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared.kernel.vocabulary import RecoveryBasis


@dataclass(frozen=True, kw_only=True)
class Person:
    """Personal data of the employee; never logged."""

    first_name: str
    infix: str | None = None
    last_name: str
    birth_date: date
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Mutation:
    """A partial recovery or a relapse: valid from its effective date until the next one.

    :ivar recovered_pct: 0 to 100, two decimals; 0 for therapy, and for a relapse, whose basis is OWN_WORK_HOURS
    :ivar wage_value_month: euros a month, like `contract_wage_month`; both for WAGE_VALUE only
    :ivar contract_wage_differs: whether the contract wage is far from the wage on record (§15.7)
    :ivar placement_id: the placement of which it is the partial recovery (R-124)
    """

    mutation_id: str
    effective_on: date
    recorded_on: date
    basis: RecoveryBasis
    recovered_pct: Decimal
    wage_value_month: Decimal | None = None
    contract_wage_month: Decimal | None = None
    contract_wage_differs: bool = False
    placement_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class SafetyNetBenefit:
    """Benefit under the Sickness Benefits Act, in euros per benefit day, valid from a date."""

    valid_from: date
    zw_benefit_daily: Decimal
