"""Decide the gatekeeper guarantee and what Perspectief pays (R-048, R-049, domain.md §3.10)."""
from dataclasses import asdict

from services.claims import store
from services.claims.domain.benefits.case import CaseInput, PartialRecovery
from services.claims.domain.benefits.cover import terms_of
from services.claims.domain.benefits.entitlement import daily_wage
from services.claims.domain.guarantee.guarantee import (
    PAYER,
    Condition,
    GuaranteeLine,
    WageSanction,
    decide,
    guarantee_amount,
    guarantee_lines,
)
from services.claims.usecases.benefits.assemble_case import assemble_case
from shared.db.session import Session
from shared.events.casework import GuaranteeCondition, WageSanctionReported
from shared.events.claims import GuaranteeDecided
from shared.messaging.outbox import publish
from shared.messaging.subscribers import NotYet


def decide_guarantee(session: Session, *, event: WageSanctionReported) -> None:
    """Decide once per wage sanction; the payer is Perspectief, never the benefit ledger."""
    if session.get(store.Guarantee, event.sanction_id) is not None:
        return
    absence = session.get(store.Absence, event.absence_number)
    if absence is None:
        raise NotYet(f"absence {event.absence_number} is not known yet")
    case = assemble_case(session, absence.composite_id)
    decision = decide(Condition(condition.code, condition.holds) for condition in event.conditions)
    lines = _lines(case, event) if case is not None else ()
    amount = guarantee_amount(decision, lines)
    conditions = tuple(GuaranteeCondition(code=c.code, holds=c.holds) for c in decision.conditions)
    session.add(store.Guarantee(
        sanction_id=event.sanction_id, absence_number=event.absence_number, employee_id=event.employee_id,
        employer_id=event.employer_id, decision="APPROVED" if decision.approved else "REJECTED", payer=PAYER,
        conditions=[asdict(condition) for condition in conditions],
        lines=[{name: str(value) for name, value in asdict(line).items()} for line in lines], amount=amount,
        decided_on=session.clock.today()))
    session.flush()
    publish(session, GuaranteeDecided(
        absence_number=event.absence_number, employee_id=event.employee_id, employer_id=event.employer_id,
        sanction_id=event.sanction_id, approved=decision.approved, conditions=conditions, amount=amount))


def _lines(case: CaseInput, event: WageSanctionReported) -> tuple[GuaranteeLine, ...]:
    terms = terms_of(case)
    if terms is None:
        return ()
    last = case.composite.spells[-1].absence_number
    recoveries: list[PartialRecovery] = [r for r in case.recoveries if r.absence_number == last]
    sanction = WageSanction(start=event.start, weeks=event.weeks, first_sick_day=case.first_sick_day,
                            leaves=case.composite.maternity_leaves)
    return guarantee_lines(sanction, daily_wage=daily_wage(case, terms), recoveries=recoveries)
