"""The dossier shows what claims decided on the gatekeeper guarantee (E38), so it has a new version."""
from services.casework import store
from services.casework.store.dossiers import lock_dossiers_of, raise_versions
from shared.db.session import Session


def show_decision(session: Session, *, sanction_id: str) -> None:
    """Raise the versions of the dossiers that show a wage sanction."""
    sanction = session.get_one(store.WageSanction, sanction_id)
    dossier = session.get_one(store.Dossier, sanction.absence_number)
    raise_versions(lock_dossiers_of(session, dossier.employee_id))
