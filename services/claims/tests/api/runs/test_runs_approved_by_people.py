"""A payment run as people work on it: looked at, set aside, approved by two others, filed once."""
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from lxml import etree

from services.claims.tests.api.runs.conftest import PAY_DATE, Desk
from services.claims.tests.conftest import policy
from shared.events.claims import BenefitPaid
from shared.testing.service import Service

OpenRun = Callable[..., Desk]
NEXT_RUN = "2026-05-20"


def paid(claims: Service) -> list[tuple[str, str]]:
    """Reference and amount of what was paid, as published."""
    return [(event.payment_reference, str(event.amount)) for event in claims.published(BenefitPaid)]


def code(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json["code"]


class TestARun:
    def test_shows_what_it_pays_and_why_that_differs_from_the_run_before(self, open_run: OpenRun) -> None:
        run = open_run().see()

        assert (run["step"], run["approvals_needed"], run["to_pay"], run["to_pay_count"]) == ("CHECK", 2, "5760.00", 3)
        assert run["totals"] == {"payments": 3, "employers": 2, "amount": "5760.00", "aside_payments": 0, "aside_amount": "0.00"}
        assert run["differences"] == [{"kind": "NEW", "count": 3, "amount": "5760.00"}]
        assert (run["to_look_at"], run["unseen"]) == (3, 3)

    def test_freezes_the_months_by_version(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run()
        before = desk.see()["control_number"]

        claims.run_jobs(date(2026, 4, 17))

        assert desk.see()["control_number"] == before

    def test_needs_every_payment_to_be_looked_at_seen_before_the_check_is_finished(self, open_run: OpenRun) -> None:
        desk = open_run()

        refused = desk.act("/check")
        desk.check()

        assert code(refused) == (422, "payment_run.payments_unseen")
        assert {line["seen_by"] for line in desk.see("/lines?list=REVIEW")["items"]} == {"karim"}
        assert (desk.see()["step"], desk.see()["checked"]["account_id"]) == ("APPROVE", "karim")

    def test_is_paid_after_two_others_approved_it(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run()
        desk.check("karim")
        answers = [desk.act("/approvals", who).status_code for who in ("tom", "ans")]

        claims.run_jobs(PAY_DATE)

        assert answers == [200, 200]
        assert paid(claims) == [("RUN-2026-03-P-1", "3840.00"), ("RUN-2026-03-P-2", "1920.00")]
        assert (desk.see()["step"], desk.see()["status"]) == ("CONFIRM", "PAID")

    @pytest.mark.parametrize("approvers", [(), ("tom",)], ids=["nobody", "one"])
    def test_waits_on_its_pay_date_for_missing_approvals(self, open_run: OpenRun, claims: Service,
                                                         approvers: tuple[str, ...]) -> None:
        desk = open_run()
        desk.check("karim")
        for who in approvers:
            desk.act("/approvals", who)

        claims.run_jobs(PAY_DATE)

        assert (paid(claims), desk.see()["status"]) == ([], "PREPARED")

    def test_is_paid_late_once_it_is_approved(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run()
        claims.run_jobs(date(2026, 4, 22))
        desk.check("karim")
        for who in ("tom", "ans"):
            desk.act("/approvals", who)

        claims.run_jobs(date(2026, 4, 22))

        assert [event.paid_on for event in claims.published(BenefitPaid)] == [date(2026, 4, 22)] * 2

    def test_up_to_the_limit_is_paid_without_a_person(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run("5760.00")

        claims.run_jobs(PAY_DATE)

        assert (desk.see()["approvals_needed"], len(paid(claims))) == (0, 2)


class TestAnApprover:
    def test_is_not_who_checked_and_not_the_same_person_twice(self, open_run: OpenRun) -> None:
        desk = open_run()
        desk.check("karim")

        own = desk.act("/approvals", "karim")
        first, again = desk.act("/approvals", "tom"), desk.act("/approvals", "tom")

        assert code(own) == (409, "payment_run.own_work")
        assert (first.status_code, code(again)) == (200, (409, "payment_run.approved_before"))

    def test_is_not_who_set_a_payment_aside(self, open_run: OpenRun) -> None:
        desk = open_run("3000.00")
        desk.act(f"/lines/{desk.payment_of('V-2')}/set-aside", "tom", reason="Herstel nog niet verwerkt.", until=NEXT_RUN)
        desk.check("karim")

        assert code(desk.act("/approvals", "tom")) == (409, "payment_run.own_work")

    def test_approves_what_was_on_the_screen_and_nothing_else(self, open_run: OpenRun) -> None:
        desk = open_run("3000.00")
        desk.check("karim")
        shown = desk.see()["control_number"]
        desk.act(f"/lines/{desk.payment_of('V-2')}/set-aside", "karim", reason="Herstel nog niet verwerkt.", until=NEXT_RUN)

        assert code(desk.act("/approvals", "tom", control_number=shown)) == (409, "payment_run.changed")

    def test_waits_for_the_check(self, open_run: OpenRun) -> None:
        assert code(open_run().act("/approvals", "tom")) == (422, "payment_run.not_checked")

    def test_cannot_approve_more_than_is_needed(self, open_run: OpenRun) -> None:
        desk = open_run()
        desk.check("karim")
        for who in ("tom", "ans"):
            desk.act("/approvals", who)

        assert code(desk.act("/approvals", "eva")) == (422, "payment_run.approved")

    def test_who_rejects_says_why_and_makes_the_approvals_void(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run()
        desk.check("karim")
        desk.act("/approvals", "tom")

        desk.act("/rejections", "ans", reason="Het loon van Anna klopt niet.")

        claims.run_jobs(PAY_DATE)
        assert (desk.see()["step"], desk.see()["approvals"], paid(claims)) == ("CHECK", [], [])
        assert desk.see("/acts")["items"][0]["note"] == "Het loon van Anna klopt niet."


class TestAChangeOfTheSet:
    def test_gives_another_control_number_and_drops_approvals(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run("3000.00")
        desk.check("karim")
        for who in ("tom", "ans"):
            desk.act("/approvals", who)
        approved = desk.see()

        desk.act(f"/lines/{desk.payment_of('V-2')}/set-aside", "karim", reason="Herstel nog niet verwerkt.", until=NEXT_RUN)

        changed = desk.see()
        assert (approved["step"], changed["step"], changed["approvals"]) == ("FILE", "CHECK", [])
        assert approved["control_number"] != changed["control_number"]
        claims.run_jobs(PAY_DATE)
        assert paid(claims) == []

    def test_of_an_account_drops_approvals(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run()
        desk.check("karim")
        for who in ("tom", "ans"):
            desk.act("/approvals", who)

        claims.deliver(type(policy())(**vars(policy(version=2)) | {"iban": "NL02ABNA0123456789"}))

        claims.run_jobs(PAY_DATE)
        assert (desk.see()["approvals"], paid(claims)) == ([], [])

    def test_back_and_forth_does_not_bring_approvals_back(self, open_run: OpenRun) -> None:
        desk = open_run()
        desk.check("karim")
        desk.act("/approvals", "tom")
        payment = desk.payment_of("V-2")

        desk.act(f"/lines/{payment}/set-aside", "karim", reason="Herstel nog niet verwerkt.", until=NEXT_RUN)
        desk.act(f"/lines/{payment}/put-back", "karim")

        assert (desk.see()["step"], desk.see()["approvals"], desk.see()["to_pay"]) == ("CHECK", [], "5760.00")


class TestAPaymentThatIsSetAside:
    def test_stays_out_until_its_day_and_is_paid_then_in_a_file_of_its_own(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run("10000.00")
        payment = desk.payment_of("V-2")
        answer = desk.act(f"/lines/{payment}/set-aside", reason="Herstel nog niet verwerkt.", until="2026-04-28")

        claims.run_jobs(PAY_DATE)
        (aside,) = desk.see("/lines?list=ASIDE")["items"]
        before = paid(claims)
        claims.run_jobs(date(2026, 4, 28))

        assert answer.status_code == 200
        assert (aside["until"], aside["aside"]["note"]) == ("2026-04-28", "Herstel nog niet verwerkt.")
        assert before == [("RUN-2026-03-P-1", "1920.00"), ("RUN-2026-03-P-2", "1920.00")]
        assert paid(claims) == [*before, ("RUN-2026-03-2-P-1", "1920.00")]

    def test_that_was_all_of_an_employer_leaves_nothing_to_pay_to_it(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run("10000.00")
        desk.act(f"/lines/{desk.payment_of('V-3')}/set-aside", reason="Rekening gesloten.", until="2026-04-28")

        claims.run_jobs(PAY_DATE)

        assert paid(claims) == [("RUN-2026-03-P-1", "3840.00")]

    def test_cannot_be_set_aside_twice_or_after_it_is_in_a_file(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run("10000.00")
        payment, other = desk.payment_of("V-2"), desk.payment_of("V-1")
        desk.act(f"/lines/{payment}/set-aside", reason="Rekening gesloten.", until=NEXT_RUN)
        twice = desk.act(f"/lines/{payment}/set-aside", reason="Rekening gesloten.", until=NEXT_RUN)
        claims.run_jobs(PAY_DATE)

        late = desk.act(f"/lines/{other}/set-aside", reason="Rekening gesloten.", until=NEXT_RUN)
        not_aside = desk.act(f"/lines/{other}/put-back")

        assert [code(answer) for answer in (twice, late, not_aside)] == [
            (422, "payment_run.payment_not_open"), (422, "payment_run.payment_not_open"),
            (422, "payment_run.payment_not_set_aside")]

    @pytest.mark.parametrize(("until", "refusal"), [("2026-04-16", "payment_run.until_has_passed"),
                                                    ("2028-01-01", "input.date_range")])
    def test_returns_on_a_day_to_come(self, open_run: OpenRun, until: str, refusal: str) -> None:
        desk = open_run()

        answer = desk.act(f"/lines/{desk.payment_of('V-2')}/set-aside", reason="Rekening gesloten.", until=until)

        assert (answer.status_code, [error["field"] for error in answer.json["errors"]]) == (422, ["until"])
        assert refusal in answer.text

    def test_is_one_of_the_run(self, open_run: OpenRun) -> None:
        desk = open_run()

        answers = [desk.act(f"/lines/UIT-2026-03-999999/{act}", reason="Weg.", until=NEXT_RUN)
                   for act in ("set-aside", "put-back", "seen")]

        assert [code(answer) for answer in answers] == [(404, "payment_run.no_payment")] * 3


class TestTheFile:
    def test_is_made_by_a_person_before_the_pay_date_and_paid_on_it(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run()
        desk.check("karim")
        refused = desk.act("/files")
        for who in ("tom", "ans"):
            desk.act("/approvals", who)

        made = desk.act("/files")

        claims.run_jobs(date(2026, 4, 19))
        before = paid(claims)
        claims.run_jobs(PAY_DATE)
        assert code(refused) == (422, "payment_run.not_approved")
        assert [file["execute_on"] for file in made.json["files"]] == ["2026-04-20"]
        assert (before, len(paid(claims)), len(desk.see()["files"])) == ([], 2, 1)

    def test_leaves_out_an_employer_who_cannot_be_paid(self, open_run: OpenRun, claims: Service) -> None:
        desk = open_run("10000.00")
        claims.deliver(type(policy())(**vars(policy("P-2", "employer-2", version=2)) | {"iban": "onbekend"}))

        made = desk.act("/files")

        file = etree.fromstring(claims.get("/v1/payment-runs/RUN-2026-03/file", roles=("insurer_claims",)).data)
        assert made.status_code == 200
        assert [node.text for node in file.iter("{*}EndToEndId")] == ["RUN-2026-03-P-1"]
        assert desk.see()["to_pay"] == "1920.00"

    def test_is_not_made_when_nothing_is_left(self, open_run: OpenRun) -> None:
        desk = open_run("10000.00")
        desk.act("/files")

        assert code(desk.act("/files")) == (422, "payment_run.nobody_payable")

    def test_has_the_control_number_in_its_name_and_who_fetched_it_in_the_history(self, open_run: OpenRun,
                                                                                   claims: Service) -> None:
        desk = open_run("10000.00")
        number = desk.see()["control_number"]
        desk.act("/files")

        file = claims.get("/v1/payment-runs/RUN-2026-03/files/1", roles=("insurer_claims",), account_id="eva")

        assert f'filename="RUN-2026-03_{number}.xml"' in file.headers["Content-Disposition"]
        assert [(act["kind"], act["account_id"]) for act in desk.see("/acts")["items"]] == [
            ("FETCHED", "eva"), ("FILED", "karim")]


class TestAccess:
    @pytest.mark.parametrize("path", ["", "/lines", "/acts"])
    def test_is_for_claims_alone(self, open_run: OpenRun, claims: Service, path: str) -> None:
        open_run()

        answers = [claims.get(f"/v1/payment-runs/RUN-2026-03{path}", roles=(role,), employer_id=None).status_code
                   for role in ("insurer_billing", "insurer_claims")]

        assert answers == [403, 200]

    def test_knows_no_run_that_does_not_exist(self, claims: Service) -> None:
        assert claims.get("/v1/payment-runs/RUN-2031-01", roles=("insurer_claims",), employer_id=None).status_code == 404
