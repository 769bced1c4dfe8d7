"""Mails about steps, and escalation to the casemanager: the daily job, its events and what stops it."""
import re
from datetime import date, timedelta
from typing import Any

import pytest

from services.casework.domain.plan.protocol import protocol
from services.casework.domain.plan.reminders import reminder_rules
from services.casework.tests.api.test_dossiers_api import REPORT, complete
from services.casework.tests.conftest import BRAM, CASEMANAGER, CONSULTANT, DOCTOR
from shared.events.mail import Occasion, RecipientKind, StepsReminded
from shared.kernel.vocabulary import LeaveKind
from shared.testing.service import EMPLOYER, Service

NEW_ON, SOON_ON, LAST_ON = date(2026, 3, 29), date(2026, 4, 22), date(2026, 4, 26)
"""Of the action plan of the case that began on 2 March 2026: 28 days and 3 working days before D(56), a Sunday."""

PLAN = "Plan van aanpak"


def mails_on(casework: Service, day: date) -> list[StepsReminded]:
    """What the jobs of a day publish; run again on the same day they publish nothing more."""
    casework.set_today(day)
    casework.forget_published()
    casework.run_jobs(day)
    casework.run_jobs(day)
    return casework.published(StepsReminded)


def about(mails: list[StepsReminded], title: str, recipient: str = EMPLOYER) -> list[Occasion]:
    """On which occasions the mails to a recipient name a step of the case."""
    return [step.occasion for mail in mails if mail.recipient_id == recipient for step in mail.steps
            if (step.title, step.absence_number) == (title, "V-2026-000001")]


class TestReminder:
    @pytest.mark.requirement("R-024")
    @pytest.mark.parametrize(("day", "occasions", "told"), [
        (NEW_ON - timedelta(days=1), [], []),
        (NEW_ON, [Occasion.NEW], []),
        (SOON_ON - timedelta(days=1), [Occasion.NEW], []),
        (SOON_ON, [Occasion.SOON], []),
        (LAST_ON, [Occasion.SOON], []),
        (LAST_ON + timedelta(days=1), [Occasion.LATE], []),
        (LAST_ON + timedelta(days=7), [Occasion.LATE], []),
        (LAST_ON + timedelta(days=8), [Occasion.LATE], [Occasion.ESCALATED]),
    ], ids=["before", "at hand", "a day early", "three working days before", "the last day", "first day late", "a week late",
            "again, with the casemanager told"])
    def test_is_sent_on_the_days_of_the_rule_file(self, casework: Service, sick: str, day: date, occasions: list[Occasion],
                                                  told: list[Occasion]) -> None:
        mails = mails_on(casework, day)

        assert about(mails, PLAN) == occasions
        assert about(mails, PLAN, CASEMANAGER) == told

    @pytest.mark.requirement("R-024")
    def test_is_sent_once_and_late_ones_weekly(self, casework: Service, sick: str) -> None:
        days = [SOON_ON, *(LAST_ON + timedelta(days=after) for after in (0, 1, 2, 7, 8, 9, 15))]

        sent = {day: about(mails_on(casework, day), PLAN) for day in days}

        assert [day for day, occasions in sent.items() if occasions] == [
            SOON_ON, *(LAST_ON + timedelta(days=after) for after in (1, 8, 15))]

    def test_names_all_steps_of_a_recipient_in_one_mail_without_the_employee(self, casework: Service, story: Any,
                                                                            sick: str) -> None:
        story.sick("V-2026-000002", date(2026, 3, 2), employee_id=BRAM)

        mails = mails_on(casework, LAST_ON + timedelta(days=1))

        own = [mail for mail in mails if mail.recipient_id == EMPLOYER]
        assert [mail.recipient for mail in own] == [RecipientKind.EMPLOYER]
        assert [(step.absence_number, step.due_on) for step in own[0].steps if step.title == PLAN] == [
            (sick, LAST_ON), ("V-2026-000002", LAST_ON)]

    @pytest.mark.parametrize(("title", "recipient"), [
        ("Contact door de verzuimconsultant", CONSULTANT), ("Probleemanalyse", DOCTOR.account_id),
        ("Hulp bij het plan van aanpak", CASEMANAGER)])
    def test_goes_to_who_of_staff_must_do_the_step(self, casework: Service, sick: str, title: str, recipient: str) -> None:
        mails = mails_on(casework, date(2026, 4, 10))

        assert {mail.recipient_id for mail in mails if any(step.title == title for step in mail.steps)} >= {recipient}
        assert about(mails, title) == []

    def test_goes_to_the_casemanager_if_nobody_is_assigned(self, casework: Service, story: Any, sick: str) -> None:
        story.withdraw(CONSULTANT)

        mails = mails_on(casework, date(2026, 4, 10))

        assert about(mails, "Probleemanalyse", CASEMANAGER) == [Occasion.SOON]

    def test_says_nothing_about_health_whatever_the_step(self) -> None:
        titles = [kind.in_mails.lower() for kind in protocol().kinds.values() if kind.nature in reminder_rules().by_nature]

        assert [title for title in titles if re.search("ziek|verzuimd|herstel|vangnet|%", title)] == []


class TestReminderAfterAChange:
    @pytest.mark.requirement("R-024")
    @pytest.mark.parametrize("change", ["done", "recovered", "withdrawn"])
    def test_is_not_sent_for_a_step_that_is_over(self, casework: Service, story: Any, sick: str, change: str) -> None:
        mails_on(casework, SOON_ON)
        casework.set_today(SOON_ON)
        if change == "done":
            complete(casework, sick, "M04", "2026-04-22", roles=(), rights=REPORT)
            complete(casework, sick, "M04", "2026-04-22", roles=("casemanager",))
        elif change == "recovered":
            story.recover(sick, SOON_ON)
        else:
            story.cancel(sick)

        assert about(mails_on(casework, LAST_ON + timedelta(days=1)), PLAN) == []

    def test_starts_anew_for_a_day_that_moved(self, casework: Service, story: Any, sick: str) -> None:
        mails_on(casework, SOON_ON)
        story.leave(LeaveKind.MATERNITY, date(2026, 4, 1), date(2026, 4, 20))

        moved = LAST_ON + timedelta(days=20)

        assert about(mails_on(casework, moved - timedelta(days=28)), PLAN) == [Occasion.NEW]

    @pytest.mark.requirement("R-024")
    def test_waits_for_the_end_of_an_approved_vacation(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 4, 1))
        asked = casework.post(f"/v1/dossiers/{sick}/vacations", {
            "start": "2026-04-20", "end": "2026-05-03", "consent_on": "2026-04-01"}, rights=REPORT)
        assert asked.json["status"] == "APPROVED", asked.text

        during = [about(mails_on(casework, day), PLAN) for day in (SOON_ON, LAST_ON + timedelta(days=1))]
        after = about(mails_on(casework, date(2026, 5, 4)), PLAN)

        assert (during, after) == ([[], []], [Occasion.SOON])


class TestReminderAfterDaysWithoutARun:
    @pytest.mark.requirement("R-024")
    def test_is_the_latest_one_only(self, casework: Service, sick: str) -> None:
        mails_on(casework, date(2026, 3, 3))

        assert about(mails_on(casework, LAST_ON + timedelta(days=30)), PLAN) == [Occasion.LATE]


class TestEscalation:
    @pytest.mark.requirement("R-024")
    def test_stands_in_the_caseload_of_the_casemanager_with_the_mails(self, casework: Service, sick: str) -> None:
        for after in (1, 8):
            mails_on(casework, LAST_ON + timedelta(days=after))

        body = casework.get("/v1/caseload?escalated=true&limit=100", roles=("casemanager",)).json

        (row,) = [one for one in body["items"] if (one["code"], one["absence_number"]) == ("M04", sick)]
        assert row["reminded"] == {"times": 2, "last_on": "2026-05-04", "escalated_on": "2026-05-04"}
        assert body["escalated"] == len(body["items"])

    def test_ends_when_the_step_is_done(self, casework: Service, sick: str) -> None:
        mails_on(casework, LAST_ON + timedelta(days=8))
        complete(casework, sick, "M04", "2026-05-04", roles=(), rights=REPORT)
        complete(casework, sick, "M04", "2026-05-04", roles=("casemanager",))

        items = casework.get("/v1/caseload?escalated=true&limit=100", roles=("casemanager",)).json["items"]

        assert [row for row in items if (row["code"], row["absence_number"]) == ("M04", sick)] == []

    @pytest.mark.requirement("R-024")
    def test_keeps_a_duty_that_outlives_the_dossier(self, casework: Service, story: Any, sick: str) -> None:
        story.leave_service(sick, date(2026, 3, 31))
        mails_on(casework, date(2026, 4, 8))

        items = casework.get("/v1/caseload?escalated=true&limit=100", roles=("casemanager",)).json["items"]

        assert [row["title"] for row in items if row["code"] == "M23"] == ["Ziek uit dienst melden bij UWV"]

    def test_of_another_casemanager_is_not_shown(self, casework: Service, story: Any, sick: str) -> None:
        story.staff("casemanager-9", "casemanager")
        mails_on(casework, LAST_ON + timedelta(days=8))

        body = casework.get("/v1/caseload?escalated=true", roles=("casemanager",), account_id="casemanager-9").json

        assert (body["items"], body["escalated"]) == ([], 0)

    def test_query_with_another_value_is_refused(self, casework: Service) -> None:
        assert casework.get("/v1/caseload?escalated=ja", roles=("casemanager",)).status_code == 422
