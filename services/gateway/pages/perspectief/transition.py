"""The calculator of the transition payment (R-135, R-137); its address holds what was filled in, which names nobody."""
from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import EMPLOYEE_DATA
from shared.fields.dates import SERVICE_DATE
from shared.fields.numbers import ANNUAL_WAGE, MONTH_WAGE
from shared.kernel.ids import new_id

pages = page_blueprint("transition", rights=[EMPLOYEE_DATA])

FIELDS = {"employed_from": "in_dienst", "last_day": "laatste_dag", "monthly_wage": "maandloon", "annual_wage": "jaarloon"}


@pages.get("/transitievergoeding")
def calculator() -> tuple[str, int]:
    """The form, and the payment once it is filled in."""
    form = Form({"sleutel": new_id()} | {name: request.args.get(name, "") for name in FIELDS.values()})
    if not any(form[name] for name in FIELDS.values()):
        return _page(form, None), 200
    contract = _contract(form)
    answer = sent(form, FIELDS, lambda key: services().casework.calculate_transition(contract, key=key))
    return _page(form, answer), 200 if answer else 422


def _contract(form: Form) -> Json:
    today = services().clock.today()
    first = form.date("in_dienst", SERVICE_DATE, "Vul de eerste dag van het dienstverband in.", today=today)
    last = form.date("laatste_dag", SERVICE_DATE, "Vul de laatste dag van het dienstverband in.", today=today)
    monthly = form.number("maandloon", MONTH_WAGE, "Vul het bruto maandloon in.")
    annual = form.number("jaarloon", ANNUAL_WAGE)
    return {"employed_from": first and first.isoformat(), "last_day": last and last.isoformat(),
            "monthly_wage": f"{monthly}", "annual_wage": None if annual is None else f"{annual}"}


def _page(form: Form, answer: Json | None) -> str:
    return render_template("employer/leaving/transition.html", form=form, answer=answer)
