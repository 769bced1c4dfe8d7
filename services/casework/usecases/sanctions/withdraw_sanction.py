"""Take back a sanction that should not have been imposed (domain.md §15.5)."""
from services.casework import store
from services.casework.domain.sanctions.sanction import withdraw
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.sanctions.correct_sanction import get_sanction
from services.casework.usecases.sanctions.lift_sanction import end_sanction
from shared.db.session import Session
from shared.kernel.actor import Actor


def withdraw_sanction(session: Session, *, actor: Actor, absence_number: str, sanction_id: str,
                      version: int | None = None) -> store.Sanction:
    """Take a sanction back, in force or lifted; the benefit of its days is due then.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises Conflict: if it was withdrawn before
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = get_sanction(session, absence_number, sanction_id)
    return end_sanction(session, dossier, row, withdraw(row.value, withdrawn_on=session.clock.today()))
