"""Decide the gatekeeper guarantee and the amount that Perspectief pays (R-048, R-049, domain.md §3.10)."""
from services.claims import publishing, store
from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.benefits.cover import terms_of
from services.claims.domain.benefits.wage import wage_basis
from services.claims.domain.guarantee.guarantee import (
    PAYER,
    Condition,
    GuaranteeLine,
    WageSanction,
    decide,
    guarantee_amount,
    guarantee_lines,
)
from shared.db.session import Session
from shared.events.casework import WageSanctionReported
from shared.messaging.outbox import publish
from shared.messaging.subscribers import NotYet


def decide_guarantee(session: Session, *, event: WageSanctionReported) -> None:
    """Decide once per wage sanction; Perspectief pays, so nothing is booked in the benefit ledger.

    :raises NotYet: until the case, its employee and its policy are known
    """
    if session.get(store.Guarantee, event.sanction_id) is not None:
        return
    decision = decide(Condition(condition.code, condition.holds) for condition in event.conditions)
    lines = _lines(_known_case(session, event.absence_number), event)
    guarantee = store.Guarantee(
        sanction_id=event.sanction_id, absence_number=event.absence_number, employee_id=event.employee_id,
        employer_id=event.employer_id, decision="APPROVED" if decision.approved else "REJECTED", payer=PAYER,
        amount=guarantee_amount(decision, lines), decided_on=session.clock.today(),
        conditions=[store.GuaranteeCondition(position=position, code=condition.code, holds=condition.holds)
                    for position, condition in enumerate(decision.conditions)],
        lines=[store.GuaranteeLine(
            start=line.start, end=line.end, month=str(line.month), days=line.days, daily_wage=line.daily_wage,
            wage_pct=line.wage_pct, incapacity_pct=line.incapacity_pct, total=line.total) for line in lines])
    session.add(guarantee)
    publish(session, publishing.guarantee_decided(guarantee))


def _known_case(session: Session, absence_number: str) -> CaseInput | None:
    """The facts of the case; None if all its sick reports were cancelled."""
    absence = session.get(store.Absence, absence_number)
    case = store.load_case(session, absence.composite_id) if absence is not None else None
    if case is not None and not case.members:
        return None
    if case is None or case.facts is None or not case.is_insured:
        raise NotYet(f"the case of absence {absence_number} is not known yet")
    return case.facts


def _lines(case: CaseInput | None, event: WageSanctionReported) -> tuple[GuaranteeLine, ...]:
    """The lines of the refund; none without a sick report or a version of the policy that covers it, so without a wage."""
    terms = terms_of(case) if case is not None else None
    if case is None or terms is None:
        return ()
    last = case.composite.spells[-1].absence_number
    recoveries = [recovery for recovery in case.recoveries if recovery.absence_number == last]
    sanction = WageSanction(start=event.start, weeks=event.weeks, first_sick_day=case.first_sick_day,
                            leaves=case.composite.maternity_leaves)
    return guarantee_lines(sanction, daily_wage=wage_basis(case, terms).daily_wage, recoveries=recoveries)
