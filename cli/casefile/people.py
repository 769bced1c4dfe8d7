"""Who acts for a party or a role that a case file names."""
EMPLOYERS = ("employer", "employer_and_employee")
"""For whom the employer's main contact acts."""
STAFF_ROLES = ("absence_consultant", "company_doctor", "labour_expert", "insurer_vra")
"""The roles of staff that act themselves; the casemanager acts for all others, also for the employee."""


def role_of(by: str) -> str | None:
    """The role of staff that acts, None for the employer."""
    if by in EMPLOYERS:
        return None
    return by if by in STAFF_ROLES else "casemanager"
