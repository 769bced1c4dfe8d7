"""Builds the snapshot of a dossier for a reader that missed events."""
from services.casework import publishing, store
from services.casework.store.costs import list_accepted
from services.casework.store.measures import list_sanctions, list_wage_sanctions
from services.casework.store.second_track.tracks import list_placements_of
from services.casework.store.staff.reach import find_assignment
from shared.db.session import Session
from shared.events.casework import DossierSnapshot


def restate_dossier(session: Session, absence_number: str) -> DossierSnapshot | None:
    """Return the snapshot of a dossier, or None if it does not exist; the source of a threat is not stored."""
    dossier = session.get(store.Dossier, absence_number)
    if dossier is None:
        return None
    return publishing.dossier_snapshot(
        dossier, find_assignment(session, dossier.employer_id, session.clock.today()),
        list_sanctions(session, [absence_number]), list_wage_sanctions(session, [absence_number]),
        list_placements_of(session, absence_number), list_accepted(session, absence_number))
