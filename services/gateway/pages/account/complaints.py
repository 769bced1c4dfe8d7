"""The employer's form for a complaint about the service, with the own complaints and their answers (features N4)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import sent
from services.gateway.view import drafts
from services.gateway.view.accounts.complaints import SUBJECTS, Complaint
from services.gateway.view.forms import Form
from services.gateway.view.layout import EMPLOYEE_DATA, SICK_REPORTS, notify
from services.gateway.view.trail import Trail
from shared.fields.contact import parse_phone
from shared.fields.text import parse_work_note
from shared.kernel.ids import new_id

pages = page_blueprint("complaints", rights=["RIGHTS_MANAGEMENT", EMPLOYEE_DATA, SICK_REPORTS])

PAGE = "/klacht"
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
    number = sent(form, FIELDS, lambda key: services().complaints.send(body, key=key))
    if number is None:
        return _page(form), 422
    notify(f"Wij hebben uw klacht ontvangen. Het nummer is {number}.")
    return redirect(PAGE, 303)


def _page(form: Form, *, is_restored: bool = False) -> str:
    trail, today = Trail.of(PAGE, request.args, {}), services().clock.today()
    page = services().complaints.list_page(cursor=trail.cursor)
    return render_template(
        "account/complaint.html", rows=[Complaint.of(one, today) for one in page["items"]], previous=trail.previous,
        next=trail.next(page["next"]), form=form, is_restored=is_restored,
        subjects=[(code, title, "") for code, title in SUBJECTS.items()])
