"""The pages of the January round: check wages and hours, see what they do to the premium, confirm (R-017…R-019)."""
from typing import Any

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view import drafts
from services.gateway.view.forms import Form
from services.gateway.view.january import (
    HOURS,
    WAGE,
    Changes,
    Checked,
    Round,
    changed_fields,
    ids_in,
    read_changes,
    wages_in,
)
from services.gateway.view.layout import EMPLOYEE_DATA, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.trail import Trail
from shared.kernel.ids import new_id

pages = page_blueprint("january", rights=[EMPLOYEE_DATA])

EMPLOYEES_A_PAGE = 25


@pages.get("/januari")
def latest() -> Response | str:
    """The latest January round, or a page that says that there is none."""
    rounds = services().absence.list_campaigns()
    return redirect(f"/januari/{rounds[0]['year']}", 303) if rounds else render_template("employer/january/none.html")


@pages.get("/januari/<int:year>")
def show(year: int) -> tuple[str, int]:
    """A page of the employees to check, with what was typed before; or the result of a round that was submitted."""
    january = _round(year)
    if not january.is_open:
        return _submitted(january), 200
    return _list(january, Form({"sleutel": new_id()} | _typed(january) | drafts.take()))


@pages.post("/januari/<int:year>")
def answer(year: int) -> Response | tuple[str, int]:
    """Keep the changes for the check page or the next employees; with none at all, everything may be confirmed at once."""
    january, form = _round(year), Form(request.form.to_dict())
    if not january.is_open:
        return redirect(f"/januari/{year}", 303)
    here = ids_in(form.typed)
    changes = read_changes(form, _employees(january, here))
    if not form.is_good:
        return _list(january, form, status=422)
    kept = changed_fields(_typed(january), form.typed, here, changes)
    drafts.put(_key(january), _path(january), kept)
    action, following = request.form.get("actie"), request.form.get("volgende", "")
    if action == "klopt" and not kept:
        return submit(year)
    more = action == "verder" and following.startswith(f"{_path(january)}?")
    return redirect(following if more else f"{_path(january)}/controleren", 303)


@pages.get("/januari/<int:year>/controleren")
def check(year: int) -> Response | tuple[str, int]:
    """Show the changes and the premium of both years before they are confirmed."""
    january = _round(year)
    if not january.is_open:
        return redirect(f"/januari/{year}", 303)
    return _check(january, Form({"sleutel": new_id()} | _typed(january)))


@pages.post("/januari/<int:year>/versturen")
def submit(year: int) -> Response | tuple[str, int]:
    """Confirm all data, with the changes that were checked."""
    january = _round(year)
    form = Form(_typed(january) | {"sleutel": request.form.get("sleutel", "")})
    employees = _employees(january, ids_in(form.typed))
    changes = read_changes(form, employees)
    fields = {f"wages.{each.employee_id}": WAGE + each.employee_id for each in employees}
    if is_sent(form, fields, lambda key: services().absence.submit_january_data(
            year, {"wages": changes.wages, "hours": changes.hours}, key=key)):
        drafts.put(_key(january), _path(january), {})
        notify("De gegevens zijn verstuurd. U hoeft voor de januarironde niets meer te doen.")
        return redirect(f"/januari/{year}", 303)
    names = {WAGE + each.employee_id: each.name for each in employees}
    form.errors = {field: f"{names[field]}: {message}" if field in names and not message.startswith(names[field]) else message
                   for field, message in form.errors.items()}
    return _check(january, form, status=422)


@pages.get("/januari/<int:year>/versturen")
def submit_form(year: int) -> Response:
    """Redirect to the check page, which contains the form."""
    return redirect(f"/januari/{year}/controleren", 303)


def _round(year: int) -> Round:
    found = next((Round.of(body) for body in services().absence.list_campaigns() if body["year"] == year), None)
    return found or abort(404)


def _path(january: Round) -> str:
    return f"/januari/{january.year}"


def _key(january: Round) -> str:
    return f"januari-{january.policy_number}"


def _typed(january: Round) -> dict[str, str]:
    """What was typed about the employees on all pages of the list."""
    draft = drafts.find(_key(january), _path(january))
    return {name: text for name, text in (draft or {}).get("fields", {}).items() if name.startswith((WAGE, HOURS))}


def _list(january: Round, form: Form, *, status: int = 200) -> tuple[str, int]:
    found, attempts = services(), Attempts()
    everyone = request.args.get("allen") == "ja"
    trail = Trail.of(_path(january), request.args, {"allen": "ja" if everyone else ""})
    wages = wages_in(_typed(january))
    preview = attempts.ask("premie", lambda: _preview(january, wages), None)
    page = found.absence.list_campaign_employees(january.year, changed=not everyone, cursor=trail.cursor, limit=EMPLOYEES_A_PAGE)
    premium = preview()
    employees = _checked(page["items"], premium)
    for each in employees:
        form.typed = each.fields | form.typed
    body = render_template("employer/january/round.html", january=january, form=form, employees=employees, everyone=everyone,
                           preview=premium, previous=trail.previous, next=trail.next(page["next"]),
                           missing=attempts.missing, here=request.full_path.rstrip("?"))
    return body, status


def _check(january: Round, form: Form, *, status: int = 200) -> tuple[str, int]:
    attempts, employees = Attempts(), _employees(january, ids_in(form.typed))
    changes = read_changes(form, employees)
    preview = attempts.get("premie", lambda: _preview(january, changes.wages), None) if form.is_good else None
    body = render_template("employer/january/check.html", january=january, form=form, changes=changes, preview=preview,
                           employees=_changed(employees, changes, preview), missing=attempts.missing)
    return body, status if form.is_good else 422


def _changed(employees: list[Checked], changes: Changes, preview: Json | None) -> list[tuple[Checked, Any]]:
    parts = _parts(preview)
    return [(each, parts.get(each.employee_id)) for each in employees if each.employee_id in changes.employee_ids]


def _submitted(january: Round) -> str:
    attempts = Attempts()
    years = attempts.items("premie", lambda: services().billing.list_premium_years(january.policy_number))
    return render_template("employer/january/submitted.html", january=january, missing=attempts.missing,
                           years={one["year"]: one for one in years})


def _employees(january: Round, employee_ids: list[str]) -> list[Checked]:
    return _checked(services().absence.find_campaign_employees(january.year, employee_ids), None) if employee_ids else []


def _checked(bodies: list[Json], preview: Json | None) -> list[Checked]:
    parts = _parts(preview)
    return [Checked.of(body, parts.get(body["employee_id"])) for body in bodies]


def _parts(preview: Json | None) -> dict[str, Json]:
    return {part["employee_id"]: part for part in preview["employees"]} if preview else {}


def _preview(january: Round, wages: Json) -> Json:
    return services().billing.preview_january(january.policy_number, january.year, wages)
