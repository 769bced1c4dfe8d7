"""Claims of months: judged by rule or by people before they are paid, and reopened by a new amount (CL9, CL10)."""
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.claims.tests.conftest import (
    ANNA,
    KARIM,
    MONTH_CLAIMS,
    TESSA,
    approve_all,
    corrected,
    decide,
    employee,
    filed,
    first_month,
    half,
    in_tab,
    policy,
    state,
    view,
    work_through,
)
from shared.events.casework import SanctionNotified
from shared.kernel.vocabulary import AbsenceStatus, SanctionKind
from shared.testing.service import EMPLOYER, Service

APRIL, MAY, PAID_IN_APRIL = date(2026, 4, 1), date(2026, 5, 1), date(2026, 4, 20)
READ: dict[str, Any] = {"rights": ("EMPLOYEE_DATA",)}


def paid(claims: Service) -> list[tuple[str, str]]:
    """Pay dates and amounts."""
    return [(p["pay_on"], p["amount"]) for p in claims.get("/v1/payments", **READ).json["items"]]


class TestJudging:
    def test_first_month_waits_for_people_and_is_not_paid(self, insured: Service) -> None:
        claim = first_month(insured)

        insured.run_jobs(PAID_IN_APRIL)

        assert (claim["reasons"], claim["to_pay"], claim["due_on"]) == (["FIRST_MONTH"], "1920.00", "2026-04-15")
        assert paid(insured) == []

    def test_approved_first_month_is_paid_on_the_twelfth_working_day(self, insured: Service) -> None:
        claim = first_month(insured)

        answer = decide(insured, claim["claim_number"], "APPROVE")
        insured.run_jobs(PAID_IN_APRIL)

        assert (answer.status_code, answer.json["status"]) == (200, "APPROVED")
        assert paid(insured) == [("2026-04-20", "1920.00")]

    def test_what_is_not_decided_in_time_comes_with_the_next_run(self, insured: Service) -> None:
        claim = first_month(insured)
        insured.run_jobs(PAID_IN_APRIL)

        decide(insured, claim["claim_number"], "APPROVE")
        work_through(insured, date(2026, 5, 20))

        assert paid(insured) == [("2026-05-20", "5440.00")]  # March 1,920.00 and April 22 days at 160.00

    def test_equal_months_after_an_approval_need_nobody(self, insured: Service) -> None:
        first_month(insured)
        approve_all(insured)
        insured.run_jobs(MAY)

        assert in_tab(insured) == []
        (april,) = in_tab(insured, "DONE")
        acts = view(insured, april["claim_number"])["acts"]
        assert (april["status"], [(act["act"], act["account_id"], act["rule_id"], act["rule_version"]) for act in acts]) == (
            "APPROVED", [("RULED", None, "month-approval", 1)])

    def test_second_month_waits_while_the_first_is_not_approved(self, insured: Service) -> None:
        first_month(insured)

        insured.run_jobs(MAY)

        assert [(one["month"], one["reasons"]) for one in in_tab(insured)] == [
            ("2026-03", ["FIRST_MONTH"]), ("2026-04", ["FIRST_MONTH"])]

    @pytest.mark.parametrize(("changes", "reason"), [
        ({"mutations": (half(date(2026, 4, 13)),)}, "CHANGED_AMOUNT"),
        ({"safety_net": True}, None),
        ({"mutations": (replace(half(date(2026, 4, 20)), recovered_pct=Decimal(5), contract_wage_differs=True),)},
         "CONTRACT_WAGE"),
    ])
    def test_month_that_differs_waits_for_people(self, insured: Service, changes: Any, reason: str | None) -> None:
        first_month(insured)
        approve_all(insured)

        insured.deliver(corrected(state(sequence=2, **changes)))
        insured.run_jobs(MAY)

        assert [one["reasons"] for one in in_tab(insured)] == ([[reason]] if reason else [])

    def test_sanction_in_the_month_waits_for_people(self, insured: Service) -> None:
        first_month(insured)
        approve_all(insured)

        insured.deliver(SanctionNotified(absence_number="V-1", employee_id=ANNA, employer_id=EMPLOYER, sanction_id="s-1",
                                         kind=SanctionKind.STOP, start=date(2026, 4, 13), end=date(2026, 4, 14), warnings=2))
        insured.run_jobs(MAY)

        assert [one["reasons"] for one in in_tab(insured)] == [["SANCTION"]]

    def test_late_report_is_flagged_on_the_first_month(self, insured: Service) -> None:
        assert first_month(insured, reported_on=date(2026, 3, 6))["reasons"] == ["FIRST_MONTH", "LATE_REPORT"]


class TestDeciding:
    def test_large_amount_needs_another_person(self, claims: Service) -> None:
        claims.deliver(policy(employer_charges_pct=Decimal(25)), employee(wage="90000.00"), filed(state(first=date(2026, 2, 2))))
        claims.run_jobs(APRIL)
        march = next(one for one in in_tab(claims) if one["month"] == "2026-03")
        number = march["claim_number"]

        first = decide(claims, number, "APPROVE").json["status"]
        same = decide(claims, number, "APPROVE")
        second = decide(claims, number, "APPROVE", who=TESSA).json["status"]

        assert (march["reasons"], first, second) == (["FIRST_MONTH", "HIGH_AMOUNT"], "SECOND_APPROVAL", "APPROVED")
        assert (same.status_code, same.json["code"]) == (403, "month_claim.same_person")

    def test_second_person_sends_it_back_with_a_reason(self, claims: Service) -> None:
        claims.deliver(policy(employer_charges_pct=Decimal(25)), employee(wage="90000.00"), filed(state(first=date(2026, 2, 2))))
        claims.run_jobs(APRIL)
        number = next(one["claim_number"] for one in in_tab(claims) if one["month"] == "2026-03")
        decide(claims, number, "APPROVE")

        silent = decide(claims, number, "SEND_BACK", who=TESSA)
        back = decide(claims, number, "SEND_BACK", who=TESSA, note="Het loon klopt niet met de polis.")

        assert (silent.status_code, silent.json["errors"][0]["field"], back.json["status"]) == (422, "note", "TO_JUDGE")

    def test_question_comes_back_by_itself_on_its_day(self, insured: Service) -> None:
        number = first_month(insured)["claim_number"]

        asked = decide(insured, number, "ASK", asked="PAYSLIP", waiting_until="2026-04-08").json["status"]
        insured.run_jobs(date(2026, 4, 7))
        before = [one["claim_number"] for one in in_tab(insured, "WAITING")]
        insured.run_jobs(date(2026, 4, 8))

        assert (asked, before, [one["claim_number"] for one in in_tab(insured)]) == ("WAITING", [number], [number])
        assert [act["act"] for act in view(insured, number)["acts"]] == ["RESUMED", "ASKED", "RULED"]

    def test_refused_month_is_not_paid_and_names_its_reason(self, insured: Service) -> None:
        number = first_month(insured)["claim_number"]

        silent = decide(insured, number, "REFUSE")
        refused = decide(insured, number, "REFUSE", reason="DATA_NOT_RECEIVED").json
        again = decide(insured, number, "APPROVE")
        insured.run_jobs(PAID_IN_APRIL)

        assert (silent.status_code, silent.json["errors"][0]["field"]) == (422, "reason")
        assert (refused["status"], refused["refused_because"]) == ("REFUSED", "DATA_NOT_RECEIVED")
        assert (again.status_code, again.json["code"], paid(insured)) == (409, "month_claim.transition_not_allowed", [])

    @pytest.mark.parametrize("until", [None, "2026-04-01"])
    def test_question_without_a_day_ahead_is_refused(self, insured: Service, until: str | None) -> None:
        answer = decide(insured, first_month(insured)["claim_number"], "ASK", asked="PAYSLIP", waiting_until=until)

        assert (answer.status_code, answer.json["code"]) == (422, "month_claim.waiting_until")

    def test_decision_is_taken_back_until_a_run_books_it(self, insured: Service) -> None:
        number = first_month(insured)["claim_number"]
        decide(insured, number, "APPROVE")

        back = decide(insured, number, "REOPEN", note="Toch nog een vraag.").json["status"]
        decide(insured, number, "APPROVE")
        insured.run_jobs(PAID_IN_APRIL)
        late = decide(insured, number, "REOPEN", note="Toch nog een vraag.")

        assert (back, late.status_code, late.json["code"]) == ("TO_JUDGE", 409, "month_claim.already_booked")

    def test_decision_on_an_older_state_is_refused(self, insured: Service) -> None:
        claim = first_month(insured)
        decide(insured, claim["claim_number"], "ASK", asked="PAYSLIP", waiting_until="2026-04-08")

        stale = insured.post(f"{MONTH_CLAIMS}/{claim['claim_number']}/decisions", {"decision": "APPROVE"},
                             headers={"If-Match": f'"{claim["version"]}"'}, **KARIM)

        assert stale.status_code == 412

    def test_employer_cannot_see_claims(self, insured: Service) -> None:
        assert insured.get(MONTH_CLAIMS, rights=("EMPLOYEE_DATA",)).status_code == 403


class TestNewCalculation:
    def test_new_amount_undoes_the_decision(self, insured: Service) -> None:
        number = first_month(insured)["claim_number"]
        decide(insured, number, "APPROVE")

        insured.deliver(corrected(state(sequence=2, mutations=(half(date(2026, 3, 16), APRIL),))))

        (claim,) = in_tab(insured)
        acts = [(act["act"], act["amount"]) for act in view(insured, number)["acts"]]
        assert (claim["reasons"], claim["compared"], claim["amount"]) == (["CHANGED_AMOUNT"], "1920.00", "960.00")
        assert acts == [("RECALCULATED", "960.00"), ("APPROVED", "1920.00"), ("RULED", "1920.00")]

    def test_refused_month_with_a_new_amount_comes_back(self, insured: Service) -> None:
        number = first_month(insured)["claim_number"]
        decide(insured, number, "REFUSE", reason="DATA_INCORRECT")

        insured.deliver(corrected(state(sequence=2, recovered_on=date(2026, 3, 30), status=AbsenceStatus.RECOVERED)))

        assert [one["reasons"] for one in in_tab(insured)] == [["FIRST_MONTH", "REFUSED_BEFORE"]]

    def test_view_shows_both_versions_recomputed_and_what_is_open(self, insured: Service) -> None:
        number = first_month(insured)["claim_number"]
        decide(insured, number, "APPROVE")
        insured.run_jobs(PAID_IN_APRIL)
        insured.deliver(corrected(state(sequence=2, mutations=(half(date(2026, 3, 16), date(2026, 4, 20)),))))

        shown = view(insured, number)

        assert [(one["version"], one["total"], one["is_confirmed"]) for one in shown["versions"]] == [
            (2, "960.00", True), (1, "1920.00", True)]
        assert [(one["booked"], one["open"]) for one in shown["months"]] == [("1920.00", "-960.00")]


class TestSample:
    def test_sampled_month_is_paid_and_seen_afterwards(self, insured: Service, monkeypatch: pytest.MonkeyPatch) -> None:
        first_month(insured)
        approve_all(insured)
        monkeypatch.setattr("services.claims.domain.claim.approval.is_in_sample", lambda place, table: True)
        insured.run_jobs(date(2026, 5, 20))
        (sampled,) = in_tab(insured, "SAMPLE")

        seen = decide(insured, sampled["claim_number"], "REVIEWED")

        assert (sampled["month"], paid(insured)[-1]) == ("2026-04", ("2026-05-20", "3520.00"))
        assert (seen.status_code, in_tab(insured, "SAMPLE")) == (200, [])


class TestWorklist:
    def test_counts_equal_the_lists_with_and_without_filters(self, insured: Service) -> None:
        first_month(insured)
        insured.run_jobs(MAY)
        for filters in ("", "?reason=FIRST_MONTH", "?reason=SANCTION", "?employer=korenaar", "?employer=zuid",
                        "?amountFrom=2000.00"):
            counts = insured.get(f"{MONTH_CLAIMS}/counts{filters}", **KARIM).json
            query = dict(pair.split("=") for pair in filters.lstrip("?").split("&") if pair)
            assert counts == {tab.lower(): len(in_tab(insured, tab, **query))
                              for tab in ("TO_JUDGE", "SECOND_APPROVAL", "WAITING", "SAMPLE", "DONE")}
