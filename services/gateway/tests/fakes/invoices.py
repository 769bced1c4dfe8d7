"""One invoice with what it says, and its files, in the fake billing service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, jsonify, request

from services.gateway.tests.fake_administration import page_of

PDF, UBL = b"%PDF-1.7 invoice", b"<Invoice/>"
ISSUER = {"name": "Verzuim Ontzorg Verzekeringen NV", "kvk_number": "20012345", "vat_id": "NL004495445B01",
          "address": {"street": "Het Ravelijn 1", "postcode": "4331 NV", "city": "Middelburg"}}
CUSTOMER = {"name": "Bakkerij De Korenaar B.V.", "kvk_number": "87654321", "vat_id": None,
            "address": {"street": "Badhuisstraat 12", "postcode": "4381 AB", "city": "Vlissingen"}}


def whole(body: dict[str, Any]) -> dict[str, Any]:
    """An invoice with what it says."""
    line = {"text": "Arbopakket 2026", "quantity": body["details"].get("heads", 1), "unit_price": "115.0000", "net": body["net"]}
    return {"date": None, "due_on": None, "issuer": ISSUER, "customer": CUSTOMER,
            "supplied": {"start": "2026-01-01", "end": "2026-12-31"}, "lines": [line],
            "exemption": None, "original": None, "is_collected": False,
            "pay_to": "NL44RABO0123456789", "counted": [], "version": 1, "paid": "0.00",
            "disputed_on": None, "dispute_reason": None, "notice_on": None, "costs": None} | body


def add_invoices(app: Flask, data_of: Callable[[str], Any], problem: Callable[..., Any]) -> None:
    """Add the routes."""
    @app.get("/v1/invoices/<number>")
    def invoice(number: str) -> Any:
        found = next((one for one in data_of("invoices") if one["number"] == number), None)
        return jsonify(whole(found)) if found else problem(404, "invoice.not_found", "Deze factuur bestaat niet.")

    app.get("/v1/invoices/<number>/pdf", endpoint="pdf")(lambda number: Response(PDF, content_type="application/pdf"))
    app.get("/v1/invoices/<number>/ubl", endpoint="ubl")(lambda number: Response(UBL, content_type="application/xml"))


def add_debtors(app: Flask, data_of: Callable[[str], Any]) -> None:
    """Add the routes of debtors and of what billing does with invoices."""
    app.get("/v1/debtors", endpoint="debtors")(lambda: page_of([{
        "policy_number": "MV-100200", "company_name": "Bakkerij De Korenaar B.V.", "total": "1540.00", "count": 1, "disputed": 0,
        "by_age": ["0.00", "1540.00", "0.00", "0.00", "0.00"]}]))
    app.get("/v1/invoices-to-release", endpoint="due")(lambda: page_of([
        {"policy_number": "MV-100200", "company_name": "Bakkerij De Korenaar B.V.", "kind": "ARBO"}]))
    app.get("/v1/policies/<number>/ledger", endpoint="ledger")(lambda number: page_of([
        {"on": "2026-06-01", "number": "P-2026-0005", "kind": "PREMIUM", "amount": "1540.00", "balance": "1540.00"}]))
    app.route("/v1/policies/<number>/invoice-address", methods=["GET", "PUT"], endpoint="address")(
        lambda number: jsonify(CUSTOMER["address"] | {"kvk_number": "87654321", "version": 1}))

    def made(**more: Any) -> dict[str, Any]:
        return whole(data_of("invoices")[0]) | more

    for what in ("invoices", "invoice-previews"):
        app.post(f"/v1/policies/<number>/{what}", endpoint=f"post {what}")(
            lambda number: (jsonify({"items": [made()], "next": None}), 201))
    app.post("/v1/invoices/<number>/credit-previews", endpoint="credit preview")(
        lambda number: jsonify({"items": [made(number="CRED-2026-000001", gross="-1669.80")], "next": None}))

    @app.post("/v1/invoices/<number>/<any(payments, credits, disputes, 'undone-credits', 'ended-disputes'):what>")
    def act(number: str, what: str) -> Any:
        changed = {"disputes": {"disputed_on": "2026-06-15", "dispute_reason": (request.get_json() or {}).get("reason")}}
        return jsonify(made(number="CRED-2026-000001" if what == "credits" else number, **changed.get(what, {}))), 201

    app.get("/v1/collections", endpoint="collections")(lambda: page_of([
        {"collected_on": "2026-06-12", "booked_on": None, "version": 1, "debits": 2, "amount": "1679.15"}]))
    app.get("/v1/collections/<day>/file", endpoint="collection file")(
        lambda day: Response(b"<Document/>", content_type="application/xml"))
    app.post("/v1/collections/<day>/bookings", endpoint="booking")(
        lambda day: (jsonify({"collected_on": day, "booked_on": request.get_json()["booked_on"]}), 201))
