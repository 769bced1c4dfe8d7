"""Pages for administrators on accounts: find any account, make one for staff, give another role or number, close."""
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent, sent
from services.gateway.view.accounts.administration import (
    FIELDS,
    REASONS,
    SALUTATIONS,
    WORK_PHONE,
    Account,
    choices,
    read_reason,
    read_role,
    read_staff,
    read_work_phone,
)
from services.gateway.view.accounts.roles import ROLES
from services.gateway.view.accounts.security_events import LogEntry
from services.gateway.view.forms import Form
from services.gateway.view.layout import PLATFORM_ADMIN, notify
from services.gateway.view.trail import Trail
from shared.kernel.ids import new_id

pages = page_blueprint("accounts", roles=[PLATFORM_ADMIN])

LIST = "/beheer/accounts"
NEW = f"{LIST}/nieuw"
ONE = f"{LIST}/<account_id>"


@pages.get(LIST)
def search() -> str:
    """The accounts that the text finds; none before there is a text."""
    text = " ".join(request.args.get("zoek", "").split())[:100]
    trail = Trail.of(LIST, request.args, {"zoek": text})
    page = services().helpdesk.search_accounts(search=text, cursor=trail.cursor) if text else {"items": [], "next": None}
    return render_template("operations/accounts.html", accounts=[Account.of(body) for body in page["items"]], text=text,
                           previous=trail.previous, next=trail.next(page["next"]))


@pages.get(NEW)
def new() -> str:
    """The form for a new member of staff."""
    return _new_page(Form({"sleutel": new_id()}))


@pages.post(NEW)
def create() -> Response | tuple[str, int]:
    """Make an account of staff."""
    form = Form(request.form.to_dict())
    body = read_staff(form)
    if made := sent(form, FIELDS, lambda key: services().administration.create_staff(body, key=key)):
        notify("Het account is gemaakt. Het tijdelijke wachtwoord is gemaild.")
        return redirect(f"{LIST}/{made['id']}", 303)
    return _new_page(form), 422


@pages.get(ONE)
def one(account_id: str) -> str:
    """One account with what happened to it lately, and the forms to change its role and to close it."""
    return _page(account_id, Form({"sleutel": new_id()}))


@pages.post(f"{ONE}/rol")
def change_role(account_id: str) -> Any:
    """Give another role, after a page with the present and the new one."""
    form = Form(request.form.to_dict())
    role = read_role(form)
    if form.is_good and role == _account(account_id).role:
        form.refuse("rol", "Dit account heeft deze rol al. Kies een andere.")
    return _step(account_id, form, "operations/account_role.html", "De nieuwe rol geldt vanaf nu.",
                 lambda _: services().administration.change_role(account_id, role, version=form.version))


@pages.post(f"{ONE}/werktelefoon")
def change_work_phone(account_id: str) -> Response | tuple[str, int]:
    """Set the number at which employers reach the person."""
    form = Form(request.form.to_dict())
    work_phone = read_work_phone(form) or None
    if not is_sent(form, FIELDS, lambda _: services().administration.change_work_phone(
            account_id, work_phone, version=form.version)):
        return _page(account_id, form), 422
    notify(f"Werkgevers zien nu deze naam met {'dit' if work_phone else 'het algemene'} nummer.")
    return redirect(f"{LIST}/{account_id}", 303)


@pages.post(f"{ONE}/sluiten")
def close(account_id: str) -> Any:
    """Close the account, after a page that says what that does."""
    form = Form(request.form.to_dict())
    reason = read_reason(form)
    return _step(account_id, form, "operations/account_closing.html", "Het account is gesloten.",
                 lambda key: services().administration.close_account(account_id, reason, key=key, version=form.version))


def _step(account_id: str, form: Form, check: str, done: str, send: Callable[[str], Json]) -> str | Response | tuple[str, int]:
    """The page to check, or the act itself once it is checked; the page of the account with the errors if refused."""
    if not form.is_good:
        return _page(account_id, form), 422
    if form["actie"] != "versturen":
        return render_template(check, account=_account(account_id), form=form, roles=ROLES, reasons=REASONS)
    if not is_sent(form, FIELDS, send):
        return _page(account_id, form), 422
    notify(done)
    return redirect(f"{LIST}/{account_id}", 303)


def _account(account_id: str) -> Account:
    return Account.of(services().helpdesk.get_account(account_id))


def _new_page(form: Form) -> str:
    return render_template("operations/new_account.html", form=form, salutations=choices(SALUTATIONS),
                           roles=choices(ROLES))


def _page(account_id: str, form: Form) -> str:
    account = _account(account_id)
    form.typed.setdefault(WORK_PHONE, account.work_phone)
    form.shows(account.version, account.facts | {"Stand": account.state[0]})
    entries = [LogEntry.of(event) for event in services().administration.list_latest_events(account_id)]
    return render_template("operations/account.html", account=account, form=form, entries=entries,
                           roles=choices(ROLES, without=account.role), reasons=choices(REASONS))
