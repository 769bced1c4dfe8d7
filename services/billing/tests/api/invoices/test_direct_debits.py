"""Direct debits: collected on a settlement day with a bank file, and paid when the bank booked them."""
from datetime import date
from typing import Any

import pytest
from lxml import etree
from sqlalchemy import update

from services.billing import store
from services.billing.tests.api.test_policies_and_invoices import ADMIN, STAFF, accept, invoices
from services.billing.tests.conftest import employee
from shared.events.billing import CoverSuspended, InvoicePaid
from shared.testing.service import Service

NUMBERS = ("P-1", "P-2", "P-3")
DUE = date(2026, 4, 1)
"""Wednesday, thirty days after the first invoices of 2 March."""


@pytest.fixture
def collecting(billing: Service) -> Service:
    """Three policies that pay by direct debit, of which invoices were issued on 2 March 2026."""
    for number in NUMBERS:
        accept(billing, policy_number=number, premium_instalments=1)
        billing.deliver(employee(f"e-{number}", policy_number=number))
    billing.run_jobs(date(2026, 3, 2))
    return billing


def file_of(billing: Service, day: str) -> Any:
    """The file of a collection, as a tree."""
    answer = billing.get(f"/v1/collections/{day}/file", **STAFF)
    assert answer.status_code == 200
    return etree.fromstring(answer.data)


def texts(tree: Any, name: str) -> list[str]:
    """The texts of all elements of a name."""
    return [element.text for element in tree.iter(f"{{*}}{name}")]


def spoil(billing: Service, policy_number: str, **values: Any) -> None:
    """Write invalid data, as it may exist from before input validation."""
    with billing.database.transaction() as session:
        session.execute(update(store.PolicyVersion).where(store.PolicyVersion.policy_number == policy_number).values(**values))


class TestCollections:
    def test_have_a_file_one_settlement_day_before_the_due_date(self, collecting: Service) -> None:
        collecting.run_jobs(date(2026, 3, 30))
        before = collecting.get("/v1/collections", **STAFF).json["items"]

        collecting.run_jobs(date(2026, 3, 31))

        assert before == []
        (collection,) = collecting.get("/v1/collections", **STAFF).json["items"]
        assert (collection["collected_on"], collection["debits"], collection["booked_on"]) == ("2026-04-01", 6, None)
        tree = file_of(collecting, "2026-04-01")
        assert texts(tree, "ReqdColltnDt") == ["2026-04-01"]
        assert texts(tree, "MsgId") == ["COLLECT-2026-04-01"]
        assert sum(map(float, texts(tree, "InstdAmt"))) == pytest.approx(float(collection["amount"]))

    def test_leave_the_invoices_open_and_without_reminders_until_the_money_came_in(self, collecting: Service) -> None:
        collecting.run_jobs(date(2026, 6, 1))

        assert {(i["status"], i["stage"]) for i in invoices(collecting, "PREMIUM")} == {("OPEN", "OPEN")}
        assert collecting.published(InvoicePaid, CoverSuspended) == []

    def test_that_the_bank_booked_pay_their_invoices_except_those_returned(self, collecting: Service) -> None:
        collecting.run_jobs(DUE)
        returned = invoices(collecting, "PREMIUM")[0]["number"]

        answer = collecting.post("/v1/collections/2026-04-01/bookings", {"booked_on": "2026-04-01", "returned": [returned]},
                                 **STAFF)
        collecting.run_jobs(date(2026, 4, 30))

        assert answer.status_code == 201
        assert [i["status"] for i in invoices(collecting, "ARBO")] == ["PAID"] * 3
        assert [i["status"] for i in invoices(collecting, "PREMIUM")] == ["OPEN", "PAID", "PAID"]
        assert [e.policy_number for e in collecting.published(CoverSuspended)] == ["P-1"]

    @pytest.mark.parametrize(("path", "body", "status"), [
        ("2026-04-01", {"booked_on": "2026-03-31"}, 422), ("2026-04-01", {"booked_on": "2026-04-02"}, 422),
        ("2026-04-01", {"booked_on": "2026-04-01", "returned": ["PREM-2026-999999"]}, 422),
        ("2026-04-02", {"booked_on": "2026-04-02"}, 404), ("yesterday", {"booked_on": "2026-04-01"}, 404)])
    def test_refuse_a_booking_that_cannot_be(self, collecting: Service, path: str, body: dict[str, Any], status: int) -> None:
        collecting.run_jobs(DUE)

        assert collecting.post(f"/v1/collections/{path}/bookings", body, **STAFF).status_code == status

    def test_are_booked_once(self, collecting: Service) -> None:
        collecting.run_jobs(DUE)
        answers = [collecting.post("/v1/collections/2026-04-01/bookings", {"booked_on": "2026-04-01"}, **STAFF)
                   for _ in range(2)]

        assert [answer.status_code for answer in answers] == [201, 409]

    def test_are_booked_as_they_were_seen(self, collecting: Service) -> None:
        collecting.run_jobs(DUE)
        seen = collecting.get("/v1/collections/2026-04-01/file", **STAFF).headers["ETag"]
        booking = {"booked_on": "2026-04-01"}

        answers = [collecting.post("/v1/collections/2026-04-01/bookings", booking, headers={"If-Match": version}, **STAFF)
                   for version in ('"7"', seen, seen)]

        assert [answer.status_code for answer in answers] == [412, 201, 412]
        assert collecting.get("/v1/collections", **STAFF).json["items"][0]["version"] == 2

    def test_leave_out_what_was_paid_already(self, collecting: Service) -> None:
        paid = invoices(collecting, "ARBO")[0]["number"]
        collecting.post(f"/v1/invoices/{paid}/payments", {"paid_on": "2026-03-02"}, **STAFF)

        collecting.run_jobs(DUE)

        assert paid not in texts(file_of(collecting, "2026-04-01"), "EndToEndId")

    @pytest.mark.parametrize("values", [{"iban": "NL00ABNA0417164300"}, {"company_name": "🥐"}], ids=["IBAN", "name"])
    def test_set_aside_a_payer_that_cannot_be_debited_and_collect_all_others(self, collecting: Service,
                                                                           values: dict[str, Any]) -> None:
        spoil(collecting, "P-2", **values)

        collecting.run_jobs(date(2026, 3, 31), may_set_aside=True)

        waiting = collecting.get("/admin/v1/set-aside-items?job=collect", **ADMIN).json["items"]
        ours = {i["number"] for kind in ("ARBO", "PREMIUM") for i in invoices(collecting, kind) if i["policy_number"] == "P-2"}
        assert {one["item"] for one in waiting} == ours
        assert len(texts(file_of(collecting, "2026-04-01"), "EndToEndId")) == 4

    def test_take_a_payer_that_was_repaired_on_the_next_day_with_a_file(self, collecting: Service) -> None:
        spoil(collecting, "P-2", iban="NL00ABNA0417164300")
        collecting.run_jobs(date(2026, 3, 31), may_set_aside=True)
        spoil(collecting, "P-2", iban="NL91ABNA0417164300")

        for one in collecting.get("/admin/v1/set-aside-items", **ADMIN).json["items"]:
            collecting.post(f"/admin/v1/set-aside-items/{one['id']}/retry", **ADMIN)
        collecting.run_jobs(date(2026, 4, 1))

        assert len(texts(file_of(collecting, "2026-04-02"), "EndToEndId")) == 2

    def test_are_for_billing_alone(self, collecting: Service) -> None:
        answers = [collecting.get(path, rights=("EMPLOYEE_DATA",)) for path in (
            "/v1/collections", "/v1/collections/2026-04-01/file")]

        assert [answer.status_code for answer in answers] == [403, 403]
