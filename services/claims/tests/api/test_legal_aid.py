"""Requests for legal aid: the four kinds, the policy in force, and the first one that is free (R-032 to R-034)."""
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from services.claims.domain.legal_aid.legal_aid import LegalAidKind
from services.claims.tests.conftest import filed, policy, state
from services.claims.usecases.legal_aid.request_legal_aid import LegalAidForm, request_legal_aid
from shared.kernel.actor import Actor
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

PATH = "/v1/legal-aid-requests"
REPORTER: dict[str, Any] = {"rights": ("SICK_REPORTS",), "kind": "COLLEAGUE"}
CLAIMS: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None}
LEGAL_AID: dict[str, Any] = {"roles": ("legal_aid",), "employer_id": None}
ACTOR = Actor("acc-1", employer_id=EMPLOYER)
FORM = LegalAidForm(kind=LegalAidKind.UWV_CONFLICT, costs_accepted=False, absence_number=None)


def ask(claims: Service, kind: str = "UWV_CONFLICT", *, who: dict[str, Any] = REPORTER, **body: Any) -> Any:
    """An employer requests legal aid."""
    return claims.post(PATH, {"kind": kind} | body, **who)


def listed(claims: Service, **who: Any) -> list[Any]:
    """The requests that somebody reads."""
    return list(claims.get(PATH, **(who or REPORTER)).json["items"])


def ask_without_waiting(claims: Service) -> None:
    """Request in a second transaction with a short lock timeout."""
    with claims.database.transaction() as session:
        session.execute(text("SET LOCAL lock_timeout = '50ms'"))
        request_legal_aid(session, actor=ACTOR, command=FORM)


class TestKinds:
    @pytest.mark.requirement("R-032")
    def test_dispute_about_wage_is_accepted_under_the_policy_in_force(self, insured: Service) -> None:
        answer = ask(insured, "WAGE_CONTINUATION_DISPUTE")

        assert (answer.status_code, answer.json["status"], answer.json["policy_number"]) == (201, "ACCEPTED", "P-1")
        assert [row["request"] for row in listed(insured)] == [answer.json]

    @pytest.mark.requirement("R-033")
    @pytest.mark.parametrize("kind", ["THIRD_PARTY_RECOVERY", "UWV_CONFLICT", "EMPLOYEE_CONFLICT"])
    def test_three_more_are_accepted(self, insured: Service, kind: str) -> None:
        answer = ask(insured, kind)

        assert (answer.status_code, answer.json["kind"], answer.json["status"]) == (201, kind, "ACCEPTED")

    @pytest.mark.requirement("R-033")
    @pytest.mark.parametrize("kind", ["NEIGHBOUR_CONFLICT", "", None, 1, "uwv_conflict"])
    def test_another_is_refused_at_its_field(self, insured: Service, kind: Any) -> None:
        answer = ask(insured, kind)

        assert (answer.status_code, [error["field"] for error in answer.json["errors"]]) == (422, ["kind"])
        assert listed(insured) == []


class TestPolicy:
    @pytest.mark.requirement("R-032")
    @pytest.mark.parametrize(("begins", "ends", "status"), [
        (-1, -1, 422), (1, 9, 422), (-1, 0, 201), (0, None, 201),
    ], ids=["ended yesterday", "begins tomorrow", "ends today", "began today"])
    def test_is_needed_on_the_day_of_the_request(self, claims: Service, begins: int, ends: int | None, status: int) -> None:
        today = claims.clock.today()
        claims.deliver(policy("P-2", OTHER_EMPLOYER), replace(
            policy(), valid_from=today + timedelta(days=begins),
            valid_until=None if ends is None else today + timedelta(days=ends)))

        answer = ask(claims, "WAGE_CONTINUATION_DISPUTE")

        assert (answer.status_code, answer.json.get("code")) == (status, "policy.not_in_force" if status == 422 else None)
        assert len(listed(claims)) == (status == 201)

    @pytest.mark.requirement("R-032")
    def test_that_was_never_there_gives_no_legal_aid(self, claims: Service) -> None:
        answer = ask(claims)

        assert (answer.status_code, answer.json["code"]) == (422, "policy.not_in_force")


class TestCosts:
    @pytest.mark.requirement("R-034")
    def test_first_request_is_free_and_a_second_needs_acceptance_of_costs(self, insured: Service) -> None:
        first, refused = ask(insured), ask(insured, "EMPLOYEE_CONFLICT")
        second = ask(insured, "EMPLOYEE_CONFLICT", costs_accepted=True)

        assert (first.status_code, first.json["free_of_charge"]) == (201, True)
        assert (refused.status_code, refused.json["code"]) == (422, "legal_aid.costs_not_accepted")
        assert [error["field"] for error in refused.json["errors"]] == ["costs_accepted"]
        assert (second.status_code, second.json["free_of_charge"], second.json["costs_accepted"]) == (201, False, True)
        assert [row["request"]["free_of_charge"] for row in listed(insured)] == [False, True]

    @pytest.mark.requirement("R-034")
    def test_first_request_is_free_for_each_employer(self, insured: Service) -> None:
        answers = ask(insured), ask(insured, who=REPORTER | {"employer_id": OTHER_EMPLOYER})

        assert [answer.json["free_of_charge"] for answer in answers] == [True, True]

    def test_two_requests_at_once_go_one_after_the_other(self, insured: Service) -> None:
        with insured.database.transaction() as session:
            request_legal_aid(session, actor=ACTOR, command=FORM)

            with pytest.raises(OperationalError, match="LockNotAvailable"):
                ask_without_waiting(insured)

        assert ask(insured).json["code"] == "legal_aid.costs_not_accepted"


class TestRequest:
    def test_names_an_absence_of_the_employer(self, insured: Service) -> None:
        insured.deliver(filed(state("V-1", date(2026, 3, 2))))

        known, unknown = ask(insured, absence_number="V-1"), ask(insured, absence_number="V-9", costs_accepted=True)
        foreign = ask(insured, who=REPORTER | {"employer_id": OTHER_EMPLOYER}, absence_number="V-1")

        assert (known.status_code, known.json["absence_number"]) == (201, "V-1")
        assert [(answer.status_code, answer.json["code"]) for answer in (unknown, foreign)] == [(404, "claim.not_found")] * 2

    def test_that_is_sent_again_is_the_same(self, insured: Service) -> None:
        first, again = (ask(insured, who=REPORTER | {"headers": {"Idempotency-Key": "once"}}) for _ in range(2))

        assert (first.json, again.status_code) == (again.json, 201)
        assert len(listed(insured)) == 1

    def test_is_read_by_claims_and_legal_aid_with_the_company(self, insured: Service) -> None:
        ask(insured)

        for who in (CLAIMS, LEGAL_AID):
            assert [row["company_name"] for row in listed(insured, **who)] == ["Bakkerij De Korenaar"]
        assert listed(insured, **(REPORTER | {"employer_id": OTHER_EMPLOYER})) == []

    @pytest.mark.parametrize("who", [{"rights": ("SICK_REPORTS",), "kind": "THIRD_PARTY"}, LEGAL_AID, CLAIMS,
                                     {"rights": ("EMPLOYEE_DATA",), "kind": "COLLEAGUE"}],
                             ids=["third party", "legal aid", "claims", "colleague for employees"])
    def test_is_made_by_the_employer_alone(self, insured: Service, who: dict[str, Any]) -> None:
        assert ask(insured, who=who).status_code == 403
