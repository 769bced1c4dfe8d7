"""What an invoice says (OB 35a), who was counted for it, and its files, which never change."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from services.billing.tests.api.test_policies_and_invoices import ACCEPTANCE, READ, STAFF, accept, invoices
from services.billing.tests.conftest import employee
from shared.events.claims import DebtCreated
from shared.testing.pdf import Pdf
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

ADDRESS = {"street": "Badhuisstraat 12", "postcode": "4381ab", "city": "Vlissingen", "kvk_number": "87654321"}


@pytest.fixture
def invoiced(billing: Service) -> Service:
    """A policy of three employees, of whom two are counted, with its first invoices."""
    accept(billing, payment_method="TRANSFER")
    billing.deliver(employee("anna"), employee("bert"), employee("new", employed_from=date(2026, 2, 1)))
    billing.run_jobs(date(2026, 3, 2))
    return billing


def settle_address(billing: Service, **changes: Any) -> Any:
    """Record the employer's address."""
    return billing.request("PUT", "/v1/policies/P-1/invoice-address", json=ADDRESS | changes, **STAFF)


def whole(billing: Service, number: str) -> dict[str, Any]:
    """One invoice as the employer reads it."""
    return dict(billing.get(f"/v1/invoices/{number}", rights=READ).json)


class TestContent:
    @pytest.mark.requirement("R-088")
    def test_of_an_arbo_invoice_has_count_date_and_who_was_counted(self, invoiced: Service) -> None:
        found = whole(invoiced, "ARBO-2026-000001")

        assert found["counted"] == ["anna", "bert"]
        assert (found["details"]["reference_on"], found["details"]["heads"]) == ("2026-01-01", 2)
        assert (found["gross"], found["net"], found["vat"], found["vat_pct"]) == ("278.30", "230.00", "48.30", "21")
        assert found["supplied"] == {"start": "2026-01-01", "end": "2026-12-31"}
        (line,) = found["lines"]
        assert (line["quantity"], line["unit_price"], line["net"]) == (2, "115", "230.00")

    def test_of_an_arbo_invoice_stays_when_an_employee_leaves_afterwards(self, invoiced: Service) -> None:
        invoiced.deliver(employee("anna", version=2, employed_until=date(2025, 12, 31)))

        assert whole(invoiced, "ARBO-2026-000001")["counted"] == ["anna", "bert"]

    def test_of_premium_marks_the_exemption(self, invoiced: Service) -> None:
        found = whole(invoiced, "PREM-2026-000001")

        assert found["exemption"].startswith("Vrijgesteld van btw")
        assert (found["vat"], found["is_collected"], found["pay_to"]) == ("0.00", False, "NL44RABO0123456789")
        assert found["issuer"]["vat_id"] == "NL004495445B01"

    def test_of_a_debt_has_no_vat_and_no_period(self, invoiced: Service) -> None:
        invoiced.deliver(DebtCreated(policy_number="P-1", employer_id=EMPLOYER, debt_id="0190-abc", amount=Decimal("250.00")))

        found = whole(invoiced, invoices(invoiced, "DEBT")[0]["number"])

        assert (found["supplied"], found["exemption"]) == (None, "Geen btw: terugbetaling van te veel ontvangen uitkering")


class TestFiles:
    def test_have_the_same_bytes_for_ever(self, invoiced: Service) -> None:
        settle_address(invoiced)
        paths = [f"/v1/invoices/PREM-2026-000001/{form}" for form in ("pdf", "ubl")]
        before = [invoiced.get(path, rights=READ).data for path in paths]

        settle_address(invoiced, street="Nieuwstraat 1")
        accept(invoiced, company_name="Bakkerij De Nieuwe Naam", valid_from="2026-01-01")

        assert [invoiced.get(path, rights=READ).data for path in paths] == before

    def test_say_what_the_law_asks(self, invoiced: Service) -> None:
        settle_address(invoiced)

        text = Pdf(invoiced.get("/v1/invoices/ARBO-2026-000001/pdf", rights=READ).data).text
        tree = etree.fromstring(invoiced.get("/v1/invoices/ARBO-2026-000001/ubl", rights=READ).data)

        for said in ("ARBO-2026-000001", "NL004495445B01", "Badhuisstraat 12", "4381 AB Vlissingen", "Btw 21", "48,30",
                     "NL44RABO0123456789"):
            assert said in text.replace("\u00a0", " ")
        assert [one.text for one in tree.iter("{*}PayableAmount")] == ["278.30"]

    def test_need_the_address_of_the_customer_for_an_e_invoice(self, invoiced: Service) -> None:
        answer = invoiced.get("/v1/invoices/ARBO-2026-000001/ubl", rights=READ)

        assert (answer.status_code, answer.json["code"]) == (409, "invoice.address_unknown")

    @pytest.mark.parametrize("form", ["pdf", "ubl"])
    def test_are_hidden_from_another_employer(self, invoiced: Service, form: str) -> None:
        answer = invoiced.get(f"/v1/invoices/ARBO-2026-000001/{form}", rights=READ, employer_id=OTHER_EMPLOYER)

        assert answer.status_code == 404


class TestAddress:
    @pytest.mark.parametrize(("field", "value"), [
        ("street", "Badhuisstraat"), ("postcode", "4331 SS"), ("city", "4381"), ("kvk_number", "1234567")])
    def test_is_refused_at_the_field_that_cannot_be(self, invoiced: Service, field: str, value: str) -> None:
        answer = settle_address(invoiced, **{field: value})

        assert (answer.status_code, [one["field"] for one in answer.json["errors"]]) == (422, [field])

    def test_is_changed_in_the_version_that_was_read(self, invoiced: Service) -> None:
        first = settle_address(invoiced)
        settle_address(invoiced, city="Middelburg")

        stale = invoiced.request("PUT", "/v1/policies/P-1/invoice-address", json=ADDRESS,
                                 headers={"If-Match": first.headers["ETag"]}, **STAFF)

        assert (stale.status_code, invoiced.get("/v1/policies/P-1/invoice-address", **ACCEPTANCE).json["city"]) == (
            412, "Middelburg")
