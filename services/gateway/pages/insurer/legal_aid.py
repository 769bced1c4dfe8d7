"""Legal aid: the employer's form with its earlier requests, and the list of Team Claims and legal aid (R-032 to R-034)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import sent
from services.gateway.view import drafts
from services.gateway.view.formatting import moment
from services.gateway.view.forms import YES, Form
from services.gateway.view.layout import LEGAL_AID_READERS, SICK_REPORTS, notify
from services.gateway.view.trail import Trail
from shared.fields.identifiers import parse_id
from shared.kernel.ids import new_id

pages = page_blueprint("legal_aid", rights=[SICK_REPORTS], roles=LEGAL_AID_READERS)

PAGE = "/rechtsbijstand"
KINDS = {"WAGE_CONTINUATION_DISPUTE": "Geschil over loon bij ziekte",
         "THIRD_PARTY_RECOVERY": "Kosten verhalen op iemand die aansprakelijk is",
         "UWV_CONFLICT": "Conflict met het UWV", "EMPLOYEE_CONFLICT": "Conflict met een werknemer"}
STATES = {"ACCEPTED": ("Geaccepteerd", "success")}
FIELDS = {"kind": "soort", "costs_accepted": "akkoord", "absence_number": "verzuim"}


@pages.get(PAGE)
def overview() -> str:
    """The form with the employer's requests; for staff the requests of all employers."""
    draft = drafts.take()
    return _page(Form({"sleutel": new_id(), "verzuim": request.args.get("verzuim", "")} | draft), is_restored=bool(draft))


@pages.post(PAGE)
@only_for(SICK_REPORTS)
def ask() -> Response | tuple[str, int]:
    """Request legal aid."""
    form = Form(request.form.to_dict())
    body = {"kind": form.choice("soort", KINDS, "Kies waarover het geschil gaat."), "costs_accepted": form["akkoord"] == YES,
            "absence_number": form.text("verzuim", parse_id) or None}
    made = sent(form, FIELDS, lambda key: services().claims.request_legal_aid(body, key=key))
    if made is None:
        return _page(form), 422
    costs = "Dit verzoek is kosteloos." if made["free_of_charge"] else "Aan dit verzoek zijn kosten verbonden."
    notify(f"Uw verzoek om rechtsbijstand is geaccepteerd. Het nummer is {made['request_number']}. {costs}")
    return redirect(PAGE, 303)


def _page(form: Form, *, is_restored: bool = False) -> str:
    trail = Trail.of(PAGE, request.args, {})
    found = services().claims.list_legal_aid_requests(cursor=trail.cursor)
    rows = [body["request"] | {
        "title": KINDS[body["request"]["kind"]], "state": STATES[body["request"]["status"]],
        "requested": moment(body["request"]["requested_at"]), "company_name": body["company_name"]} for body in found["items"]]
    return render_template(
        "insurer/legal_aid.html", form=form, rows=rows, is_free=not (rows or trail.cursor), is_restored=is_restored,
        kinds=[(code, title, "") for code, title in KINDS.items()], previous=trail.previous, next=trail.next(found["next"]))
