"""How the complaint desk handles a complaint, with its terms, mails, history and figures (features N4)."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.test_complaints_api import REPORTER, complain
from services.casework.tests.conftest import Story
from shared.events.mail import DeskMailOwed
from shared.testing.service import Service

HANDLER: dict[str, Any] = {"roles": ("casemanager",), "account_id": "account-1"}
COLLEAGUE: dict[str, Any] = {"roles": ("casemanager",), "account_id": "account-2"}
NUMBER = "K-2026-000001"
RECEIVED_ON, DUE_ON = date(2026, 3, 2), date(2026, 4, 13)


def act(casework: Service, what: str, who: Any = None, number: str = NUMBER, **options: Any) -> Any:
    """Act on a complaint."""
    bodies = {"assignment": {"handler_id": "account-1"}, "extension": {"reason": "OTHERS_HEARD"},
              "answer": {"text": "De consultant belt u morgen."}, "closing": {"outcome": "WELL_FOUNDED"}}
    headers = options.pop("headers", {})
    return casework.post(f"/v1/complaints/{number}/{what}", bodies[what] | options, headers=headers, **(who or HANDLER))


def seen(casework: Service, who: Any = None) -> Any:
    """The complaint as somebody sees it."""
    return casework.get(f"/v1/complaints/{NUMBER}", **(who or HANDLER)).json


def refusal(answer: Any) -> tuple[int, str]:
    """Status and code."""
    return answer.status_code, (answer.json.get("errors") or [answer.json])[0]["code"]


@pytest.fixture(autouse=True)
def received(casework: Service, story: Story) -> None:
    """A complaint on Monday 2 March 2026, with two casemanagers."""
    story.staff("account-2", "casemanager")
    casework.set_today(RECEIVED_ON)
    complain(casework)


class TestHandling:
    def test_goes_from_receipt_to_an_outcome_that_the_sender_sees(self, casework: Service) -> None:
        states = [act(casework, what).json["status"] for what in ("assignment", "answer", "closing")]

        found = seen(casework, REPORTER)
        complaint = found["listed"]["complaint"]
        assert states == ["ASSIGNED", "ANSWERED", "CLOSED"]
        assert (complaint["answer"], complaint["outcome"]) == ("De consultant belt u morgen.", "WELL_FOUNDED")
        assert [step["act"] for step in found["steps"]] == ["RECEIVE", "ASSIGN", "ANSWER", "CLOSE"]

    def test_owes_the_sender_a_mail_without_what_the_complaint_says(self, casework: Service) -> None:
        for what in ("assignment", "extension", "answer", "closing"):
            act(casework, what)

        mails = casework.published(DeskMailOwed)

        assert [(mail.reference, mail.account_id, mail.stage, mail.answer_by) for mail in mails] == [
            (NUMBER, "reporter-1", "RECEIVED", DUE_ON), (NUMBER, "reporter-1", "EXTENDED", date(2026, 5, 11)),
            (NUMBER, "reporter-1", "ANSWERED", date(2026, 5, 11))]
        assert "belde niet" not in str(mails)

    def test_can_be_taken_over_by_a_colleague_who_then_answers(self, casework: Service) -> None:
        act(casework, "assignment")
        by_another = act(casework, "answer", COLLEAGUE)
        act(casework, "assignment", COLLEAGUE, handler_id="account-2")

        assert refusal(by_another) == (403, "complaint.not_yours")
        assert act(casework, "answer", COLLEAGUE).status_code == 200

    @pytest.mark.parametrize(("before", "what", "code"), [
        ((), "answer", "complaint.wrong_state"), ((), "closing", "complaint.wrong_state"),
        (("assignment", "answer"), "assignment", "complaint.wrong_state"),
        (("assignment", "answer"), "extension", "complaint.wrong_state"),
        (("assignment", "answer"), "answer", "complaint.wrong_state"),
        (("assignment", "answer", "closing"), "closing", "complaint.wrong_state")])
    def test_refuses_what_the_state_does_not_allow(self, casework: Service, before: tuple[str, ...], what: str,
                                                   code: str) -> None:
        for one in before:
            act(casework, one)

        assert refusal(act(casework, what)) == (409, code)

    def test_closes_a_withdrawn_one_without_an_answer(self, casework: Service) -> None:
        assert act(casework, "closing", outcome="WITHDRAWN").json["status"] == "CLOSED"

    @pytest.mark.parametrize(("what", "field", "value", "code"), [
        ("assignment", "handler_id", "consultant-1", "complaint.no_such_handler"),
        ("extension", "reason", "BUSY", "input.choice"), ("answer", "text", "Hij heeft een burn-out.", "input.medical"),
        ("answer", "text", "", "input.required"), ("closing", "outcome", "GONE", "input.choice")])
    def test_refuses_a_wrong_field(self, casework: Service, what: str, field: str, value: str, code: str) -> None:
        if what == "answer":
            act(casework, "assignment")

        assert refusal(act(casework, what, **{field: value})) == (422, code)

    def test_is_refused_to_who_saw_an_earlier_version(self, casework: Service) -> None:
        act(casework, "assignment")

        assert act(casework, "answer", headers={"If-Match": '"1"'}).status_code == 412

    def test_is_for_the_desk_and_a_complaint_of_others_does_not_exist(self, casework: Service) -> None:
        assert act(casework, "assignment", REPORTER).status_code == 403
        assert casework.get(f"/v1/complaints/{NUMBER}", **(REPORTER | {"account_id": "colleague-1"})).status_code == 404
        assert refusal(act(casework, "assignment", number="K-2026-000099")) == (404, "complaint.not_found")


class TestTerm:
    def test_is_six_weeks_and_four_more_once_with_a_reason(self, casework: Service) -> None:
        due = seen(casework)["listed"]["complaint"]["due_on"]
        casework.set_today(DUE_ON)

        extended = act(casework, "extension")

        assert (due, extended.json["due_on"]) == (DUE_ON.isoformat(), "2026-05-11")
        assert refusal(act(casework, "extension")) == (422, "complaint.extended_before")

    def test_cannot_be_extended_once_it_has_passed(self, casework: Service) -> None:
        casework.set_today(date(2026, 4, 14))

        assert refusal(act(casework, "extension")) == (422, "complaint.term_passed")


class TestFigures:
    def test_count_a_period_by_subject_term_and_outcome(self, casework: Service) -> None:
        for subject in ("PORTAL", "PORTAL", "PREMIUM", "PREMIUM"):
            complain(casework, subject=subject)
        casework.set_today(date(2026, 3, 9))
        for at in (1, 2):
            act(casework, "assignment", number=f"K-2026-00000{at}")
        act(casework, "answer")
        act(casework, "closing")
        act(casework, "closing", number="K-2026-000005", outcome="WITHDRAWN")
        casework.set_today(date(2026, 4, 14))
        act(casework, "answer", number="K-2026-000002")

        found = casework.get("/v1/complaint-figures?from=2026-03-02&to=2026-03-31", **HANDLER).json

        assert {name: found[name] for name in ("received", "answered_in_time", "answered_late", "overdue", "extended")} == {
            "received": 5, "answered_in_time": 1, "answered_late": 1, "overdue": 2, "extended": 0}
        assert found["share_in_time"] == "25.0"
        assert (found["subjects"]["PORTAL"], found["outcomes"]["WELL_FOUNDED"], found["outcomes"]["WITHDRAWN"]) == (2, 1, 1)

    def test_of_a_period_without_complaints_have_no_share(self, casework: Service) -> None:
        found = casework.get("/v1/complaint-figures?from=2026-01-01&to=2026-01-31", **HANDLER).json

        assert (found["received"], found["share_in_time"]) == (0, None)

    def test_are_counted_in_the_list_by_status(self, casework: Service) -> None:
        complain(casework)
        act(casework, "assignment")

        page = casework.get("/v1/complaints?status=ASSIGNED", **HANDLER).json

        assert [one["complaint"]["complaint_number"] for one in page["items"]] == [NUMBER]
        assert page["counts"] == {"RECEIVED": 1, "ASSIGNED": 1, "ANSWERED": 0, "CLOSED": 0}
