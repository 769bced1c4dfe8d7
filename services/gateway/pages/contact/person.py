"""Whom Perspectief calls at an employer: recorded by the employer, or by who guides it."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.formatting import phone
from services.gateway.view.forms import Form
from services.gateway.view.layout import CONTACT_ROLES, SICK_REPORTS, notify
from shared.fields.contact import parse_phone
from shared.fields.names import parse_name

pages = page_blueprint("employer_contact", rights=[SICK_REPORTS])

OWN = "/account/contactpersoon"
OF_EMPLOYER = "/contacten/werkgever/<employer_id>"
FIELDS = {"name": "naam", "phone": "telefoon"}


@pages.get(OWN)
def own() -> str:
    """The contact person of the own employer."""
    return _page(_own_id(), OWN, Form({}))


@pages.post(OWN)
def set_own() -> Response | tuple[str, int]:
    """Record it."""
    return _set(_own_id(), OWN, back=OWN)


@pages.get(OF_EMPLOYER)
@only_for(roles=CONTACT_ROLES)
def of_employer(employer_id: str) -> str:
    """The contact person of an employer."""
    return _page(employer_id, f"/contacten/werkgever/{employer_id}", Form({}))


@pages.post(OF_EMPLOYER)
@only_for(roles=CONTACT_ROLES)
def set_of_employer(employer_id: str) -> Response | tuple[str, int]:
    """Record it."""
    return _set(employer_id, f"/contacten/werkgever/{employer_id}", back="/contacten")


def _own_id() -> str:
    return services().visitor().employer_id or ""


def _set(employer_id: str, path: str, *, back: str) -> Response | tuple[str, int]:
    form = Form(request.form.to_dict())
    person = {"name": form.text("naam", parse_name, "Vul in wie wij kunnen bellen."),
              "phone": form.text("telefoon", parse_phone, "Vul in op welk nummer wij kunnen bellen.")}
    if not is_sent(form, FIELDS, lambda key: services().contacts.set_person(employer_id, person, version=form.version)):
        return _page(employer_id, path, form), 422
    notify("De contactpersoon is vastgelegd.")
    return redirect(back, 303)


def _page(employer_id: str, path: str, form: Form) -> str:
    person, version = services().contacts.get_person(employer_id)
    number = phone(person["phone"]) if person["phone"] else ""
    form.typed = {"naam": person["name"] or "", "telefoon": number} | form.typed
    form.shows(version, {"de naam": person["name"] or "leeg", "het nummer": number or "leeg"})
    return render_template("contact/person.html", form=form, path=path)
