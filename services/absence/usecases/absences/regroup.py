"""Recompute the composite cases of an employee."""
from services.absence import store
from services.absence.domain.composition import Membership, memberships
from services.absence.publishing import corrected
from shared.db.session import Session
from shared.messaging.outbox import publish


def regroup(session: Session, employee_id: str, *, changed: store.Absence | None) -> dict[str, Membership]:
    """Recompute the composite cases of an employee, and publish a correction for each absence whose case changed.

    :param changed: an absence for which the caller publishes its own event
    :returns: the composite case of each absence, by absence number
    """
    absences = store.list_absences_of(session, employee_id)
    found = memberships([a.spell for a in absences], store.list_maternity_leaves(session, employee_id))
    for absence in absences:
        membership = found[absence.absence_number]
        same = (absence.composite_id, absence.composite_first_sick_day) == (
            membership.composite_id, membership.composite_first_sick_day)
        absence.composite_id = membership.composite_id
        absence.composite_first_sick_day = membership.composite_first_sick_day
        if not same and absence is not changed:
            absence.sequence += 1
            publish(session, corrected(absence, affects_from=absence.first_sick_day))
    return found
