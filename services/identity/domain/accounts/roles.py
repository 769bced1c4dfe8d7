"""Roles of staff and partners (domain.md §10.1), assigned by the platform and not by employers."""
from enum import StrEnum


class StaffRole(StrEnum):
    """Roles of staff; a person has one, because guiding and judging must be separate (note C6 of the access matrix)."""

    INSURER_ACCEPTANCE = "insurer_acceptance"
    INSURER_CLAIMS = "insurer_claims"
    INSURER_VRA = "insurer_vra"
    INSURER_BILLING = "insurer_billing"
    CASEMANAGER = "casemanager"
    ABSENCE_CONSULTANT = "absence_consultant"
    COMPANY_DOCTOR = "company_doctor"
    LABOUR_EXPERT = "labour_expert"
    LEGAL_AID = "legal_aid"
    CAMAS_HELPDESK = "camas_helpdesk"
    PLATFORM_ADMIN = "platform_admin"
