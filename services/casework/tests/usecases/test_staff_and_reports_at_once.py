"""Two workers handle a new casemanager and a new dossier concurrently: neither may miss the other."""
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from services.casework.subscribers import subscribers
from services.casework.tests.conftest import ANNA, BRAM, CASEMANAGER, CONSULTANT
from shared.db.session import Session
from shared.events.absence import AbsenceState, SickReportFiled
from shared.events.base import Event
from shared.events.casework import CaseOpened
from shared.events.identity import AccountCreated, AccountKind
from shared.kernel.clock import noon
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import AbsenceStatus
from shared.messaging.envelope import Envelope
from shared.testing.service import EMPLOYER

FIRST_SICK_DAY = date(2026, 3, 2)
HIRED = AccountCreated(account_id=CASEMANAGER, kind=AccountKind.STAFF, rights=(), roles=("casemanager",))


def filed(number: str, employee_id: str = ANNA) -> SickReportFiled:
    """A report of today."""
    state = AbsenceState(
        absence_number=number, sequence=1, status=AbsenceStatus.REPORTED, first_sick_day=FIRST_SICK_DAY,
        reported_on=FIRST_SICK_DAY, composite_id=number, composite_first_sick_day=FIRST_SICK_DAY, employee_version=1)
    return SickReportFiled(employee_id=employee_id, employer_id=EMPLOYER, policy_number="P-1", absence=state,
                           reported_at=noon(FIRST_SICK_DAY), late=False, days_late=0)


def take(session: Session, event: Event) -> None:
    """Handle an event in a transaction that stays open."""
    reader = subscribers.find(event.TYPE)
    assert reader is not None
    reader(session, event, Envelope(new_id(), event.TYPE, event.topic(), event.key, datetime.now(UTC), "-", None, "-", "test"))


def run_without_waiting(casework, event) -> None:
    """Run in a second transaction with a short lock timeout."""
    with casework.database.transaction() as session:
        session.execute(text("SET LOCAL lock_timeout = '50ms'"))
        take(session, event)


class TestFirstCasemanagerAndDossier:
    @pytest.mark.parametrize(("first", "then"), [
        (filed("V-1"), HIRED), (HIRED, filed("V-1")),
    ], ids=["a dossier, then the casemanager", "the casemanager, then a dossier"])
    def test_go_one_after_the_other_and_the_dossier_is_announced(self, casework, first, then):
        with casework.database.transaction() as session:
            take(session, first)

            with pytest.raises(OperationalError, match="LockNotAvailable"):
                run_without_waiting(casework, then)

        casework.deliver(then)

        assert [opened.casemanager_id for opened in casework.published(CaseOpened)] == [CASEMANAGER]


class TestDossiersOfAnEmployerWithATeam:
    def test_do_not_wait_for_each_other(self, casework):
        for account, role in ((CASEMANAGER, "casemanager"), (CONSULTANT, "absence_consultant")):
            casework.deliver(AccountCreated(account_id=account, kind=AccountKind.STAFF, rights=(), roles=(role,)))
        casework.deliver(filed("V-0"))

        with casework.database.transaction() as session:
            take(session, filed("V-1"))

            run_without_waiting(casework, filed("V-2", BRAM))

        assert len(casework.published(CaseOpened)) == 3
