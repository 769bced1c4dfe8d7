"""The list of policies, and one policy with its versions and premium years (domain.md §15.8)."""
from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.insurer.policies import FILTERS, Listed, version_rows
from services.gateway.view.insurer.policy_fields import GROUPS, described
from services.gateway.view.layout import ACCEPTANCE, POLICY_READERS
from services.gateway.view.outage import Attempts
from services.gateway.view.trail import Trail

pages = page_blueprint("policies", roles=POLICY_READERS)

LIST = "/polissen"
LONGEST = 80


@pages.get(LIST)
def search() -> str:
    """The policies that the text and the filter find."""
    text, stand = " ".join(request.args.get("zoek", "").split())[:LONGEST], request.args.get("stand", "")
    stand = stand if stand in FILTERS else ""
    trail = Trail.of(LIST, request.args, {"zoek": text, "stand": stand})
    page = services().policies.search(text=text, state=stand, cursor=trail.cursor)
    today = services().clock.today()
    return render_template(
        "insurer/policies/list.html", found=[Listed.of(body, today) for body in page["items"]], text=text, stand=stand,
        filters=FILTERS, may_write=_may_write(), previous=trail.previous, next=trail.next(page["next"]))


@pages.get(f"{LIST}/<policy_number>")
def one(policy_number: str) -> str:
    """One policy: what holds now, its versions, and its premium years."""
    attempts, found = Attempts(), services()
    policy = found.policies.get_policy(policy_number)
    versions = attempts.ask_items("versies", lambda: found.policies.list_versions(policy_number))
    years = attempts.ask_items("premiejaren", lambda: found.billing.list_premium_years(policy_number))
    rows = version_rows(versions(), policy["version"], found.clock.today())
    return render_template(
        "insurer/policies/policy.html", policy=policy, facts=described(policy, GROUPS), versions=rows, years=years()[::-1],
        may_write=_may_write(), missing=attempts.missing)


def _may_write() -> bool:
    return ACCEPTANCE in services().visitor().roles
