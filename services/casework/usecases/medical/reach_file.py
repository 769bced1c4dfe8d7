"""Reach the medical file of a case, and record every reading and every refusal (R-026, R-027, domain.md §7.5 C6)."""
from dataclasses import dataclass

from services.casework import store
from services.casework.domain.guidance.medical import NoMedicalAccess
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import get_dossier
from services.casework.store.staff.delegations import CONSULTANT, DOCTOR, find_delegation
from services.casework.store.staff.reach import find_assignment
from services.casework.usecases.dossiers.note_reading import note_reading
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class MedicalFile:
    """A medical file that the actor reaches.

    :ivar absence_number: of the dossier that was opened
    :ivar numbers: the absences of its case
    :ivar role: the role in which the actor reaches it
    :ivar doctor_id: the responsible doctor: the actor, or whom the actor works under
    """

    absence_number: str
    numbers: tuple[str, ...]
    role: str
    doctor_id: str


def reach_medical_file(session: Session, *, actor: Actor, absence_number: str) -> MedicalFile:
    """Return the file, if the dossier is assigned to the actor or was opened in an emergency.

    :raises NotFound: if there is no such dossier
    :raises NotAssigned: if it is assigned to others
    :raises NoMedicalAccess: for a consultant under no doctor, and for the employer's own casemanager
    """
    dossier = get_dossier(session, absence_number, actor)
    numbers = tuple(load_case(session, absence_number).numbers)
    if DOCTOR in actor.roles:
        return MedicalFile(absence_number, numbers, DOCTOR, actor.account_id)
    delegation = find_delegation(session, actor.account_id)
    team = find_assignment(session, dossier.employer_id, session.clock.today())
    if delegation is None or (team is not None and team.casemanager_id == actor.account_id):
        raise NoMedicalAccess
    return MedicalFile(absence_number, numbers, CONSULTANT, delegation.doctor_id)


def read_medical_file(session: Session, *, actor: Actor, absence_number: str) -> MedicalFile:
    """Return the file as `reach_medical_file` does, after recording the reading."""
    file = reach_medical_file(session, actor=actor, absence_number=absence_number)
    note_reading(session, actor=actor, absence_number=absence_number, part=store.MEDICAL)
    return file

