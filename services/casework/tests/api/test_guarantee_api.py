"""Wage sanctions, their assessment, and the relevant advices, over HTTP."""
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from shared.events.casework import AdviceOutcome, GuaranteeCondition, WageSanctionReported
from shared.events.claims import GuaranteeDecided
from shared.testing.service import EMPLOYER, Service

REPORT = ("SICK_REPORTS",)
MANAGER = ("casemanager",)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def long_sick(casework: Service, story: Any) -> str:
    """Sick since 5 January 2026 (T-1); today is 6 January 2028, the last day of the 104 weeks was 2 January."""
    number = story.sick("V-2026-000001", date(2026, 1, 5))
    casework.set_today(date(2028, 1, 6))
    return str(number)


def report(casework: Service, number: str, **changes: Any) -> Any:
    """A sanction of 52 weeks, decided on 27 December 2027 and received on the 30th."""
    body = {"decision_on": "2027-12-27", "received_on": "2027-12-30", "weeks": 52} | changes
    return casework.post(f"/v1/dossiers/{number}/wage-sanctions", body, rights=REPORT)


def conditions(casework: Service) -> dict[str, bool]:
    """The published conditions."""
    return {c.code: c.holds for c in casework.published(WageSanctionReported)[-1].conditions}


class TestReportingAWageSanction:
    def test_tells_claims_with_every_condition(self, casework: Service, long_sick: str) -> None:
        answer = report(casework, long_sick)

        assert answer.status_code == 201, answer.text
        (event,) = casework.published(WageSanctionReported)
        assert (event.start, event.weeks, event.reported_on) == (date(2028, 1, 3), 52, date(2028, 1, 6))
        assert conditions(casework) == {"TIMELY": True, "FROM_FIRST_DAY": True, "UNINTERRUPTED": True,
                                        "ADVICES_FOLLOWED": True}
        assert (event.assessing, event.ends_on, event.withdrawn) == (True, None, False)

    @pytest.mark.requirement("R-047")
    @pytest.mark.parametrize(("received", "due"), [("2026-04-30", "2026-05-08"), ("2026-09-07", "2026-09-14"),
                                                   ("2026-12-22", "2026-12-30")])
    @pytest.mark.parametrize(("late", "timely"), [(0, True), (1, False)], ids=["on the last day", "a day later"])
    def test_is_due_five_working_days_after_receipt(self, casework: Service, story: Any, received: str, due: str,
                                                    late: int, timely: bool) -> None:
        number = story.sick("V-2024-000001", date(2024, 4, 29))
        casework.set_today(date.fromisoformat(due) + timedelta(days=late))

        answer = report(casework, number, decision_on="2026-04-25", received_on=received)

        assert answer.status_code == 201
        assert conditions(casework)["TIMELY"] is timely
        assert casework.published(WageSanctionReported)[-1].assessing is timely
        rows = casework.get(f"/v1/dossiers/{number}", rights=REPORT).json["plan"]
        assert next(row["due_on"] for row in rows if row["code"] == "M20") == due

    @pytest.mark.requirement("R-047")
    @pytest.mark.parametrize(("changes", "status"), [
        ({"received_on": "2028-01-06"}, 201), ({"received_on": "2028-01-07"}, 422), ({"received_on": "2027-12-27"}, 201),
        ({"received_on": "2027-12-26"}, 422)], ids=["today", "tomorrow", "day of the decision", "day before it"])
    def test_refuses_receipt_in_the_future_or_before_the_decision(self, casework: Service, long_sick: str,
                                                                  changes: dict[str, str], status: int) -> None:
        assert report(casework, long_sick, **changes).status_code == status

    @pytest.mark.requirement("R-047")
    @pytest.mark.parametrize(("decided", "status"), [
        ("2027-08-29", 422), ("2027-08-30", 201), ("2028-01-02", 201), ("2028-01-03", 422)],
        ids=["day 602", "day 603", "day 728", "day 729"])
    def test_refuses_a_decision_that_uwv_cannot_have_taken_then(self, casework: Service, long_sick: str, decided: str,
                                                                status: int) -> None:
        answer = report(casework, long_sick, decision_on=decided, received_on="2028-01-03")

        assert answer.status_code == status
        assert status == 201 or answer.json["code"] == "wage_sanction.implausible"

    def test_refuses_a_decision_about_a_case_that_ended_before(self, casework: Service, story: Any, long_sick: str) -> None:
        story.recover(long_sick, date(2027, 8, 1))

        assert report(casework, long_sick).json["code"] == "wage_sanction.implausible"

    @pytest.mark.requirement("R-047")
    def test_keeps_the_copy_of_the_decision(self, casework: Service, long_sick: str) -> None:
        path = f"/v1/dossiers/{long_sick}/documents"
        copies = [casework.post(f"{path}?kind={kind}&datedOn=2027-12-27", data=PDF + kind.encode(), rights=REPORT,
                                content_type="application/octet-stream") for kind in ("UWV_DECISION", "ACTION_PLAN")]
        copy, plan = [one.json["document_id"] for one in copies]

        wrong = [report(casework, long_sick, document_id=one) for one in (plan, "unknown")]
        answer = report(casework, long_sick, document_id=copy)

        assert [(one.status_code, one.json["code"]) for one in wrong] == [(404, "document.not_found")] * 2
        assert (answer.status_code, answer.json["document_id"]) == (201, copy)

    @pytest.mark.parametrize(("weeks", "status"), [(0, 422), (1, 201), (52, 201), (53, 422)])
    def test_takes_one_to_fifty_two_weeks(self, casework: Service, long_sick: str, weeks: int, status: int) -> None:
        assert report(casework, long_sick, weeks=weeks).status_code == status

    @pytest.mark.requirement("R-050")
    @pytest.mark.parametrize(("guided", "holds"), [(date(2026, 1, 5), True), (date(2026, 1, 6), False)],
                             ids=["from the first sick day", "from the second"])
    def test_needs_guidance_from_the_first_sick_day(self, casework: Service, story: Any, long_sick: str, guided: date,
                                                    holds: bool) -> None:
        story.policy(version=2, guidance_from=guided)

        report(casework, long_sick)

        assert conditions(casework)["FROM_FIRST_DAY"] is holds

    @pytest.mark.requirement("R-051")
    @pytest.mark.parametrize(("until", "holds"), [(date(2028, 1, 2), True), (date(2028, 1, 1), False)],
                             ids=["to the last day", "a day short"])
    def test_needs_guidance_to_the_end_of_the_term(self, casework: Service, story: Any, long_sick: str, until: date,
                                                   holds: bool) -> None:
        story.policy(version=2, valid_until=until)

        report(casework, long_sick)

        assert conditions(casework)["UNINTERRUPTED"] is holds

    def test_is_reported_once(self, casework: Service, long_sick: str) -> None:
        report(casework, long_sick)

        again = report(casework, long_sick)

        assert (again.status_code, again.json["code"]) == (409, "wage_sanction.already_reported")

    def test_shows_what_claims_decided(self, casework: Service, long_sick: str) -> None:
        sanction = report(casework, long_sick).json["sanction_id"]
        before = casework.get(f"/v1/dossiers/{long_sick}", rights=(*REPORT, "EMPLOYEE_DATA")).json["guarantee"]

        casework.deliver(GuaranteeDecided(
            absence_number=long_sick, employee_id="employee-anna", employer_id=EMPLOYER, sanction_id=sanction,
            approved=False, amount=Decimal("0.00"),
            conditions=tuple(GuaranteeCondition(code=c["code"], holds=c["code"] != "TIMELY") for c in before["conditions"])))

        after = casework.get(f"/v1/dossiers/{long_sick}", rights=(*REPORT, "EMPLOYEE_DATA")).json["guarantee"]
        assert (before["decision"], after["decision"], after["amount"]) == ("ASSESSING", "REJECTED", "0.00")
        assert after["conditions"] == [c | {"holds": c["code"] != "TIMELY"} for c in before["conditions"]]

    def test_ignores_a_decision_on_a_wage_sanction_that_is_unknown(self, casework: Service, long_sick: str) -> None:
        report(casework, long_sick)
        before = casework.get(f"/v1/dossiers/{long_sick}", rights=REPORT).json["guarantee"]

        casework.deliver(GuaranteeDecided(
            absence_number=long_sick, employee_id="employee-anna", employer_id=EMPLOYER, sanction_id="another",
            approved=True, conditions=(GuaranteeCondition(code="TIMELY", holds=False),), amount=Decimal("1.00")))

        assert casework.get(f"/v1/dossiers/{long_sick}", rights=REPORT).json["guarantee"] == before


class TestAdvices:
    def give(self, casework: Service, number: str, **body: Any) -> str:
        """An advice due a week later."""
        answer = casework.post(f"/v1/dossiers/{number}/advices", {"due_on": "2026-03-09"} | body, roles=MANAGER)
        assert answer.status_code == 201, answer.text
        return str(answer.json["advice_id"])

    @pytest.mark.requirement("R-022")
    def test_is_closed_with_an_outcome(self, casework: Service, sick: str) -> None:
        path = f"/v1/dossiers/{sick}/advices/{self.give(casework, sick)}/outcome"

        empty = casework.post(path, {}, rights=REPORT)
        without_reason = casework.post(path, {"outcome": "NOT_FOLLOWED"}, rights=REPORT)
        followed = casework.post(path, {"outcome": "FOLLOWED"}, rights=REPORT)
        again = casework.post(path, {"outcome": "FOLLOWED"}, rights=REPORT)

        assert [a.status_code for a in (empty, without_reason, followed, again)] == [422, 422, 201, 409]
        assert [e.followed for e in casework.published(AdviceOutcome)] == [True]

    def test_only_perspectief_advises_and_accepts_a_reason(self, casework: Service, sick: str) -> None:
        path = f"/v1/dossiers/{sick}/advices/{self.give(casework, sick)}/outcome"

        given = casework.post(f"/v1/dossiers/{sick}/advices", {"due_on": "2026-03-09"}, rights=REPORT)
        accepted = casework.post(path, {"outcome": "NOT_FOLLOWED", "reason_code": "NO_WORK", "reason_accepted": True},
                                 rights=REPORT)

        assert (given.status_code, accepted.status_code) == (403, 403)

    @pytest.mark.requirement("R-052")
    @pytest.mark.parametrize(("outcome", "holds"), [
        (None, False), ({"outcome": "FOLLOWED"}, True), ({"outcome": "NOT_FOLLOWED", "reason_code": "NO_WORK"}, False),
        ({"outcome": "NOT_FOLLOWED", "reason_code": "NO_WORK", "reason_accepted": True}, True)],
        ids=["left open", "followed", "not followed", "reason accepted"])
    def test_an_advice_left_undone_costs_the_guarantee(self, casework: Service, story: Any,
                                                       outcome: dict[str, Any] | None, holds: bool) -> None:
        number = story.sick("V-2026-000001", date(2026, 1, 5))
        advice = self.give(casework, number)
        if outcome:
            casework.post(f"/v1/dossiers/{number}/advices/{advice}/outcome", outcome, roles=MANAGER)
        casework.set_today(date(2028, 1, 6))

        report(casework, number)

        assert conditions(casework)["ADVICES_FOLLOWED"] is holds

    @pytest.mark.requirement("R-022")
    def test_waits_for_an_answer_and_then_for_a_judgement_of_the_reason(self, casework: Service, sick: str) -> None:
        advice = self.give(casework, sick, kind="WORK_ADJUSTMENT")
        path = f"/v1/dossiers/{sick}/advices/{advice}"

        def waiting(what: str) -> list[tuple[str, bool]]:
            items = casework.get(f"/v1/advices?waitingFor={what}", rights=REPORT).json["items"]
            return [(one["advice"]["kind"], one["is_late"]) for one in items]

        assert (waiting("ANSWER"), waiting("JUDGEMENT")) == ([("WORK_ADJUSTMENT", False)], [])
        assert casework.post(f"{path}/judgement", {"accepted": True}, roles=MANAGER).json["code"] == "advice.no_reason"
        casework.set_today(date(2026, 3, 10))
        assert waiting("ANSWER") == [("WORK_ADJUSTMENT", True)]
        casework.post(f"{path}/outcome", {"outcome": "NOT_FOLLOWED", "reason_code": "NOT_POSSIBLE"}, rights=REPORT)
        assert (waiting("ANSWER"), waiting("JUDGEMENT")) == ([], [("WORK_ADJUSTMENT", False)])
        assert casework.post(f"{path}/judgement", {"accepted": True}, rights=REPORT).status_code == 403
        judged = casework.post(f"{path}/judgement", {"accepted": True}, roles=MANAGER)
        assert (judged.status_code, judged.json["reason_accepted"]) == (201, True)
        assert waiting("JUDGEMENT") == []

    def test_is_listed_for_the_own_employer_only(self, casework: Service, sick: str) -> None:
        self.give(casework, sick)

        other = casework.get("/v1/advices?waitingFor=ANSWER", rights=REPORT, employer_id="another-employer")

        assert other.json["items"] == []

    def test_of_a_wrong_kind_or_in_the_past_is_refused(self, casework: Service, sick: str) -> None:
        answers = [casework.post(f"/v1/dossiers/{sick}/advices", body, roles=MANAGER) for body in (
            {"due_on": "2026-03-09", "kind": "SLEEP"}, {"due_on": "2026-03-01"}, {"due_on": None}, {})]
        unknown = casework.post(f"/v1/dossiers/{sick}/advices/none/judgement", {"accepted": True}, roles=MANAGER)

        assert [answer.status_code for answer in (*answers, unknown)] == [422, 422, 422, 422, 404]


class TestMeter:
    def test_turns_with_a_late_advice_its_reason_and_the_judgement(self, casework: Service, sick: str) -> None:
        def standing() -> tuple[str, list[str]]:
            meter = casework.get(f"/v1/dossiers/{sick}", rights=REPORT).json["meter"]
            [gauge] = [one for one in meter["conditions"] if one["code"] == "ADVICES_FOLLOWED"]
            return meter["standing"], gauge["advices"]

        advice = TestAdvices().give(casework, sick, kind="MEDIATION")
        path = f"/v1/dossiers/{sick}/advices/{advice}"

        assert standing() == ("SECURED", [])
        casework.set_today(date(2026, 3, 10))
        assert standing() == ("AT_RISK", [advice])
        casework.post(f"{path}/outcome", {"outcome": "NOT_FOLLOWED", "reason_code": "DISAGREE"}, rights=REPORT)
        assert standing() == ("AT_RISK", [advice])
        casework.post(f"{path}/judgement", {"accepted": False}, roles=MANAGER)
        assert standing() == ("LOST", [advice])
        casework.post(f"{path}/judgement", {"accepted": True}, roles=MANAGER)
        assert standing() == ("SECURED", [])
