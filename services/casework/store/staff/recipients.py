"""Who of staff is mailed about the steps of a party (R-024)."""
from collections.abc import Sequence
from datetime import date

from services.casework.domain.guidance.reach import StaffingRole
from services.casework.domain.plan.milestone import Party
from services.casework.store.copies import list_staff_in_use
from services.casework.store.staff.delegations import find_delegation
from services.casework.store.staff.reach import find_assignment, list_present_staffing
from services.casework.store.staff.stand_ins import find_stand_ins
from shared.db.session import Session

ASSIGNED = {Party.COMPANY_DOCTOR: StaffingRole.COMPANY_DOCTOR, Party.LABOUR_EXPERT: StaffingRole.LABOUR_EXPERT}


def list_recipients(session: Session, party: Party, *, employer_id: str, case_number: str, day: date) -> Sequence[str]:
    """Return the accounts in use of a party that guide the case on a day, stand-ins instead of whom they replace.

    Without an assigned doctor it is the doctor under whom the consultant works.
    """
    accounts = _fixed(session, party, employer_id, case_number, day)
    replaced = {absent: row.account_id for absent, row in find_stand_ins(session, accounts, day).items()}
    meant = dict.fromkeys(replaced.get(account, account) for account in accounts)
    in_use = list_staff_in_use(session, meant)
    return [account for account in meant if account in in_use]


def _fixed(session: Session, party: Party, employer_id: str, case_number: str, day: date) -> list[str]:
    team = find_assignment(session, employer_id, day)
    consultant = team.consultant_id if team else None
    if party is Party.CASEMANAGER:
        return [team.casemanager_id] if team else []
    if party is Party.ABSENCE_CONSULTANT:
        return [consultant] if consultant else []
    rows = list_present_staffing(session, employer_id, case_number=case_number, roles=[ASSIGNED[party]], day=day)
    if rows or party is not Party.COMPANY_DOCTOR or consultant is None:
        return [row.account_id for row in rows]
    delegation = find_delegation(session, consultant)
    return [delegation.doctor_id] if delegation else []
