"""The page to import employees from a file, with a result per row."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.layout import EMPLOYEE_DATA
from shared.kernel.ids import new_id

pages = page_blueprint("employee_import", rights=[EMPLOYEE_DATA])

COLUMNS = (
    ("employee_number", "Personeelsnummer", "1001"), ("first_name", "Voornaam", "Anna"), ("infix", "Tussenvoegsel", "van den"),
    ("last_name", "Achternaam", "Berg"), ("birth_date", "Geboortedatum", "04-05-1988"), ("phone", "Telefoon", "0612345678"),
    ("function", "Functie", "Magazijnmedewerker"), ("department", "Afdeling", "Magazijn"),
    ("employed_from", "In dienst vanaf", "01-01-2020"), ("annual_wage", "Jaarloon", "38.500,00"),
    ("contract_hours", "Uren per week", "40"),
)


RESULTS = {"ADDED": ("Toegevoegd", "success", True), "CHANGED": ("Gewijzigd", "info", True),
           "UNCHANGED": ("Ongewijzigd", "secondary", True), "REFUSED": ("Niet opgenomen", "danger", False)}


@dataclass(frozen=True, slots=True)
class RowResult:
    """The result of one row of the file."""

    row: int
    label: str
    tone: str
    is_good: bool
    messages: tuple[str, ...]

    @classmethod
    def of(cls, body: Mapping[str, Any], position: int) -> "RowResult":
        """Build from absence's result of a row."""
        errors = tuple(_message(error) for error in body.get("errors") or ())
        result = str(body.get("result") or ("REFUSED" if errors else "ADDED"))
        return cls(int(body.get("row") or position), *RESULTS.get(result, RESULTS["REFUSED"]), errors)


def _message(error: Mapping[str, str]) -> str:
    """An error message with its column."""
    column = next((meaning for name, meaning, _ in COLUMNS if name == error.get("field")), None)
    return f"{column}: {error['message']}" if column else error["message"]


@pages.get("/werknemers/importeren")
def ask() -> str:
    """Show the form and explain the columns."""
    return render_template("employer/employee_import.html", columns=COLUMNS, key=new_id())


@pages.post("/werknemers/importeren")
def upload() -> tuple[str, int]:
    """Send the file to the absence service."""
    file = request.files.get("bestand")
    content = file.read() if file else b""
    if not content:
        return _page("Kies eerst een CSV-bestand."), 422
    try:
        answer = services().absence.import_employees(content, key=request.form.get("sleutel") or new_id())
    except ServiceRefused as refusal:
        if refusal.status in (401, 403):
            raise
        rows = "; ".join(e.message for e in refusal.errors[:5])
        return _page(rows or refusal.detail or "Dit bestand kunnen wij niet lezen. Controleer of het een CSV-bestand is."), 422
    bodies = answer.get("rows") or ()
    results = [RowResult.of(body, position) for position, body in enumerate(bodies, start=1)]
    good = sum(result.is_good for result in results)
    return render_template("employer/employee_imported.html", results=results, good=good, bad=len(results) - good,
                           left_out=answer.get("left_out") or (), skipped=answer.get("skipped") or 0), 200


def _page(error: str) -> str:
    return render_template("employer/employee_import.html", columns=COLUMNS, key=new_id(), error=error)
