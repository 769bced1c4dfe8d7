"""A new casemanager and a new dossier come at the same moment, to two workers: neither may miss the other."""
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from services.casework.tests.conftest import ANNA, CASEMANAGER, CONSULTANT
from services.casework.usecases.dossiers.keep_absence import keep_absence
from services.casework.usecases.guidance.keep_staff import keep_staff
from shared.events.absence import AbsenceState, SickReportFiled
from shared.events.casework import CaseOpened
from shared.events.identity import AccountCreated, AccountKind
from shared.kernel.clock import noon
from shared.kernel.vocabulary import AbsenceStatus
from shared.testing.service import EMPLOYER

FIRST_SICK_DAY = date(2026, 3, 2)
HIRED = AccountCreated(account_id=CASEMANAGER, kind=AccountKind.STAFF, rights=(), roles=("casemanager",))


def filed(number: str) -> SickReportFiled:
    """A report of today."""
    state = AbsenceState(
        absence_number=number, sequence=1, status=AbsenceStatus.REPORTED, first_sick_day=FIRST_SICK_DAY,
        reported_on=FIRST_SICK_DAY, composite_id=number, composite_first_sick_day=FIRST_SICK_DAY, employee_version=1)
    return SickReportFiled(employee_id=ANNA, employer_id=EMPLOYER, policy_number="P-1", absence=state,
                           reported_at=noon(FIRST_SICK_DAY), late=False, days_late=0)


def run_without_waiting(casework, use_case, event) -> None:
    """In a second transaction, which gives up at a lock."""
    with casework.database.transaction() as session:
        session.execute(text("SET LOCAL lock_timeout = '50ms'"))
        use_case(session, event=event)


class TestFirstCasemanagerAndDossier:
    @pytest.mark.parametrize(("first", "then"), [
        ((keep_absence, filed("V-1")), (keep_staff, HIRED)), ((keep_staff, HIRED), (keep_absence, filed("V-1"))),
    ], ids=["a dossier, then the casemanager", "the casemanager, then a dossier"])
    def test_go_one_after_the_other_and_the_dossier_is_announced(self, casework, first, then):
        (use_case, event), (other, later) = first, then
        with casework.database.transaction() as session:
            use_case(session, event=event)

            with pytest.raises(OperationalError, match="LockNotAvailable"):
                run_without_waiting(casework, other, later)

        casework.run(other, event=later)

        assert [opened.casemanager_id for opened in casework.published(CaseOpened)] == [CASEMANAGER]


class TestDossiersOfAnEmployerWithATeam:
    def test_do_not_wait_for_each_other(self, casework):
        for account, role in ((CASEMANAGER, "casemanager"), (CONSULTANT, "absence_consultant")):
            casework.deliver(AccountCreated(account_id=account, kind=AccountKind.STAFF, rights=(), roles=(role,)))
        casework.deliver(filed("V-0"))

        with casework.database.transaction() as session:
            keep_absence(session, event=filed("V-1"))

            run_without_waiting(casework, keep_absence, filed("V-2"))

        assert len(casework.published(CaseOpened)) == 3
