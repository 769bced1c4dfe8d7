"""The invoice pages: arbo fee and premium."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.downloads import attached
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.formatting import as_date
from services.gateway.view.layout import EMPLOYEE_DATA
from services.gateway.view.outage import Attempts
from services.gateway.view.people import names
from services.gateway.view.trail import Trail
from shared.documents.pdf import MEDIA_TYPE

pages = page_blueprint("invoices", rights=[EMPLOYEE_DATA], roles=["insurer_billing", "insurer_claims"])

KINDS = {"ARBO": "Arbofactuur", "PREMIUM": "Premie", "CREDIT": "Creditnota", "DEBT": "Terugbetaling"}
STATUSES = {"OPEN": ("Te betalen", "warning"), "PAID": ("Betaald", "success"), "OVERDUE": ("Te laat", "danger"),
            "REMINDED": ("Herinnerd", "danger"), "FORMAL_NOTICE": ("Aangemaand", "danger"),
            "SUSPENDED": ("Dekking opgeschort", "danger"), "COLLECTION": ("Incasso", "danger"),
            "DISPUTED": ("Betwist", "warning"), "CREDITED": ("Gecrediteerd", "secondary")}
SETTLED = frozenset({"PAID", "CREDITED"})


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice."""

    number: str
    policy_number: str
    kind: str
    issued_on: date | None
    due_on: date | None
    gross: str | None
    net: str | None
    vat: str | None
    vat_pct: str | None
    status: str
    details: Mapping[str, Any]

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Invoice":
        """Build from billing's response."""
        return cls(str(body["number"]), str(body["policy_number"]), KINDS.get(str(body.get("kind")), "Factuur"),
                   as_date(body.get("date") or body.get("issued_on")), as_date(body.get("due_on")), body.get("gross"),
                   body.get("net"), body.get("vat"), body.get("vat_pct"), _stand(body), body.get("details") or {})

    @property
    def is_premium(self) -> bool:
        """Whether it is an invoice or credit note of premium, which is exempt from VAT (OB 11-1-k, WBR 24-1-i)."""
        return "year" in self.details

    @property
    def is_due(self) -> bool:
        """Whether the employer has to pay it."""
        return self.status in STATUSES and self.status not in SETTLED and Decimal(self.gross or 0) > 0

    @property
    def label(self) -> str:
        """The status in words."""
        return STATUSES.get(self.status, (self.status.capitalize(), "secondary"))[0]

    @property
    def tone(self) -> str:
        """The colour of the status."""
        return STATUSES.get(self.status, ("", "secondary"))[1]


def _stand(body: Mapping[str, Any]) -> str:
    """Settled, disputed, or the dunning stage."""
    if body.get("disputed_on"):
        return "DISPUTED"
    status = str(body.get("status") or "OPEN")
    return str(body.get("stage") or status) if status == "OPEN" else status


@pages.get("/facturen")
def invoice_list() -> str:
    """A page of the invoices, newest first."""
    trail = Trail.of("/facturen", request.args, {})
    page = services().billing.list_invoices(cursor=trail.cursor)
    return render_template("employer/payments/invoices.html", invoices=[Invoice.of(body) for body in page["items"]],
                           previous=trail.previous, next=trail.next(page["next"]))


@pages.get("/facturen/<number>")
def invoice_page(number: str) -> str:
    """One invoice with its lines, how to pay it, and who was counted."""
    body = services().billing.get_invoice(number)
    attempts, counted = Attempts(), body.get("counted") or []
    people = attempts.items("namen van werknemers", lambda: services().absence.find_employees(counted)) if counted else []
    return render_template("employer/payments/invoice.html", invoice=Invoice.of(body), body=body, names=names(people),
                           missing=attempts.missing)


@pages.get("/facturen/<number>/pdf")
def invoice_pdf(number: str) -> Response:
    """The invoice as PDF."""
    return attached(services().billing.get_invoice_file(number, "pdf"), MEDIA_TYPE, f"{number}.pdf")


@pages.get("/facturen/<number>/e-factuur")
def e_invoice(number: str) -> Response:
    """The invoice as UBL, for a bookkeeping program."""
    return attached(services().billing.get_invoice_file(number, "ubl"), "application/xml", f"{number}.xml")
