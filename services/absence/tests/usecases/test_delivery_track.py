"""The delivery track of a report, set in absence's rows by copied events."""
from datetime import date

import pytest

from services.absence import store
from services.absence.tests.conftest import HR, policy
from services.absence.usecases.absences.report_sick import SickReport, report_sick
from shared.events.casework import CaseOpened
from shared.events.claims import ClaimOpened, ClaimRejected
from shared.kernel.vocabulary import ThirdParty

TODAY = date(2026, 3, 2)


@pytest.fixture
def number(absence, anna) -> str:
    """The number of an absence reported today."""
    command = SickReport(employee_id=anna, first_sick_day=TODAY, data_checked=True, third_party=ThirdParty.NO)
    return str(absence.run(report_sick, actor=HR, command=command).absence.absence_number)


def about(number: str, employee_id: str) -> dict[str, str]:
    """The common fields of events about a report."""
    return {"absence_number": number, "employee_id": employee_id, "employer_id": "employer-1"}


def track(absence, number):
    """Dossier opened on, claim opened on, reason of rejection."""
    row = absence.query(lambda session: session.get(store.Absence, number))
    return row.dossier_opened_on, row.claim_opened_on, row.claim_rejected_because


class TestDeliveryTrack:
    def test_notes_when_dossier_and_claim_were_opened(self, absence, anna, number):
        absence.deliver(
            CaseOpened(**about(number, anna), opened_on=TODAY, casemanager_id="s-1", contact_due_on=date(2026, 3, 9)),
            ClaimOpened(**about(number, anna), opened_on=TODAY))

        assert track(absence, number) == (TODAY, TODAY, None)

    def test_follows_the_last_word_about_the_claim(self, absence, anna, number):
        absence.deliver(
            ClaimRejected(**about(number, anna), reason="COVER_SUSPENDED"),
            ClaimOpened(**about(number, anna), opened_on=TODAY))
        opened = track(absence, number)

        absence.deliver(ClaimRejected(**about(number, anna), reason="COVER_SUSPENDED"))

        assert [opened, track(absence, number)] == [(None, TODAY, None), (None, None, "COVER_SUSPENDED")]

    def test_leaves_other_absences_as_they_are(self, absence, anna, number):
        absence.deliver(ClaimOpened(**about("V-2026-999999", anna), opened_on=TODAY))

        assert track(absence, number) == (None, None, None)


class TestPolicy:
    def test_stays_at_its_newest_version(self, absence, anna):
        older = policy()

        absence.deliver(policy(version=3, company_name="De Korenaar BV"), older)

        kept = absence.query(lambda session: session.get(store.Policy, "P-1"))
        assert (kept.version, kept.company_name) == (3, "De Korenaar BV")
