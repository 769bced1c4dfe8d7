"""Assignment of casemanagers, and events published by casework's daily jobs."""
from datetime import date
from typing import Any

import pytest

from shared.events.casework import CaseOpened, LongTermThreatSet, ThreatSource, VraNoticeRaised
from shared.kernel.vocabulary import NoticeKind, RecoveryBasis
from shared.testing.service import EMPLOYER, Service

MANAGER = ("casemanager",)


def guide_of(casework: Service, number: str) -> tuple[str, str | None]:
    """Casemanager and consultant in the dossier."""
    body = casework.get(f"/v1/dossiers/{number}", rights=("SICK_REPORTS",)).json or {}
    return body["casemanager"]["account_id"], body["consultant"] and body["consultant"]["account_id"]


class TestGuiding:
    @pytest.mark.requirement("R-023")
    def test_gives_all_cases_of_an_employer_to_one_casemanager(self, casework: Service, story: Any) -> None:
        story.staff("casemanager-2", "casemanager")
        story.sick("V-2026-000001", date(2026, 3, 2))
        story.sick("V-2026-000002", date(2026, 3, 2), employee_id="employee-bram")

        assert {event.casemanager_id for event in casework.published(CaseOpened)} == {"account-1"}
        assert guide_of(casework, "V-2026-000001") == ("account-1", "consultant-1")

    def test_gives_a_new_employer_to_whoever_has_the_fewest(self, casework: Service, story: Any) -> None:
        story.staff("casemanager-2", "casemanager")
        story.policy("employer-3")
        story.sick("V-2026-000003", date(2026, 3, 2), employee_id="somebody", employer_id="employer-3")

        assert casework.published(CaseOpened)[0].casemanager_id == "casemanager-2"

    @pytest.mark.requirement("R-023")
    @pytest.mark.parametrize(("day", "status"), [("2026-03-02", 409), ("2026-03-03", 201)],
                             ids=["a date that has one", "the next day"])
    def test_hands_over_from_a_date_that_has_no_other(self, casework: Service, story: Any, day: str, status: int) -> None:
        story.staff("casemanager-2", "casemanager")

        answer = casework.post(f"/v1/employers/{EMPLOYER}/casemanager-assignments",
                               {"casemanager_id": "casemanager-2", "valid_from": day}, roles=MANAGER)

        assert answer.status_code == status, answer.text

    @pytest.mark.requirement("R-023")
    def test_hands_over_every_case_with_the_employer(self, casework: Service, story: Any, sick: str) -> None:
        story.staff("casemanager-2", "casemanager")
        casework.post(f"/v1/employers/{EMPLOYER}/casemanager-assignments",
                      {"casemanager_id": "casemanager-2", "valid_from": "2026-03-09"}, roles=MANAGER)

        before = guide_of(casework, sick)[0]
        casework.set_today(date(2026, 3, 9))

        assert (before, guide_of(casework, sick)[0]) == ("account-1", "casemanager-2")

    def test_announces_a_dossier_once_there_is_a_casemanager(self, casework: Service, empty_story: Any) -> None:
        empty_story.sick("V-2026-000001", date(2026, 3, 2))
        waiting = casework.published(CaseOpened)

        empty_story.staff("account-1", "casemanager")
        empty_story.staff("consultant-1", "absence_consultant")
        empty_story.delegate("consultant-1")

        assert waiting == []
        assert [event.casemanager_id for event in casework.published(CaseOpened)] == ["account-1"]
        assert guide_of(casework, "V-2026-000001") == ("account-1", "consultant-1")


class TestLongTermThreat:
    @pytest.mark.requirement("R-056")
    @pytest.mark.parametrize(("through", "since"), [(date(2026, 4, 11), None), (date(2026, 4, 12), date(2026, 4, 12))],
                             ids=["day 41", "day 42"])
    def test_is_set_on_the_42nd_sick_day(self, casework: Service, sick: str, through: date, since: date | None) -> None:
        casework.run_jobs(through)

        threats = {event.absence_number: event.since for event in casework.published(LongTermThreatSet)}
        assert threats.get(sick) == since

    @pytest.mark.requirement("R-056")
    def test_is_set_once_for_a_case_of_two_absences(self, casework: Service, story: Any) -> None:
        first = story.sick("V-2026-000001", date(2026, 1, 5))
        casework.run_jobs(date(2026, 3, 5))
        story.recover(first, date(2026, 3, 6))
        story.sick("V-2026-000002", date(2026, 3, 20), composite=(first, date(2026, 1, 5)))
        casework.run_jobs(date(2026, 3, 25))

        threats = [event for event in casework.published(LongTermThreatSet) if event.employee_id == "employee-anna"]
        assert [(event.absence_number, event.since, event.source) for event in threats] == [
            (first, date(2026, 2, 15), ThreatSource.AUTOMATIC)]

    @pytest.mark.requirement("R-056")
    def test_is_set_earlier_by_a_doctors_judgement(self, casework: Service, sick: str) -> None:
        answer = casework.post(f"/v1/dossiers/{sick}/long-term-threat", roles=("company_doctor",))
        casework.run_jobs(date(2026, 4, 14))

        assert answer.status_code == 201, answer.text
        threats = [event for event in casework.published(LongTermThreatSet) if event.absence_number == sick]
        assert [(event.since, event.source) for event in threats] == [(date(2026, 3, 2), ThreatSource.DOCTOR)]


class TestTellingVra:
    @pytest.mark.parametrize(("through", "count"), [(date(2026, 3, 20), 0), (date(2026, 3, 21), 1), (date(2026, 3, 25), 1)],
                             ids=["14 days overdue", "15 days overdue", "later"])
    def test_of_a_milestone_more_than_fourteen_days_overdue_once(self, casework: Service, sick: str, through: date,
                                                                 count: int) -> None:
        casework.run_jobs(through)

        notices = [n for n in casework.published(VraNoticeRaised) if n.absence_number == sick]
        assert [n.kind for n in notices] == [NoticeKind.STAGNATION] * count

    @pytest.mark.requirement("R-060")
    def test_of_a_wage_value_once(self, casework: Service, story: Any, sick: str) -> None:
        story.mutate(sick, date(2026, 3, 16), pct="40", basis=RecoveryBasis.WAGE_VALUE)
        story.correct(sick, labour_conflict=True)

        assert [n.kind for n in casework.published(VraNoticeRaised)] == [NoticeKind.WAGE_VALUE]

    def test_of_no_other_recovery(self, casework: Service, story: Any, sick: str) -> None:
        story.mutate(sick, date(2026, 3, 16), pct="40", basis=RecoveryBasis.OWN_WORK_HOURS)

        assert casework.published(VraNoticeRaised) == []
