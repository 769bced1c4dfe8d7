"""A month of a case with another wage or recovery; nothing is kept (screens.md §4.3b)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.claims import store
from services.claims.domain.benefits.benefit import calculate_month
from services.claims.domain.benefits.case import PartialRecovery, WageSegment, spell_of
from services.claims.domain.benefits.forecast import with_recovery, with_wage
from services.claims.domain.benefits.line import BenefitLine
from services.claims.store.claim.month_claims import get_month_claim
from shared.db.session import Session
from shared.kernel.month import Month
from shared.kernel.refusals import RuleViolated


@dataclass(frozen=True, slots=True)
class SupposedMonth:
    """The month as it would be, and the difference from its latest calculation, in euros."""

    lines: tuple[BenefitLine, ...]
    total: Decimal
    difference: Decimal


def suppose_month(session: Session, *, claim_number: str, annual_wage: Decimal | None, recovered_pct: Decimal | None,
                  since: date | None) -> SupposedMonth:
    """Calculate the month with another annual wage on the first sick day, another recovery from a day, or both.

    :raises NotFound: ``month_claim.not_found``
    :raises RuleViolated: ``input.required`` without a change or a day, or if the day is before the first sick day
    """
    claim = get_month_claim(session, claim_number)
    known = store.load_case(session, claim.composite_id)
    if known is None or known.facts is None:
        raise RuleViolated("month_claim.withdrawn", "De ziekmelding is ingetrokken; er is niets te berekenen.")
    if annual_wage is None and recovered_pct is None:
        raise RuleViolated("input.required", "Vul een loon of een percentage in.", field="annualWage")
    if recovered_pct is not None and since is None:
        raise RuleViolated("input.required", "Vul in vanaf welke dag dit percentage geldt.", field="from")
    case = known.facts
    if annual_wage is not None:
        case = with_wage(case, WageSegment(valid_from=case.first_sick_day, annual_wage=annual_wage))
    if recovered_pct is not None and since is not None:
        spell = spell_of(case.composite.spells, absence_number=None, day=since)
        case = with_recovery(case, PartialRecovery(effective_on=since, recovered_pct=recovered_pct,
                                                   absence_number=spell.absence_number if spell else None))
    month = calculate_month(case, Month.parse(claim.month))
    return SupposedMonth(month.lines, month.total, month.total - claim.amount)
