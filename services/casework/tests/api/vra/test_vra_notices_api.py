"""Notices to VRA over HTTP: inform, consult, answer and close."""
from typing import Any

import pytest

from services.casework.tests.api.vra.vra_steps import CASEMANAGER, VRA, code_of, open_in_emergency, vra_case
from shared.events.casework import VraNoticeAnswered, VraNoticeRaised
from shared.testing.service import Service

QUESTION = "Kan de werkgever met deze loonwaarde verder?"


@pytest.fixture(autouse=True)
def adviser(story: Any) -> None:
    """An adviser of VRA."""
    story.staff("vra-1", "insurer_vra")


def notify(casework: Service, number: str, who: dict[str, Any] = CASEMANAGER, **changes: Any) -> Any:
    """Inform VRA of stagnation, or of what the changes say."""
    body = {"kind": "STAGNATION", "mode": "INFORM", **changes}
    return casework.post(f"/v1/dossiers/{number}/vra-notices", body, **who)


def consult(casework: Service, number: str) -> str:
    """Consult VRA; returns the id of the notice."""
    return str(notify(casework, number, kind="WAGE_VALUE", mode="CONSULT", question=QUESTION).json["notice_id"])


def answer(casework: Service, number: str, notice_id: str, who: dict[str, Any] = VRA, text: str = "Ja, tot 1 juni.") -> Any:
    """Answer for VRA."""
    return casework.post(f"/v1/dossiers/{number}/vra-notices/{notice_id}/answer", {"text": text}, **who)


def close(casework: Service, number: str, notice_id: str, who: dict[str, Any] = CASEMANAGER) -> Any:
    """Close the notice."""
    return casework.post(f"/v1/dossiers/{number}/vra-notices/{notice_id}/closing", {}, **who)


def notices_of(casework: Service, number: str, who: dict[str, Any] = CASEMANAGER) -> list[dict[str, Any]]:
    """The notices of a case as somebody sees them."""
    rows: list[dict[str, Any]] = vra_case(casework, number, who)["notices"]
    return rows


class TestNotice:
    @pytest.mark.requirement("R-058")
    def test_that_consults_is_closed_only_after_the_answer_of_vra(self, casework: Service, sick: str) -> None:
        notice_id = consult(casework, sick)
        too_early = close(casework, sick, notice_id)
        answered = answer(casework, sick, notice_id)
        closed = close(casework, sick, notice_id)

        assert code_of(too_early) == (409, "vra_notice.answer_required")
        assert (answered.status_code, answered.json["status"]) == (200, "ANSWERED")
        assert (closed.status_code, closed.json["status"], closed.json["closed_on"]) == (200, "CLOSED", "2026-03-02")
        assert [event.consult for event in casework.published(VraNoticeRaised)] == [True]
        assert [event.notice_id for event in casework.published(VraNoticeAnswered)] == [notice_id]

    @pytest.mark.requirement("R-058")
    def test_that_informs_needs_no_answer(self, casework: Service, sick: str) -> None:
        notice = notify(casework, sick).json

        assert (notice["mode"], notice["status"]) == ("INFORM", "RAISED")
        assert close(casework, sick, notice["notice_id"]).json["status"] == "CLOSED"

    @pytest.mark.requirement("R-058")
    @pytest.mark.parametrize(("changes", "code"), [
        ({"mode": "CONSULT"}, "vra_notice.question_required"), ({"mode": "ASK"}, "input.invalid"),
        ({"kind": "OTHER"}, "input.invalid"), ({"question": "Heeft hij griep?"}, "input.invalid")])
    def test_of_something_else_is_refused(self, casework: Service, sick: str, changes: dict[str, str], code: str) -> None:
        assert code_of(notify(casework, sick, **changes)) == (422, code)
        assert notices_of(casework, sick) == []

    def test_is_answered_and_closed_once(self, casework: Service, sick: str) -> None:
        notice_id = consult(casework, sick)
        answer(casework, sick, notice_id)
        again = answer(casework, sick, notice_id)
        close(casework, sick, notice_id)

        assert code_of(again) == (409, "vra_notice.wrong_state")
        assert code_of(close(casework, sick, notice_id)) == (409, "vra_notice.wrong_state")
        assert code_of(answer(casework, sick, notice_id)) == (409, "vra_notice.wrong_state")

    def test_is_raised_by_the_casemanager_and_answered_by_vra_alone(self, casework: Service, sick: str) -> None:
        notice_id = consult(casework, sick)

        assert notify(casework, sick, VRA).status_code == 403
        assert answer(casework, sick, notice_id, CASEMANAGER).status_code == 403
        assert close(casework, sick, notice_id, VRA).status_code == 403

    def test_of_another_dossier_is_not_found(self, casework: Service, sick: str) -> None:
        notice_id = consult(casework, sick)
        open_in_emergency(casework, "V-2026-000900")

        assert code_of(answer(casework, "V-2026-000900", notice_id)) == (404, "vra_notice.not_found")
        assert code_of(close(casework, "V-2026-000900", notice_id)) == (404, "vra_notice.not_found")

    def test_shows_its_texts_to_casemanager_and_vra_alone(self, casework: Service, sick: str) -> None:
        answer(casework, sick, consult(casework, sick))
        (of_vra,), (of_employer,) = notices_of(casework, sick, VRA), notices_of(casework, sick, {"rights": ("SICK_REPORTS",)})

        assert (of_vra["question"], of_vra["answer"]) == (QUESTION, "Ja, tot 1 juni.")
        assert of_employer["status"] == "ANSWERED"
        assert not {"question", "answer", "raised_by"} & of_employer.keys()

    def test_of_a_dossier_that_somebody_changed_meanwhile_is_refused(self, casework: Service, sick: str) -> None:
        read = casework.get(f"/v1/dossiers/{sick}/vra", **CASEMANAGER).json["version"]
        consult(casework, sick)

        reply = casework.post(f"/v1/dossiers/{sick}/vra-notices", {"kind": "COST", "mode": "INFORM"},
                              headers={"If-Match": f'"{read}"'}, **CASEMANAGER)

        assert code_of(reply) == (412, "version.stale")
