"""Take back a written warning that was recorded wrongly (domain.md §15.5)."""
from services.casework import store
from services.casework.domain.guidance.withdrawal import RecordNotFound, WithdrawalReason
from services.casework.domain.sanctions.sanction import WarningRule
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.sanctions.flag_unfounded import flag_unfounded
from shared.db.session import Session
from shared.kernel.actor import Actor


def withdraw_warning(session: Session, *, actor: Actor, absence_number: str, warning_id: str, reason: WithdrawalReason,
                     rule: WarningRule, version: int | None = None) -> store.WrittenWarning:
    """Mark the warning as taken back; sanctions that rested on it are flagged.

    :param rule: how many warnings come before a sanction
    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises RecordNotFound: if the dossier has no such warning
    :raises AlreadyWithdrawn: if it was taken back before
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = session.get(store.WrittenWarning, warning_id)
    if row is None or row.absence_number != absence_number:
        raise RecordNotFound
    row.take_back(by=actor, on=session.clock.today(), reason=reason)
    flag_unfounded(session, dossier, load_case(session, absence_number).numbers, rule)
    return row
