"""Labour conflicts over HTTP: verdicts, work demanded, mediation, outcome and postponement."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.documents.document_steps import add
from services.casework.tests.api.sanctions.sanction_steps import REPORT, impose, talk, warn
from services.casework.tests.conftest import Story
from shared.testing.service import Service

DOCTOR = {"roles": ("company_doctor",), "account_id": "doctor-1"}
MANAGER = {"roles": ("casemanager",)}
EMPLOYER = {"rights": REPORT}
DAY = "2026-05-11"


@pytest.fixture
def conflict(casework: Service, story: Story) -> str:
    """A case with a labour conflict on Monday 11 May 2026, whose employer has a doctor."""
    story.staff("doctor-1", "company_doctor")
    number = story.sick("V-2026-000001", date(2026, 3, 2), labour_conflict=True)
    casework.set_today(date(2026, 5, 11))
    return number


def act(casework: Service, number: str, what: str, who: dict[str, Any], **body: Any) -> Any:
    """A step; the status and the code of a refusal."""
    answer = casework.post(f"/v1/dossiers/{number}/{what}", body, **who)
    return answer.status_code, answer.json.get("code")


def shown(casework: Service, number: str) -> Any:
    """The conflict and its steps as the employer sees them."""
    return casework.get(f"/v1/dossiers/{number}/escalation", **EMPLOYER).json


def statement(casework: Service, number: str, kind: str = "CONFLICT_POSTPONEMENT") -> str:
    """A document of the company doctor; returns its id."""
    kept = add(casework, number, kind, dated_on=DAY, **DOCTOR)
    assert kept.status_code == 201, kept.text
    return str(kept.json["document_id"])


class TestSummons:
    @pytest.mark.requirement("R-102")
    def test_follows_a_request_after_a_verdict_without_limitations(self, casework: Service, conflict: str) -> None:
        def summon() -> Any:
            return act(casework, conflict, "summonses", EMPLOYER, made_on=DAY)

        answers = [summon(), act(casework, conflict, "verdicts", DOCTOR, verdict="ILL", given_on=DAY), summon(),
                   act(casework, conflict, "verdicts", DOCTOR, verdict="NO_LIMITATIONS", given_on=DAY), summon(),
                   act(casework, conflict, "work-requests", EMPLOYER, made_on=DAY), summon()]

        basis, first = (422, "summons.no_medical_basis"), (422, "summons.request_first")
        assert answers == [basis, (201, None), basis, (201, None), first, (201, None), (201, None)]
        assert [row["kind"] for row in shown(casework, conflict)["steps"]] == ["WORK_REQUESTED", "SUMMONED"]

    @pytest.mark.requirement("R-102")
    def test_follows_the_verdict_that_there_is_no_illness_too(self, casework: Service, conflict: str) -> None:
        act(casework, conflict, "verdicts", DOCTOR, verdict="NOT_ILL", given_on=DAY)
        act(casework, conflict, "work-requests", EMPLOYER, made_on=DAY)

        assert act(casework, conflict, "summonses", EMPLOYER, made_on=DAY) == (201, None)
        assert act(casework, conflict, "verdicts", DOCTOR, verdict="TIRED", given_on=DAY)[0] == 422
        assert act(casework, conflict, "verdicts", MANAGER, verdict="NOT_ILL", given_on=DAY) == (403, "right.missing")

    @pytest.mark.requirement("R-103")
    def test_that_is_ignored_leads_over_warnings_to_a_sanction(self, casework: Service, conflict: str) -> None:
        def sanction() -> Any:
            answer = impose(casework, conflict, ground="SUMMONS_IGNORED")
            return answer.status_code, answer.json.get("code")

        answers = [sanction()]
        act(casework, conflict, "verdicts", DOCTOR, verdict="NO_LIMITATIONS", given_on="2026-05-01")
        for what in ("work-requests", "summonses"):
            act(casework, conflict, what, EMPLOYER, made_on="2026-05-04")
        answers.append(sanction())
        for day in ("2026-05-06", "2026-05-08"):
            warn(casework, conflict, day)
            answers.append(sanction())

        assert answers == [(422, "sanction.refusal_required"), (422, "sanction.warning_required"),
                           (422, "sanction.insufficient_warnings"), (201, None)]


class TestConflict:
    @pytest.mark.requirement("R-104")
    def test_with_sickness_has_both_tracks(self, casework: Service, conflict: str) -> None:
        act(casework, conflict, "verdicts", DOCTOR, verdict="ILL", given_on=DAY)
        ill = shown(casework, conflict)
        act(casework, conflict, "verdicts", DOCTOR, verdict="NOT_ILL", given_on=DAY)

        assert (ill["conflict"]["status"], ill["tracks"]) == ("REGISTERED", ["RECOVERY", "CONFLICT_RESOLUTION"])
        assert shown(casework, conflict)["tracks"] == ["CONFLICT_RESOLUTION"]

    @pytest.mark.requirement("R-091")
    def test_gets_a_mediator_on_request_whom_the_casemanager_assigns(self, casework: Service, conflict: str) -> None:
        request = [act(casework, conflict, "conflict/mediator-request", EMPLOYER) for _ in range(2)]
        asked = shown(casework, conflict)["conflict"]
        by_employer = act(casework, conflict, "conflict/mediation", EMPLOYER, mediator="M. Bakker", started_on=DAY)
        nobody = act(casework, conflict, "conflict/mediation", MANAGER, mediator="", started_on=DAY)
        assigned = act(casework, conflict, "conflict/mediation", MANAGER, mediator="M. Bakker", started_on=DAY)

        assert request == [(201, None), (409, "conflict.wrong_state")]
        assert (asked["status"], asked["mediator_requested_on"]) == ("REGISTERED", DAY)
        assert (by_employer, nobody[0], assigned) == ((403, "right.missing"), 422, (201, None))
        found = shown(casework, conflict)
        assert (found["conflict"]["status"], found["conflict"]["mediator_requested_on"]) == ("MEDIATION", None)
        assert found["steps"][-1]["mediator"] == "M. Bakker"

    @pytest.mark.requirement("R-105")
    def test_is_mediated_at_once_within_five_working_days_of_the_advice(self, casework: Service, conflict: str) -> None:
        act(casework, conflict, "advices", DOCTOR, kind="MEDIATION", due_on="2026-06-01")
        act(casework, conflict, "verdicts", DOCTOR, verdict="ILL", given_on=DAY)
        advised = shown(casework, conflict)

        started = act(casework, conflict, "conflict/mediation", MANAGER, mediator="M. Bakker", started_on=DAY)

        assert (advised["mediation_due_on"], advised["tracks"][0]) == ("2026-05-19", "RECOVERY")
        assert started == (201, None)
        assert shown(casework, conflict)["mediation_due_on"] is None

    @pytest.mark.requirement("R-106")
    @pytest.mark.parametrize("outcome", ["CONTINUE_TOGETHER", "PART_WAYS"])
    def test_ends_in_one_of_two_ways(self, casework: Service, conflict: str, outcome: str) -> None:
        def end(who: dict[str, Any] = MANAGER, chosen: str | None = outcome) -> Any:
            return act(casework, conflict, "conflict/resolution", who, outcome=chosen, resolved_on=DAY)

        early = end()
        talk(casework, conflict, DAY, refused=True)
        refused = end()
        talk(casework, conflict, DAY)

        assert (early, refused) == ((409, "conflict.wrong_state"), (409, "conflict.wrong_state"))
        assert (end(chosen="FIGHT_ON")[0], end(chosen=None)) == (422, (422, "conflict.outcome_required"))
        assert (end(EMPLOYER), end(), end()) == ((403, "right.missing"), (201, None), (409, "conflict.wrong_state"))
        assert shown(casework, conflict)["conflict"] == {"status": "RESOLVED", "outcome": outcome, "mediator_requested_on": None}

    @pytest.mark.requirement("R-107")
    def test_is_postponed_on_a_company_doctors_paper_alone(self, casework: Service, conflict: str) -> None:
        def postpone(document_id: str | None, who: dict[str, Any] = DOCTOR) -> Any:
            return act(casework, conflict, "conflict/postponement", who, document_id=document_id)

        papers = [None, statement(casework, conflict, "DOCTOR_REVIEW")]
        refused = [postpone(paper) for paper in papers]
        unknown, by_manager = postpone("nothing"), postpone(None, MANAGER)
        statement_id = statement(casework, conflict)

        assert refused == [(422, "conflict.postponement_not_documented")] * 2
        assert (unknown, by_manager) == ((404, "document.not_found"), (403, "right.missing"))
        assert (postpone(statement_id), postpone(statement_id)) == ((201, None), (409, "conflict.wrong_state"))
        assert shown(casework, conflict)["conflict"]["status"] == "POSTPONED"
        talk(casework, conflict, DAY)
        assert shown(casework, conflict)["conflict"]["status"] == "TALK"

    def test_is_none_where_the_report_tells_of_none(self, casework: Service, story: Story, sick: str) -> None:
        assert act(casework, sick, "conflict/mediator-request", EMPLOYER) == (409, "conflict.not_registered")
        assert (shown(casework, sick)["conflict"], shown(casework, sick)["tracks"]) == (None, ["RECOVERY"])

        story.correct(sick, labour_conflict=True)

        assert act(casework, sick, "conflict/mediator-request", EMPLOYER) == (201, None)
