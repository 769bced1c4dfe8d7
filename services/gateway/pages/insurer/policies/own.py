"""The employer's page of its policy: the cover in words, versions, premium years, and the policy as PDF (R-001)."""
from flask import abort, render_template
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.downloads import attached_pdf
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.insurer.policies.policies import LIST
from services.gateway.pages.insurer.policies.premium import show_year
from services.gateway.view.insurer.policies import VersionRow, version_rows
from services.gateway.view.insurer.policy_fields import GROUPS, described
from services.gateway.view.insurer.policy_paper import cover_in_words, policy_document
from services.gateway.view.layout import EMPLOYEE_DATA, POLICY_READERS, SICK_REPORTS
from services.gateway.view.outage import Attempts

pages = page_blueprint("own_policy", rights=[EMPLOYEE_DATA, SICK_REPORTS])

PAGE = "/polis"


@pages.get(PAGE)
def show() -> str:
    """The employer's policy; of several the one that began last."""
    policies = services().billing.list_policies()
    if not policies:
        abort(404)
    policy = max(policies, key=lambda one: str(one["first_day"]))
    attempts, number = Attempts(), policy["policy_number"]
    none: list[VersionRow] = []
    versions = attempts.get("versies", lambda: _versions(policy), none)
    years: list[Json] = []
    if EMPLOYEE_DATA in services().visitor().rights:
        years = attempts.items("premiejaren", lambda: services().billing.list_premium_years(number))
    return render_template("employer/payments/policy.html", policy=policy, words=cover_in_words(policy), versions=versions,
                           facts=described(policy, GROUPS), years=years[::-1], missing=attempts.missing)


@pages.get(f"{PAGE}/<policy_number>/polisblad")
@pages.get(f"{LIST}/<policy_number>/polisblad")
@only_for(EMPLOYEE_DATA, SICK_REPORTS, roles=POLICY_READERS)
def paper(policy_number: str) -> Response:
    """The policy and the contract as PDF."""
    policy = services().policies.get_policy(policy_number)
    return attached_pdf(policy_document(policy, _versions(policy), services().clock.today()), f"polis-{policy_number}.pdf")


@pages.get(f"{PAGE}/<policy_number>/premie/<int:year>")
@only_for(EMPLOYEE_DATA)
def premium_year(policy_number: str, year: int) -> str:
    """One premium year with its calculation per employee."""
    return show_year(services().premium.get_calculation(policy_number, year), policy_number, has_names=True, back=PAGE)


def _versions(policy: Json) -> list[VersionRow]:
    found = services().policies.list_versions(policy["policy_number"])
    return version_rows(found, policy["version"], services().clock.today())
