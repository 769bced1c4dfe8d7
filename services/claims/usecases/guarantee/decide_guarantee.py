"""Decide the gatekeeper guarantee and the amount that Perspectief pays (R-048, R-049, domain.md §3.10)."""
from decimal import Decimal

from sqlalchemy import select

from services.claims import publishing, store
from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.benefits.cover import terms_of
from services.claims.domain.benefits.wage import wage_basis
from services.claims.domain.guarantee.guarantee import (
    PAYER,
    Condition,
    GuaranteeDecision,
    GuaranteeLine,
    WageSanction,
    decide,
    guarantee_amount,
    guarantee_lines,
)
from shared.db.session import Session
from shared.events.casework import WageSanctionReported
from shared.kernel.money import ZERO
from shared.messaging.outbox import publish
from shared.messaging.subscribers import NotYet


def decide_guarantee(session: Session, *, event: WageSanctionReported) -> None:
    """Decide on the present state of a wage sanction; Perspectief pays, so nothing is booked in the benefit ledger.

    :raises NotYet: until the case, its employee and its policy are known
    """
    guarantee = session.get(store.Guarantee, event.sanction_id) or store.Guarantee(
        sanction_id=event.sanction_id, absence_number=event.absence_number, employee_id=event.employee_id,
        employer_id=event.employer_id, payer=PAYER, decision=GuaranteeDecision.ASSESSING, amount=ZERO,
        decided_on=session.clock.today(), conditions=[], lines=[])
    before = _outcome(guarantee)
    guarantee.start, guarantee.weeks, guarantee.shortened_to = event.start, event.weeks, event.ends_on
    _set_conditions(guarantee, event)
    guarantee.decision = _decision(guarantee, event)
    session.add(guarantee)
    _calculate(session, guarantee)
    if _outcome(guarantee) != before:
        guarantee.decided_on = session.clock.today()
    if guarantee.is_decided:
        publish(session, publishing.guarantee_decided(guarantee))


def recalculate_guarantees(session: Session, employee_id: str) -> None:
    """Let the amounts of approved guarantees follow a later recovery or its correction (R-048, domain.md §15.10)."""
    for guarantee in session.scalars(select(store.Guarantee).where(
            store.Guarantee.employee_id == employee_id, store.Guarantee.decision == GuaranteeDecision.APPROVED,
            store.Guarantee.start.is_not(None)).order_by(store.Guarantee.sanction_id)):
        before = guarantee.amount
        _calculate(session, guarantee)
        if guarantee.amount != before:
            publish(session, publishing.guarantee_decided(guarantee))


def _decision(guarantee: store.Guarantee, event: WageSanctionReported) -> GuaranteeDecision:
    if event.withdrawn:
        return GuaranteeDecision.WITHDRAWN
    if event.assessing:
        return GuaranteeDecision.ASSESSING
    approved = decide(Condition(one.code, one.holds) for one in guarantee.conditions).approved
    return GuaranteeDecision.APPROVED if approved else GuaranteeDecision.REJECTED


def _set_conditions(guarantee: store.Guarantee, event: WageSanctionReported) -> None:
    """Update the conditions by their code; one that was assessed before stays in its place."""
    known = {one.code: one for one in guarantee.conditions}
    for condition in event.conditions:
        if condition.code in known:
            known[condition.code].holds = condition.holds
        else:
            guarantee.conditions.append(store.GuaranteeCondition(
                position=len(guarantee.conditions), code=condition.code, holds=condition.holds))


def _outcome(guarantee: store.Guarantee) -> tuple[str, Decimal, tuple[tuple[str, bool], ...]]:
    return guarantee.decision, guarantee.amount, tuple((one.code, one.holds) for one in guarantee.conditions)


def _calculate(session: Session, guarantee: store.Guarantee) -> None:
    """Set amount and lines; a guarantee that is not approved keeps the lines of its sanction with an amount of zero."""
    lines = _lines(_known_case(session, guarantee.absence_number), guarantee)
    fresh = {line.start: line for line in lines}
    for row in list(guarantee.lines):
        if row.start not in fresh:
            guarantee.lines.remove(row)
    known = {row.start: row for row in guarantee.lines}
    for start, line in fresh.items():
        row = known.get(start) or store.GuaranteeLine(start=start)
        row.end, row.month, row.days, row.total = line.end, str(line.month), line.days, line.total
        row.daily_wage, row.wage_pct, row.incapacity_pct = line.daily_wage, line.wage_pct, line.incapacity_pct
        if start not in known:
            guarantee.lines.append(row)
    guarantee.amount = guarantee_amount(lines, is_approved=guarantee.is_approved)


def _known_case(session: Session, absence_number: str) -> CaseInput | None:
    """The facts of the case; None if all its sick reports were cancelled."""
    absence = session.get(store.Absence, absence_number)
    case = store.load_case(session, absence.composite_id) if absence is not None else None
    if case is not None and not case.members:
        return None
    if case is None or case.facts is None or not case.is_insured:
        raise NotYet(f"the case of absence {absence_number} is not known yet")
    return case.facts


def _lines(case: CaseInput | None, guarantee: store.Guarantee) -> tuple[GuaranteeLine, ...]:
    """The lines of the refund; none without a sick report or a version of the policy that covers it, so without a wage."""
    terms = terms_of(case) if case is not None else None
    if case is None or terms is None or guarantee.start is None or guarantee.weeks is None:
        return ()
    last = case.composite.spells[-1].absence_number
    recoveries = [recovery for recovery in case.recoveries if recovery.absence_number == last]
    sanction = WageSanction(start=guarantee.start, weeks=guarantee.weeks, first_sick_day=case.first_sick_day,
                            leaves=case.composite.maternity_leaves, shortened_to=guarantee.shortened_to)
    return guarantee_lines(sanction, daily_wage=wage_basis(case, terms).daily_wage, recoveries=recoveries)
