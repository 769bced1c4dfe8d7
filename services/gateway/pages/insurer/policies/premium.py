"""A premium year with its calculation per employee, and the January round per employer (domain.md §4.1, §4.5)."""
from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.insurer.policies.policies import LIST
from services.gateway.view.insurer.premium import FILTERS, Calculation, Round
from services.gateway.view.layout import BILLING, CLAIMS, POLICY_READERS
from services.gateway.view.outage import Attempts
from services.gateway.view.people import names
from services.gateway.view.trail import Trail
from shared.fields.dates import FIRST_YEAR, LAST_YEAR
from shared.fields.invalid import InvalidInput
from shared.fields.numbers import WholeRule

pages = page_blueprint("premium_years", roles=POLICY_READERS)

ROUNDS = "/debiteuren/jaarronde"


@pages.get(f"{LIST}/<policy_number>/premie/<int:year>")
def premium_year(policy_number: str, year: int) -> str:
    """One premium year of a policy: how it came about, its instalments, and what was settled."""
    found, visitor = services(), services().visitor()
    return show_year(found.premium.get_calculation(policy_number, year), policy_number, has_names=CLAIMS in visitor.roles,
                     back=f"{LIST}/{policy_number}")


@pages.get(ROUNDS)
@only_for(roles=[BILLING])
def january_rounds() -> str:
    """The January round of a year per employer."""
    year, state = _year(), request.args.get("stand", "")
    state = state if state in FILTERS else ""
    trail = Trail.of(ROUNDS, request.args, {"jaar": str(year), "stand": state})
    page = services().premium.list_january_rounds(year, state=state, cursor=trail.cursor)
    return render_template("insurer/policies/rounds.html", rounds=[Round.of(body) for body in page["items"]], year=year,
                           state=state, filters=FILTERS, previous=trail.previous, next=trail.next(page["next"]))


def show_year(body: Json, policy_number: str, *, has_names: bool, back: str) -> str:
    """The page of a premium year.

    :param has_names: whether the visitor may see who the employees are
    :param back: the address of the policy's page
    """
    attempts, ids = Attempts(), [one["employee_id"] for one in body["employees"]] if has_names else []
    people = attempts.items("namen van werknemers", lambda: services().absence.find_employees(ids)) if ids else []
    return render_template("insurer/policies/premium_year.html", year=Calculation.of(body, names(people)), back=back,
                           policy_number=policy_number, missing=attempts.missing)


def _year() -> int:
    """The year in the address; this year without one, or with one that cannot be."""
    try:
        return WholeRule(FIRST_YEAR, LAST_YEAR).parse_text(request.args.get("jaar"))
    except InvalidInput:
        return services().clock.today().year
