"""What sickness does to the income of an employee: the page, and the sheet to hand over (idea 22)."""
from flask import render_template
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.downloads import attached
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.layout import EMPLOYEE_DATA
from services.gateway.view.outage import Attempts
from services.gateway.view.people import names
from shared.documents.pdf import MEDIA_TYPE

pages = page_blueprint("income", rights=[EMPLOYEE_DATA])


@pages.get("/dossier/<absence_number>/inkomen")
def show(absence_number: str) -> str:
    """The figures, the changes and what they rest on."""
    attempts = Attempts()
    income = services().claims.get_income_effects(absence_number)
    employee_id = income["employee_id"]
    known = names(attempts.items("naam van de werknemer", lambda: services().absence.find_employees([employee_id])))
    return render_template("employer/payments/income.html", number=absence_number, income=income,
                           employee=known.get(employee_id, "uw werknemer"), missing=attempts.missing)


@pages.get("/dossier/<absence_number>/inkomen/blad")
def sheet(absence_number: str) -> Response:
    """The same as a PDF for the employee."""
    return attached(services().claims.get_income_sheet(absence_number), MEDIA_TYPE, f"inkomen-{absence_number}.pdf")
