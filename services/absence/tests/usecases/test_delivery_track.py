"""The delivery track of a report, set in absence's rows by copied events."""
from datetime import UTC, date, datetime, timedelta

import pytest

from services.absence import store
from services.absence.metrics import report_not_taken_up
from services.absence.tests.conftest import HR, policy
from services.absence.usecases.absences.cancel_report import cancel_report
from services.absence.usecases.absences.report_sick import SickReport, report_sick
from shared.events.casework import CaseOpened
from shared.events.claims import ClaimOpened, ClaimRejected
from shared.kernel.vocabulary import ThirdParty

TODAY = date(2026, 3, 2)
OPENED_AT = datetime(2026, 3, 2, 11, 0, 4, tzinfo=UTC)


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


def opened(number: str, employee_id: str) -> CaseOpened:
    """The event of the opened dossier."""
    return CaseOpened(**about(number, employee_id), opened_on=TODAY, opened_at=OPENED_AT, casemanager_id="s-1",
                      contact_due_on=date(2026, 3, 9))


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


class TestTimes:
    @pytest.mark.requirement("R-004")
    def test_are_shown_with_the_report(self, absence, anna, number):
        absence.deliver(opened(number, anna), ClaimRejected(**about(number, anna), reason="COVER_SUSPENDED", judged_at=OPENED_AT))

        delivery = absence.get(f"/v1/absences/{number}", rights=("SICK_REPORTS",)).json["delivery"]

        assert delivery == {
            "reported_at": "2026-03-02T11:00:00+00:00", "dossier_opened_on": "2026-03-02",
            "dossier_opened_at": "2026-03-02T11:00:04+00:00", "claim_opened_on": None,
            "claim_judged_at": "2026-03-02T11:00:04+00:00", "claim_rejected_because": "COVER_SUSPENDED"}


class TestReportNotTakenUp:
    def test_is_measured_until_the_dossier_is_open(self, absence, anna, number):
        started = absence.clock.now()
        absence.clock.set(started + timedelta(minutes=5))
        waiting = absence.query(report_not_taken_up)

        absence.deliver(opened(number, anna))

        assert (waiting, absence.query(report_not_taken_up)) == (300.0, 0.0)

    def test_does_not_count_a_withdrawn_report(self, absence, anna, number):
        absence.run(cancel_report, actor=HR, absence_number=number, reason="MISTAKE")
        absence.clock.set(absence.clock.now() + timedelta(minutes=5))

        assert absence.query(report_not_taken_up) == 0.0


class TestPolicy:
    def test_stays_at_its_newest_version(self, absence, anna):
        older = policy()

        absence.deliver(policy(version=3, company_name="De Korenaar BV"), older)

        kept = absence.query(lambda session: session.get(store.Policy, "P-1"))
        assert (kept.version, kept.company_name) == (3, "De Korenaar BV")
