"""Complaints about the service: the employer's form with the own complaints, and the list of the complaint desk (features N4)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import sent
from services.gateway.view import drafts
from services.gateway.view.formatting import moment, phone
from services.gateway.view.forms import Form
from services.gateway.view.layout import CASEMANAGER, EMPLOYEE_DATA, SICK_REPORTS, notify
from services.gateway.view.trail import Trail
from shared.fields.contact import parse_phone
from shared.fields.text import parse_work_note
from shared.kernel.ids import new_id

pages = page_blueprint("complaints", rights=["RIGHTS_MANAGEMENT", EMPLOYEE_DATA, SICK_REPORTS])

PAGE, DESK = "/klacht", "/klachten"
SUBJECTS = {"GUIDANCE": "Begeleiding bij verzuim", "BENEFIT": "Uitkering", "PREMIUM": "Premie of factuur",
            "CONTACT": "Hoe u bent geholpen", "PORTAL": "Dit portaal", "OTHER": "Iets anders"}
STATES = {"RECEIVED": ("Ontvangen", "info")}
FIELDS = {"subject": "onderwerp", "text": "klacht", "phone": "telefoon"}


@pages.get(PAGE)
def ask() -> str:
    """The form, and the visitor's complaints."""
    draft = drafts.take()
    return _page(Form({"sleutel": new_id()} | draft), is_restored=bool(draft))


@pages.post(PAGE)
def send() -> Response | tuple[str, int]:
    """Send a complaint."""
    form = Form(request.form.to_dict())
    body = {"subject": form.choice("onderwerp", SUBJECTS, "Kies waarover uw klacht gaat."),
            "text": form.text("klacht", parse_work_note, "Schrijf op wat er niet goed ging."),
            "phone": form.text("telefoon", parse_phone, "Vul in op welk nummer wij u kunnen bellen.")}
    number = sent(form, FIELDS, lambda key: services().casework.complain(body, key=key))
    if number is None:
        return _page(form), 422
    notify(f"Wij hebben uw klacht ontvangen. Het nummer is {number}.")
    return redirect(PAGE, 303)


@pages.get(DESK)
@only_for(roles=[CASEMANAGER])
def desk() -> str:
    """The complaints of all employers."""
    return _list("perspectief/complaints.html", DESK)


def _page(form: Form, *, is_restored: bool = False) -> str:
    return _list("account/complaint.html", PAGE, form=form, is_restored=is_restored,
                 subjects=[(code, title, "") for code, title in SUBJECTS.items()])


def _list(template: str, path: str, **more: object) -> str:
    trail = Trail.of(path, request.args, {})
    page = services().casework.list_complaints(cursor=trail.cursor)
    rows = [body["complaint"] | {
        "title": SUBJECTS[body["complaint"]["subject"]], "state": STATES[body["complaint"]["status"]],
        "received": moment(body["complaint"]["received_at"]), "phone": phone(body["complaint"]["phone"]),
        "company_name": body["company_name"]} for body in page["items"]]
    return render_template(template, rows=rows, previous=trail.previous, next=trail.next(page["next"]), **more)
