"""Accept or reject a wage that was recorded after a report; accepted, the case is calculated again from F (§15.6)."""
from services.claims import publishing, store
from services.claims.domain.claim.wage_judgement import JudgementReason, JudgementStatus, judge
from services.claims.usecases.benefits.recalculate import recalculate
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version
from shared.messaging.outbox import publish


def judge_wage(session: Session, *, actor: Actor, judgement_id: str, accept: bool, reason: JudgementReason,
               version: int | None = None) -> store.WageJudgement:
    """Decide once on a recorded wage.

    :raises NotFound: ``wage_judgement.not_found``
    :raises Stale: if the recorded wage changed since `version`
    :raises WageNotWaiting: if it was decided before
    :raises ReasonDoesNotFit: if the reason belongs to the opposite decision
    """
    store.lock_employee(session, store.get_judgement(session, judgement_id, actor).employee_id)
    row = store.get_judgement(session, judgement_id, actor, lock=True)
    session.refresh(row)
    ensure_version(version, row.version)
    row.status = judge(JudgementStatus(row.status), accept=accept, reason=reason)
    row.reason, row.judged_at, row.judged_by = reason, session.clock.now(), actor.account_id
    row.version += 1
    publish(session, publishing.wage_judged(row))
    if accept:
        recalculate(session, composite_ids=store.cases_of_employee(session, row.employee_id))
    return row
