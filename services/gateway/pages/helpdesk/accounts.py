"""Accounts for the helpdesk and the administration: found by name, username or address, without any case data."""
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.accounts.helpdesk import account_kind, account_state
from services.gateway.view.accounts.security_events import LogEntry
from services.gateway.view.forms import YES, Form
from services.gateway.view.layout import HELPDESK, notify
from services.gateway.view.trail import Trail
from shared.fields.contact import parse_email, parse_mobile
from shared.kernel.ids import new_id

pages = page_blueprint("helpdesk_accounts", roles=[HELPDESK])

ACCOUNTS = "/helpdesk/accounts"
FIELDS = {"called_back": "gebeld", "email": "email", "phone": "telefoon"}
ONE = f"{ACCOUNTS}/<account_id>"


@pages.get(ACCOUNTS)
def search() -> str:
    """The accounts that the text finds; none before there is a text."""
    text = " ".join(request.args.get("zoek", "").split())[:100]
    trail = Trail.of(ACCOUNTS, request.args, {"zoek": text})
    page = services().helpdesk.search_accounts(search=text, cursor=trail.cursor) if text else {"items": [], "next": None}
    return render_template("helpdesk/accounts.html", accounts=page["items"], text=text, kind_of=account_kind,
                           state_of=account_state, previous=trail.previous, next=trail.next(page["next"]))


@pages.get(ONE)
def one(account_id: str) -> str:
    """One account with what happened to it lately, and what the helpdesk can do."""
    return _page(account_id, Form({"sleutel": new_id()}))


@pages.post(f"{ONE}/slot")
def unlock(account_id: str) -> Any:
    """End the lock-out."""
    form = Form(request.form.to_dict())
    return _act(account_id, form, "Het account is van het slot. De eigenaar kan weer inloggen.",
                lambda key: services().helpdesk.unlock(account_id, key=key, version=form.version))


@pages.post(f"{ONE}/wachtwoord")
def reset_password(account_id: str) -> Any:
    """Mail a temporary password after the call-back."""
    form = Form(request.form.to_dict())
    if form["gebeld"] != YES:
        form.refuse("gebeld", "Bel eerst terug. Kruis daarna aan dat u de eigenaar heeft gesproken.")
    return _act(account_id, form, "Het tijdelijke wachtwoord is gemaild. De eigenaar is overal uitgelogd.",
                lambda key: services().helpdesk.reset_password(account_id, key=key, version=form.version))


@pages.post(f"{ONE}/contact")
def change_contact(account_id: str) -> Any:
    """Give a third party another address or number after the call-back."""
    form = Form(request.form.to_dict())
    if form["gesproken"] != YES:
        form.refuse("gesproken", "Bel eerst terug. Kruis daarna aan dat u de eigenaar heeft gesproken.")
    changed = {"email": form.text("email", parse_email) or None, "phone": form.text("telefoon", parse_mobile) or None}
    return _act(account_id, form, "Het is gewijzigd. De eigenaar en elk bedrijf waarvoor die werkt krijgen bericht.",
                lambda key: services().helpdesk.change_contact(account_id, changed, key=key, version=form.version))


def _act(account_id: str, form: Form, done: str, send: Callable[[str], None]) -> Response | tuple[str, int]:
    if is_sent(form, FIELDS, send):
        notify(done)
        return redirect(f"{ACCOUNTS}/{account_id}", 303)
    return _page(account_id, form), 422


def _page(account_id: str, form: Form) -> str:
    account = services().helpdesk.get_account(account_id)
    state = account_state(account)
    form.shows(int(account["version"]), {"Stand": state[0]})
    events = services().administration.list_latest_events(account_id)
    return render_template("helpdesk/account.html", account=account, kind=account_kind(account), state=state, form=form,
                           entries=[LogEntry.of(event) for event in events])
