"""One invoice with what it says, and its files, in the fake billing service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, jsonify

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
            "exemption": None, "original": None, "is_collected": False, "pay_to": "NL44RABO0123456789", "counted": []} | body


def add_invoices(app: Flask, data_of: Callable[[str], Any], problem: Callable[..., Any]) -> None:
    """Add the routes."""
    @app.get("/v1/invoices/<number>")
    def invoice(number: str) -> Any:
        found = next((one for one in data_of("invoices") if one["number"] == number), None)
        return jsonify(whole(found)) if found else problem(404, "invoice.not_found", "Deze factuur bestaat niet.")

    app.get("/v1/invoices/<number>/pdf", endpoint="pdf")(lambda number: Response(PDF, content_type="application/pdf"))
    app.get("/v1/invoices/<number>/ubl", endpoint="ubl")(lambda number: Response(UBL, content_type="application/xml"))
