"""Accept a policy or a new version of one: the form, the preview of what a change does, and the acceptance (domain.md §15.8)."""
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.insurer.policies.policies import LIST
from services.gateway.pages.sending import is_sent, sent
from services.gateway.view import drafts
from services.gateway.view.forms import Form
from services.gateway.view.insurer.policy_fields import (
    FIRST,
    GROUPS,
    USUAL,
    VALID_FROM,
    changes_of,
    names_of,
    read_version,
    typed_of,
)
from services.gateway.view.layout import ACCEPTANCE, notify
from shared.fields.identifiers import parse_policy_number
from shared.kernel.ids import new_id

pages = page_blueprint("policy_versions", roles=[ACCEPTANCE])

NEW = f"{LIST}/nieuw"
CHANGE = f"{LIST}/<policy_number>/wijzigen"
NUMBER = "polisnummer"
TAKEN = "Deze polis bestaat al. Open haar in de lijst om haar te wijzigen."


@pages.get(NEW)
def ask_new() -> str:
    """The form of a new policy, with its usual terms."""
    return _new(Form(typed_of(USUAL, FIRST) | {"sleutel": new_id()} | drafts.take()))


@pages.post(NEW)
def accept_new() -> Response | tuple[str, int]:
    """Accept a new policy."""
    form = Form(request.form.to_dict())
    number = form.text(NUMBER, parse_policy_number, "Vul het polisnummer in.")
    body = read_version(form, FIRST, None, today=services().clock.today()) | {"policy_number": number}
    if is_sent(form, names_of(FIRST) | {"policy_number": NUMBER},
               lambda key: services().policies.accept(body, key=key, version=0), shown={412: (NUMBER, TAKEN)}):
        notify("De polis is geaccepteerd. Stuur nu de werknemers mee, en maak de hoofdcontactpersoon.")
        return redirect(f"{LIST}/{number}", 303)
    return _new(form), 422


@pages.get(CHANGE)
def ask_change(policy_number: str) -> str:
    """The form of a new version, with the values of the present one."""
    policy = services().policies.get_policy(policy_number)
    draft = drafts.find(*_draft(policy_number)) or {}
    return _change(policy, Form(typed_of(policy, GROUPS) | draft.get("fields", {}) | drafts.take() | {"sleutel": new_id()}))


@pages.post(CHANGE)
def keep_change(policy_number: str) -> Response | tuple[str, int]:
    """Check the version and keep it for the page that shows what it does."""
    policy, form = services().policies.get_policy(policy_number), Form(request.form.to_dict())
    if _preview(policy, form) is None:
        return _change(policy, form), 422
    drafts.put(*_draft(policy_number), form.typed)
    return redirect(f"{LIST}/{policy_number}/wijzigen/controleren", 303)


@pages.get(f"{CHANGE}/controleren")
def check(policy_number: str) -> Response | tuple[str, int]:
    """Show what the version does to cover, premium and arbo fee before it is accepted."""
    return _check(policy_number, Form(_kept(policy_number) | {"sleutel": new_id()}))


@pages.post(f"{CHANGE}/vastleggen")
def accept(policy_number: str) -> Response | tuple[str, int]:
    """Accept the version that was checked."""
    form = Form(_kept(policy_number) | {"sleutel": request.form.get("sleutel", ""), "versie": request.form.get("versie", "")})
    if not form[VALID_FROM]:
        return redirect(f"{LIST}/{policy_number}/wijzigen", 303)
    policy = services().policies.get_policy(policy_number)
    body = _body(policy, form) | {"policy_number": policy_number}
    if is_sent(form, names_of(GROUPS), lambda key: services().policies.accept(body, key=key, version=form.version)):
        drafts.put(*_draft(policy_number), {})
        notify("De wijziging is vastgelegd.")
        return redirect(f"{LIST}/{policy_number}", 303)
    return _check(policy_number, form)


def _check(policy_number: str, form: Form) -> Response | tuple[str, int]:
    if not form[VALID_FROM]:
        return redirect(f"{LIST}/{policy_number}/wijzigen", 303)
    policy, was_good = services().policies.get_policy(policy_number), form.is_good
    form.shows(policy["latest_version"], {})
    errors, form.errors = form.errors, {}
    preview = _preview(policy, form)
    form.errors |= errors
    if preview is None:
        return _change(policy, form), 422
    version = preview["version"] | {"before": preview["before"]}
    return render_template("insurer/policies/check.html", policy=policy, form=form, preview=preview,
                           changes=changes_of(version)), 200 if was_good else 422


def _preview(policy: Json, form: Form) -> Json | None:
    body = _body(policy, form)
    return sent(form, names_of(GROUPS), lambda key: services().policies.preview(policy["policy_number"], body, key=new_id()))


def _body(policy: Json, form: Form) -> dict[str, Any]:
    """What the form changes."""
    return read_version(form, GROUPS, policy, today=services().clock.today())


def _draft(policy_number: str) -> tuple[str, str]:
    return f"polis-{policy_number}", f"{LIST}/{policy_number}"


def _kept(policy_number: str) -> dict[str, str]:
    draft = drafts.find(*_draft(policy_number))
    return dict((draft or {}).get("fields", {}))


def _change(policy: Json, form: Form) -> str:
    return render_template("insurer/policies/version.html", policy=policy, form=form, groups=GROUPS)


def _new(form: Form) -> str:
    return render_template("insurer/policies/new.html", form=form, groups=FIRST)
