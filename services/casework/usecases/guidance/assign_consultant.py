"""Assign another consultant to an employer, or the first one, also from another region (R-030)."""
from datetime import timedelta

from services.casework import store
from services.casework.store.staff.delegations import is_active
from services.casework.store.staff.reach import find_assignment, list_assignments, lock_assignments
from shared.db.session import Session
from shared.kernel.ids import new_id
from shared.kernel.refusals import NotFound, RuleViolated, ensure_version


def assign_consultant(session: Session, *, employer_id: str, consultant_id: str,
                      version: int | None = None) -> store.Assignment:
    """Assign a consultant from today, beside the present casemanager and later ones.

    :param version: how many assignments the actor knew of; None not to check
    :raises Stale: if there are more since
    :raises NotFound: ``employer.not_found``
    :raises RuleViolated: ``consultant.inactive`` if the account is no consultant in use under a company doctor (R-027),
        ``consultant.is_casemanager`` if the consultant would be the employer's casemanager too (§7.5)
    """
    lock_assignments(session)
    known, today = list_assignments(session, employer_id), session.clock.today()
    present = find_assignment(session, employer_id, today)
    if present is None:
        raise NotFound("employer.not_found", "Dit bedrijf bestaat niet.")
    ensure_version(version, len(known))
    if not is_active(session, consultant_id):
        raise RuleViolated("consultant.inactive", "Deze consultant werkt niet onder een bedrijfsarts.", field="consultant_id")
    if any(row.casemanager_id == consultant_id for row in known if row.valid_until is None or row.valid_until >= today):
        raise RuleViolated("consultant.is_casemanager", "De casemanager van het bedrijf kan niet ook de consultant zijn.",
                           field="consultant_id")
    if present.valid_from < today and present.consultant_id != consultant_id:
        present = _split(session, present)
    for row in (present, *(row for row in known if row.valid_from > today)):
        row.consultant_id = consultant_id
    session.flush()
    return present


def _split(session: Session, present: store.Assignment) -> store.Assignment:
    """End an assignment yesterday and continue it as another one from today."""
    today, until = session.clock.today(), present.valid_until
    present.valid_until = today - timedelta(days=1)
    session.flush()
    row = store.Assignment(assignment_id=new_id(), employer_id=present.employer_id, casemanager_id=present.casemanager_id,
                           consultant_id=None, valid_from=today, valid_until=until)
    session.add(row)
    return row
