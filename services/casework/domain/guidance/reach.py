"""Which cases staff reach: assigned ones, those nobody of their role is assigned to yet, others in an emergency (§7.5)."""
from datetime import datetime, timedelta
from enum import StrEnum

from shared.kernel.refusals import Forbidden

EMERGENCY_HOURS = 8
"""A dossier opened in an emergency stays open for one working day."""


class StaffingRole(StrEnum):
    """Roles that are assigned besides the casemanager and the consultant, to an employer or to one case."""

    COMPANY_DOCTOR = "company_doctor"
    LABOUR_EXPERT = "labour_expert"
    VRA = "insurer_vra"


GUIDES = frozenset({"casemanager", "absence_consultant", *StaffingRole})
"""Roles that reach assigned cases only."""


class EmergencyReason(StrEnum):
    """Why somebody opens a dossier without assignment; a code, because a text could hold medical data."""

    REPLACEMENT = "REPLACEMENT"
    EMPLOYER_ASKED = "EMPLOYER_ASKED"
    EMPLOYEE_ASKED = "EMPLOYEE_ASKED"
    DEADLINE = "DEADLINE"
    COMPLAINT = "COMPLAINT"


class NotAssigned(Forbidden):
    """The dossier is assigned to others; it can be opened with a reason."""

    def __init__(self) -> None:
        super().__init__("dossier.not_assigned", "Dit dossier is niet aan u toegewezen. Moet u er toch in, open het dan met een "
                                                 "reden.")


def emergency_ends(opened_at: datetime) -> datetime:
    """When the access to a dossier that was opened in an emergency ends."""
    return opened_at + timedelta(hours=EMERGENCY_HOURS)
