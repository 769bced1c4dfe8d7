"""Record whom the consultant calls at an employer."""
from dataclasses import dataclass

from services.casework import store
from services.casework.store.staff.reach import reaches_employer
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound, ensure_version


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson:
    """The person and the number to call."""

    name: str
    phone: str


def set_employer_contact(session: Session, *, actor: Actor, employer_id: str, command: ContactPerson,
                         version: int | None = None) -> store.EmployerContact:
    """Record the person, instead of an earlier one.

    :param version: of what the actor read, 0 for nothing; None not to check
    :raises Stale: if it was changed since
    :raises NotFound: ``employer.not_found`` for an employer of others
    """
    if not reaches_employer(session, actor, employer_id):
        raise NotFound("employer.not_found", "Dit bedrijf bestaat niet.")
    row = session.get(store.EmployerContact, employer_id, with_for_update=True)
    if row is None:
        row = store.EmployerContact(employer_id=employer_id, version=0)
        session.add(row)
    ensure_version(version, row.version)
    row.name, row.phone = command.name, command.phone
    row.version, row.recorded_at, row.recorded_by = row.version + 1, session.clock.now(), actor.account_id
    session.flush()
    return row
