"""Take back a talk, request, summons or step of a conflict that was recorded wrongly (domain.md §15.5)."""
from services.casework import store
from services.casework.domain.conflict.conflict import check_withdrawal
from services.casework.domain.conflict.steps import check_taker
from services.casework.domain.guidance.withdrawal import RecordNotFound, WithdrawalReason
from services.casework.domain.sanctions.sanction import WarningRule
from services.casework.store.casefiles import load_case
from services.casework.store.conflict.steps import list_steps
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.sanctions.flag_unfounded import flag_unfounded
from shared.db.session import Session
from shared.kernel.actor import Actor


def withdraw_step(session: Session, *, actor: Actor, absence_number: str, step_id: str, reason: WithdrawalReason,
                  rule: WarningRule, version: int | None = None) -> store.ConflictStep:
    """Mark the step as taken back; sanctions that rested on it are flagged.

    :param rule: how many warnings come before a sanction
    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises RecordNotFound: if the dossier has no such step
    :raises AlreadyWithdrawn: if it was taken back before
    :raises StepNotYours: if another role records such steps
    :raises StepNeeded: if a later step needs it
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = session.get(store.ConflictStep, step_id)
    if row is None or row.absence_number != absence_number:
        raise RecordNotFound
    check_taker(row.kind, actor.roles)
    file = load_case(session, absence_number)
    steps = {each.step_id: each.value for each in list_steps(session, file.numbers)}
    if row.stands:
        check_withdrawal(list(steps.values()), steps[step_id], labour_conflict=file.facts.labour_conflict)
    row.take_back(by=actor, on=session.clock.today(), reason=reason)
    flag_unfounded(session, dossier, file.numbers, rule)
    return row
