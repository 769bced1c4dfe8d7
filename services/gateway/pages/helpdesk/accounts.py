"""Accounts for the helpdesk and the administration: found by name, username or address, without any case data."""
from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.accounts.helpdesk import account_kind, account_state
from services.gateway.view.accounts.security_events import LogEntry
from services.gateway.view.layout import HELPDESK
from services.gateway.view.trail import Trail

pages = page_blueprint("helpdesk_accounts", roles=[HELPDESK])

ACCOUNTS = "/helpdesk/accounts"


@pages.get(ACCOUNTS)
def search() -> str:
    """The accounts that the text finds; none before there is a text."""
    text = " ".join(request.args.get("zoek", "").split())[:100]
    trail = Trail.of(ACCOUNTS, request.args, {"zoek": text})
    page = services().helpdesk.search_accounts(search=text, cursor=trail.cursor) if text else {"items": [], "next": None}
    return render_template("helpdesk/accounts.html", accounts=page["items"], text=text, kind_of=account_kind,
                           state_of=account_state, previous=trail.previous, next=trail.next(page["next"]))


@pages.get(f"{ACCOUNTS}/<account_id>")
def one(account_id: str) -> str:
    """One account with what happened to it lately."""
    account = services().helpdesk.get_account(account_id)
    events = services().administration.list_latest_events(account_id)
    return render_template("helpdesk/account.html", account=account, kind=account_kind(account),
                           state=account_state(account), entries=[LogEntry.of(event) for event in events])
