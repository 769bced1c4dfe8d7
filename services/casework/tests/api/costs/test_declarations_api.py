"""Declarations over HTTP: the file of the invoice, the form, the term, the decision, and the amount."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.casework.tests.api.costs.cost_steps import (
    CASEMANAGER,
    PDF,
    REPORT,
    VRA,
    advise,
    announced,
    costs_of,
    decide,
    declare,
    propose,
    staff_the_case,
    upload,
)
from shared.events.casework import DeclarationAccepted, DeclarationRejected, DeclarationSubmitted
from shared.events.claims import ReimbursementPaid
from shared.testing.service import OTHER_EMPLOYER, Service


@pytest.fixture(autouse=True)
def today(casework: Service, story: Any, sick: str) -> None:
    """Monday 13 April 2026; the absence began on 2 March."""
    staff_the_case(casework, story)


@pytest.fixture
def activity(casework: Service, sick: str) -> str:
    """An activity for which at most 900.00 is reimbursed."""
    return announced(casework, sick)


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


class TestInvoiceFile:
    def test_is_kept_once_and_read_by_those_who_decide(self, casework: Service, sick: str) -> None:
        kept, again = upload(casework, sick), upload(casework, sick)

        assert (kept.status_code, kept.json["kind"], kept.json["size"]) == (201, "application/pdf", len(PDF))
        assert again.json["file_id"] == kept.json["file_id"]
        path = f"/v1/dossiers/{sick}/invoice-files/{kept.json['file_id']}"
        shown = casework.get(path, **CASEMANAGER)
        assert (shown.data, shown.headers["Content-Disposition"]) == (PDF, 'attachment; filename="nota.pdf"')
        assert casework.get(path, roles=("company_doctor",), account_id="doctor-1").status_code == 403
        assert casework.get(path, rights=REPORT, employer_id=OTHER_EMPLOYER).status_code == 404
        readers = casework.get(f"/v1/dossiers/{sick}/readers", **CASEMANAGER).json["items"]
        assert "casemanager" in {row["role"] for row in readers}

    @pytest.mark.parametrize(("content", "code"), [
        (b"", "upload.empty"), (b"<html></html>", "upload.kind"), (PDF[:-8], "upload.incomplete")])
    def test_of_another_kind_is_refused(self, casework: Service, sick: str, content: bytes, code: str) -> None:
        answer = upload(casework, sick, content)

        assert code_of(answer) == (422, code)
        assert answer.json["errors"][0]["field"] == "file"

    def test_that_is_too_large_is_refused(self, casework: Service, sick: str) -> None:
        assert upload(casework, sick, PDF + b"\n" * 8_000_000).status_code == 413


class TestUnusedFile:
    @pytest.mark.parametrize(("last_day", "is_kept"), [("2026-05-13", True), ("2026-05-14", False)])
    def test_is_deleted_after_thirty_days(self, casework: Service, sick: str, last_day: str, is_kept: bool) -> None:
        path = f"/v1/dossiers/{sick}/invoice-files/{upload(casework, sick).json['file_id']}"

        casework.set_today(date.fromisoformat(last_day))
        casework.run_jobs(date.fromisoformat(last_day))

        assert (casework.get(path, **CASEMANAGER).status_code == 200) is is_kept

    def test_is_kept_if_it_was_declared(self, casework: Service, sick: str, activity: str) -> None:
        file_id = declare(casework, sick, activity).json["invoices"][0]["file_id"]

        casework.set_today(date(2026, 6, 1))
        casework.run_jobs(date(2026, 6, 1))

        assert casework.get(f"/v1/dossiers/{sick}/invoice-files/{file_id}", **CASEMANAGER).status_code == 200


class TestDeclaration:
    @pytest.mark.requirement("R-067", "R-068", "R-069", "R-071")
    def test_goes_to_the_casemanager_and_is_reimbursed_after_acceptance(self, casework: Service, sick: str,
                                                                        activity: str) -> None:
        declared = declare(casework, sick, activity)
        accepted = decide(casework, sick, declared.json["declaration_id"], accept=True)

        assert (declared.status_code, declared.json["status"], declared.json["recipient_id"]) == (
            201, "CHECKED", CASEMANAGER["account_id"])
        assert (declared.json["submit_by"], declared.json["pay_by"]) == ("2026-05-10", "2026-05-13")
        assert (accepted.json["status"], accepted.json["amount"]) == ("ACCEPTED", "900.00")
        (submitted,) = casework.published(DeclarationSubmitted)
        assert (submitted.invoice_received_on, submitted.late) == (date(2026, 4, 10), False)
        (event,) = casework.published(DeclarationAccepted)
        assert (event.amount, event.pay_by, event.iban) == (Decimal("900.00"), date(2026, 5, 13), "NL91ABNA0417164300")

    def test_is_shown_as_paid_once_claims_paid_it(self, casework: Service, sick: str, activity: str) -> None:
        declared = declare(casework, sick, activity)
        decide(casework, sick, declared.json["declaration_id"], accept=True)
        (accepted,) = casework.published(DeclarationAccepted)
        paid = ReimbursementPaid(
            absence_number=sick, employee_id=accepted.employee_id, employer_id=accepted.employer_id,
            declaration_id=accepted.declaration_id, payment_reference="VERG-1", amount=accepted.amount, paid_on=date(2026, 4, 14))

        casework.deliver(paid, paid)

        (shown,) = costs_of(casework, sick)["declarations"]
        assert (shown["status"], shown["paid_on"]) == ("PAID", "2026-04-14")

    @pytest.mark.requirement("R-067")
    @pytest.mark.parametrize("paid_on", [None, "2026-04-14"])
    def test_of_an_unpaid_invoice_is_refused(self, casework: Service, sick: str, activity: str, paid_on: str | None) -> None:
        assert code_of(declare(casework, sick, activity, paid_on=paid_on)) == (422, "declaration.invoice_unpaid")

    @pytest.mark.requirement("R-068")
    def test_uses_an_invoice_and_a_file_one_time(self, casework: Service, sick: str, activity: str) -> None:
        first = declare(casework, sick, activity, total="100.00")
        other_file = upload(casework, sick, PDF + b"\n").json["file_id"]

        same_number = declare(casework, sick, activity, supplier="WERK EN ZO B.V.", file_id=other_file)
        same_file = declare(casework, sick, activity, number="2026-18")
        no_file = declare(casework, sick, activity, file_id=None)

        assert [code_of(one) for one in (same_number, same_file, no_file)] == [
            (409, "declaration.duplicate_invoice"), (409, "declaration.duplicate_invoice"), (422, "declaration.invoice_required")]
        decide(casework, sick, first.json["declaration_id"], accept=False, reason="De nota is van een ander.")
        assert declare(casework, sick, activity).status_code == 201

    @pytest.mark.requirement("R-069")
    @pytest.mark.parametrize(("form", "code"), [
        ({"iban": None}, "declaration.form_incomplete"), ({"vat_deductible": None}, "declaration.form_incomplete"),
        ({"activity_id": None}, "declaration.form_incomplete"), ({"iban": "NL00ABNA0417164300"}, "input.iban")])
    def test_needs_a_complete_form(self, casework: Service, sick: str, activity: str, form: dict[str, Any], code: str) -> None:
        answer = declare(casework, sick, activity, form=form)

        assert answer.status_code == 422
        assert code in answer.text
        assert declare(casework, sick, "unknown").status_code == 404

    @pytest.mark.requirement("R-070")
    @pytest.mark.parametrize(("received_on", "declared_on", "submit_by", "status"), [
        ("2026-09-15", date(2026, 10, 15), "2026-10-15", "CHECKED"), ("2026-09-15", date(2026, 10, 16), "2026-10-15", "LATE"),
        ("2026-08-31", date(2026, 9, 30), "2026-09-30", "CHECKED"), ("2026-08-31", date(2026, 10, 1), "2026-09-30", "LATE")])
    def test_has_a_month_from_the_receipt(self, casework: Service, sick: str, activity: str, received_on: str,
                                          declared_on: date, submit_by: str, status: str) -> None:
        casework.set_today(declared_on)

        declared = declare(casework, sick, activity, received_on=received_on, paid_on=received_on)

        assert (declared.json["submit_by"], declared.json["status"]) == (submit_by, status)

    @pytest.mark.requirement("R-070")
    def test_that_is_late_is_accepted_by_vra_with_a_reason(self, casework: Service, sick: str, activity: str) -> None:
        late = declare(casework, sick, activity, received_on="2026-03-12", paid_on="2026-03-12").json["declaration_id"]
        other = upload(casework, sick, PDF + b"\n").json["file_id"]
        rejected = declare(casework, sick, activity, received_on="2026-03-12", number="2", file_id=other).json["declaration_id"]
        listed = casework.get("/v1/undecided-declarations", **VRA).json["items"]

        assert [row["subject_id"] for row in listed] == [late, rejected]
        assert code_of(decide(casework, sick, late, accept=True, reason="Nota lag elders.")) == (422, "declaration.late")
        assert code_of(decide(casework, sick, late, accept=True, **VRA)) == (422, "declaration.late")
        accepted = decide(casework, sick, late, accept=True, reason="Nota lag elders.", **VRA)
        assert (accepted.json["status"], accepted.json["code"]) == ("ACCEPTED", None)
        refused = decide(casework, sick, rejected, accept=False, **VRA)
        assert (refused.json["status"], refused.json["code"]) == ("REJECTED", "declaration.late")
        (event,) = casework.published(DeclarationRejected)
        assert (event.declaration_id, event.late) == (rejected, True)

    def test_is_decided_once_and_rejected_with_a_reason(self, casework: Service, sick: str, activity: str) -> None:
        declaration_id = declare(casework, sick, activity).json["declaration_id"]

        assert code_of(decide(casework, sick, declaration_id, accept=False)) == (422, "declaration.reason_required")
        assert decide(casework, sick, declaration_id, accept=False, reason="Geen nota van de activiteit.").json[
            "code"] == "declaration.rejected"
        assert code_of(decide(casework, sick, declaration_id, accept=True)) == (409, "declaration.wrong_state")

    @pytest.mark.parametrize(("invoice", "code"), [
        ({"received_on": "2026-04-14"}, "declaration.received_later"), ({"vat": "900.01"}, "declaration.vat_above_total")])
    def test_with_impossible_values_is_refused(self, casework: Service, sick: str, activity: str, invoice: dict[str, str],
                                               code: str) -> None:
        assert code_of(declare(casework, sick, activity, **invoice)) == (422, code)


class TestAmount:
    @pytest.mark.requirement("R-072")
    @pytest.mark.parametrize(("invoice", "deductible", "amount"), [
        ({"total": "899.99"}, False, "899.99"), ({"total": "900.01"}, False, "900.00"), ({"total": "605.00"}, True, "500.00"),
        ({"total": "605.00", "vat": "0.00"}, True, "605.00"), ({"total": "605.00", "vat": "105.00"}, False, "605.00")])
    def test_is_the_invoice_up_to_what_was_announced(self, casework: Service, sick: str, activity: str,
                                                     invoice: dict[str, str], deductible: bool, amount: str) -> None:
        declared = declare(casework, sick, activity, form={"vat_deductible": deductible}, **invoice)

        assert declared.json["amount"] == amount

    @pytest.mark.requirement("R-072")
    def test_of_several_declarations_together_is_what_was_announced(self, casework: Service, sick: str, activity: str) -> None:
        declare(casework, sick, activity, total="700.00")
        other = upload(casework, sick, PDF + b"\n").json["file_id"]

        assert declare(casework, sick, activity, total="700.00", number="2", file_id=other).json["amount"] == "200.00"

    @pytest.mark.requirement("R-072")
    def test_needs_an_announced_one(self, casework: Service, sick: str) -> None:
        activity_id = propose(casework, sick, advice_id=advise(casework, sick)).json["activity_id"]

        assert code_of(declare(casework, sick, activity_id)) == (422, "activity.not_announced")
        assert costs_of(casework, sick)["declarations"] == []

    @pytest.mark.requirement("R-077")
    def test_is_nothing_while_a_condition_is_not_met(self, casework: Service, sick: str) -> None:
        activity_id = announced(casework, sick, goal="OTHER")

        assert declare(casework, sick, activity_id).json["amount"] == "0.00"
