"""Whom the consultant calls at an employer."""
from services.casework import store
from services.casework.store.staff.reach import reaches_employer
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


def get_employer_contact(session: Session, *, actor: Actor, employer_id: str) -> tuple[store.EmployerContact | None, int]:
    """The person with the number, None if nobody recorded one, and the version.

    :raises NotFound: ``employer.not_found`` for an employer of others
    """
    if not reaches_employer(session, actor, employer_id):
        raise NotFound("employer.not_found", "Dit bedrijf bestaat niet.")
    row = session.get(store.EmployerContact, employer_id)
    return row, row.version if row else 0
