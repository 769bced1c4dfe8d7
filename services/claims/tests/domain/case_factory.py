"""Cases of the examples in domain.md §3.11: policy P1 and a wage of 41,760.00 unless said otherwise."""
from datetime import date
from decimal import Decimal

from services.claims.domain.benefits.case import CaseInput, PartialRecovery, WageSegment
from services.claims.domain.benefits.policy import PolicyTerms
from shared.kernel.period import Period
from shared.kernel.sickness import SameCause, Spell
from shared.kernel.vocabulary import RecoveryBasis
from shared.law.sickness import composite_cases

P1 = PolicyTerms()


def day(text: str) -> date:
    return date.fromisoformat(text)


def euros(text: str) -> Decimal:
    return Decimal(text)


def a_case(*spells: tuple[str, str | None], annual_wage: str = "41760.00", terms: PolicyTerms = P1,
           maternity: tuple[tuple[str, str], ...] = (), **facts) -> CaseInput:
    """The last composite case of these spells, each from its first sick day to its first day fit (None: open)."""
    leaves = [Period(day(start), day(end)) for start, end in maternity]
    numbered = [Spell(day(start), day(fit) if fit else None, f"Z-{n}", SameCause.YES)
                for n, (start, fit) in enumerate(spells)]
    wages = facts.pop("wages", (WageSegment(valid_from=date(2020, 1, 1), annual_wage=Decimal(annual_wage)),))
    return CaseInput(composite=composite_cases(numbered, leaves)[-1], terms=(terms,), wages=wages, **facts)


def recovered(from_day: str, pct: str, basis: RecoveryBasis = RecoveryBasis.OWN_WORK_HOURS) -> PartialRecovery:
    return PartialRecovery(effective_on=day(from_day), basis=basis, recovered_pct=Decimal(pct))
