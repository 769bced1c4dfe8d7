"""The calculation of one premium year, per employee and per rate."""
from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from services.billing import store
from services.billing.domain.policies.employee_premiums import EmployeeLine, definitive_lines, provisional_lines
from services.billing.domain.policies.expected_premium import PremiumPart, expected_premium
from services.billing.domain.policies.premium_of_year import covered_year
from services.billing.domain.policies.versions import Versions
from services.billing.domain.premium.premium import RatedPeriod
from services.billing.domain.premium.wages import PolicyYear
from services.billing.queries.premium.years import PremiumYearView, list_premium_years
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO
from shared.kernel.refusals import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumCalculation(PremiumYearView):
    """A premium year with its calculation.

    :ivar basis: the premium that is calculated: PROVISIONAL, DEFINITIVE, or ESTIMATED, which has no employees
    :ivar days_in_year: 365 or 366
    :ivar covered_days: of the year
    :ivar rates: payroll and premium of each part of the year with one rate and cap
    :ivar employees: add up to the payroll; none for a year from before wages were kept
    """

    basis: str
    days_in_year: int
    covered_days: int
    rates: Sequence[PremiumPart]
    employees: Sequence[EmployeeLine]


def get_calculation(session: Session, *, actor: Actor, policy_number: str, year: int) -> PremiumCalculation:
    """One premium year with the wages by which it was calculated.

    :raises NotFound: ``policy.not_found``, ``premium_year.not_found``
    """
    found = next((one for one in list_premium_years(session, actor=actor, policy_number=policy_number) if one.year == year), None)
    if found is None:
        raise NotFound("premium_year.not_found", "Voor dat jaar is er nog geen premie berekend.")
    versions = store.get_versions(session, policy_number)
    covered = covered_year(versions, year)
    basis = "PROVISIONAL" if found.definitive is None else "ESTIMATED" if found.state == "ESTIMATED" else "DEFINITIVE"
    rates, employees = _lines(session, policy_number, versions, covered, found, basis)
    own = {each.name: getattr(found, each.name) for each in fields(PremiumYearView)}
    return PremiumCalculation(**own, basis=basis, days_in_year=covered.days, covered_days=covered.covered.days, rates=rates,
                              employees=employees)


def _lines(session: Session, policy_number: str, versions: Versions, covered: PolicyYear, found: PremiumYearView,
           basis: str) -> tuple[Sequence[PremiumPart], Sequence[EmployeeLine]]:
    if basis == "ESTIMATED":
        return (), ()
    wages = store.list_wages(session, policy_number, found.year, store.Basis(basis))
    if basis == "DEFINITIVE":
        lines = definitive_lines(versions, found.year, wages)
        return (expected_premium(versions, found.year, list(wages.values())).parts, lines) if wages else ((), ())
    lines = provisional_lines(versions, found.year, wages)
    rate = versions.on(covered.covered.start).rate
    part = PremiumPart(RatedPeriod(covered.covered, rate), found.provisional_payroll, found.provisional)
    return (part,), lines if _sum(lines) == found.provisional_payroll else ()


def _sum(lines: Sequence[EmployeeLine]) -> Decimal:
    return sum((line.insured for line in lines), ZERO)
