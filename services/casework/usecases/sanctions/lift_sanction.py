"""Lift a sanction, with or without back pay of the withheld wage (domain.md §3.7)."""
from datetime import date, timedelta

from services.casework import publishing, store
from services.casework.domain.sanctions.sanction import Sanction, lift
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.sanctions.correct_sanction import get_sanction
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def lift_sanction(session: Session, *, actor: Actor, absence_number: str, sanction_id: str, lifted_on: date,
                  back_pay: bool, version: int | None = None) -> store.Sanction:
    """End the sanction on the day before `lifted_on`; an earlier end is kept.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises Conflict: if it was lifted before
    :raises RuleViolated: if it would end before it starts, or for back pay of stopped wage
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = get_sanction(session, absence_number, sanction_id)
    end = min(lifted_on - timedelta(days=1), row.end or date.max)
    return end_sanction(session, dossier, row, lift(row.value, lifted_on=lifted_on, end=end, back_pay=back_pay))


def end_sanction(session: Session, dossier: store.Dossier, row: store.Sanction, lifted: Sanction) -> store.Sanction:
    """Store and publish the end of a sanction."""
    row.end, row.lifted_on, row.back_pay = lifted.end, lifted.lifted_on, lifted.back_pay
    session.flush()
    event = publishing.sanction_lifted(dossier, row)
    assert event is not None
    publish(session, event)
    return row
