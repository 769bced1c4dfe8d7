"""Correct the dates of a sanction; published with the same id."""
from dataclasses import replace
from datetime import date

from services.casework import publishing, store
from services.casework.domain.sanctions.sanction import SanctionNotInForce, check_days
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.measures import get_ladder
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound
from shared.messaging.outbox import publish


def correct_sanction(session: Session, *, actor: Actor, absence_number: str, sanction_id: str, start: date,
                     end: date | None, version: int | None = None) -> store.Sanction:
    """Change the dates of a sanction that was not lifted.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises SanctionRefused: for days on which it cannot be
    :raises Conflict: if it was lifted, or another sanction covers some of its days
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    row = get_sanction(session, absence_number, sanction_id)
    if row.lifted_on is not None:
        raise SanctionNotInForce("sanction.already_lifted", "Deze sanctie is al opgeheven.")
    file = load_case(session, absence_number)
    check_days(get_ladder(session, file.numbers, correcting=row), replace(row.value, start=start, end=end), facts=file.facts)
    row.start, row.end = start, end
    session.flush()
    publish(session, publishing.sanction_notified(dossier, row))
    return row


def get_sanction(session: Session, absence_number: str, sanction_id: str) -> store.Sanction:
    """One sanction of a dossier.

    :raises NotFound: if the dossier has no such sanction
    """
    row = session.get(store.Sanction, sanction_id)
    if row is None or row.absence_number != absence_number:
        raise NotFound("sanction.not_found", "Deze sanctie bestaat niet.")
    return row
