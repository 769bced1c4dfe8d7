"""The register of employees who left sick, for an employer who bears the risk of ZW or WGA himself (R-159…R-161)."""
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.downloads import attached
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view import drafts
from services.gateway.view.forms import YES, Form
from services.gateway.view.layout import EMPLOYEE_DATA, SICK_REPORTS, notify
from services.gateway.view.leaving.departure import SITUATIONS
from services.gateway.view.outage import Attempts
from shared.fields.dates import CASE_DATE
from shared.kernel.ids import new_id
from shared.tables.csv_file import to_csv
from shared.tables.xlsx_file import to_xlsx

pages = page_blueprint("ex_employees", rights=[SICK_REPORTS, EMPLOYEE_DATA])

PAGE = "/oud-werknemers"
FIELDS = {"followed_on": "contact_op", "situation": "situatie", "next_on": "volgend_contact"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = ("Verzuimnummer", "Personeelsnummer", "Naam", "Laatste dag in dienst", "Ziektedagen op die dag", "Einde 104 weken",
        "Bewaren tot en met", "Laatste contact", "Situatie", "Volgend contact")


@pages.get(PAGE)
def show() -> str:
    """The risks, and who left sick."""
    return _page(Form({"sleutel": new_id()} | drafts.take()))


@pages.post(PAGE)
@only_for(EMPLOYEE_DATA)
def bear() -> Response | tuple[str, int]:
    """Record which risks the employer bears."""
    form = Form(request.form.to_dict())
    body = {"zw": form.answer("ziektewet"), "wga": form.answer("wga")}
    if is_sent(form, {}, lambda key: services().casework.set_own_risk(body, version=form.version)):
        notify("Opgeslagen. Stappen van wie ziek uit dienst ging, zijn opnieuw berekend.")
        return redirect(PAGE, 303)
    return _page(form), 422


@pages.post(f"{PAGE}/<absence_number>")
@only_for(SICK_REPORTS)
def follow(absence_number: str) -> Response | tuple[str, int]:
    """Record a contact."""
    form, today = Form(request.form.to_dict()), services().clock.today()
    day = form.date("contact_op", CASE_DATE, "Vul in wanneer u contact had.", today=today)
    following = form.date("volgend_contact", CASE_DATE, today=today)
    body = {"followed_on": day and day.isoformat(), "situation": form.choice("situatie", SITUATIONS, "Kies hoe het nu gaat."),
            "next_on": following and following.isoformat()}
    if is_sent(form, FIELDS, lambda key: services().casework.follow_ex_employee(absence_number, body, key=key)):
        notify("Het contact is vastgelegd.")
        return redirect(PAGE, 303)
    return _page(form, wrong=absence_number), 422


@pages.get(f"{PAGE}.csv")
@only_for(SICK_REPORTS)
def as_csv() -> Response:
    """The register as a CSV file."""
    return attached(to_csv(_table()), "text/csv; charset=utf-8", "oud-werknemers.csv")


@pages.get(f"{PAGE}.xlsx")
@only_for(SICK_REPORTS)
def as_workbook() -> Response:
    """The register as an Excel file."""
    return attached(to_xlsx(_table(), sheet="Oud-werknemers"), XLSX, "oud-werknemers.xlsx")


def _table() -> list[Sequence[object]]:
    return [HEAD, *_rows(services().casework.list_ex_employees())]


def _rows(found: Sequence[Json]) -> Iterator[Sequence[object]]:
    for one in found:
        latest: dict[str, Any] = one["follow_ups"][-1] if one["follow_ups"] else {}
        days = (date.fromisoformat(one["last_day"]), one["sick_days"], date.fromisoformat(one["ends_on"]),
                date.fromisoformat(one["keep_until"]))
        yield (one["absence_number"], one["employee_number"], one["employee_name"], *days, latest.get("followed_on"),
               SITUATIONS.get(latest.get("situation", ""), ""), latest.get("next_on"))


def _page(form: Form, *, wrong: str = "") -> str:
    """The page.

    :param wrong: the absence number of the contact whose form has errors
    """
    found, attempts = services(), Attempts()
    risk, version = found.casework.get_own_risk()
    may_see = found.visitor().may(SICK_REPORTS)
    items = attempts.items("oud-werknemers", found.casework.list_ex_employees) if may_see else []
    form.shows(version, {})
    form.typed |= {} if "ziektewet" in form.typed else {"ziektewet": YES if risk["zw"] else "", "wga": YES if risk["wga"] else ""}
    return render_template("employer/leaving/ex_employees.html", form=form, risk=risk, items=items, wrong=wrong,
                           situations=SITUATIONS, may_see=may_see, may_change=found.visitor().may(EMPLOYEE_DATA),
                           missing=attempts.missing)
