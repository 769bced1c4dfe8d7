"""Block a main contact, for instance after the loss of a telephone, and end the block; by acceptance and administrators."""
from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect, render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.accounts.main_contacts import BLOCK_REASONS, UNBLOCK_REASONS
from services.gateway.view.formatting import full_name
from services.gateway.view.forms import Form
from services.gateway.view.layout import ACCEPTANCE, PLATFORM_ADMIN, notify
from shared.kernel.ids import new_id

pages = page_blueprint("block_of_main_contact", roles=[ACCEPTANCE, PLATFORM_ADMIN])

ROOT = "/hoofdcontactpersonen/<account_id>"
FIELDS = {"reason": "reden"}


@pages.get(f"{ROOT}/blokkeren")
def ask_to_block(account_id: str) -> str:
    """What blocking means, and why it happens."""
    return _page(account_id, Form({"sleutel": new_id()}), "block", BLOCK_REASONS)


@pages.post(f"{ROOT}/blokkeren")
def block(account_id: str) -> Any:
    """Block the main contact."""
    return _act(account_id, "block", BLOCK_REASONS, "Het account is geblokkeerd. De eigenaar krijgt een e-mail.",
                lambda reason, key: services().acceptance.block(account_id, reason, key=key))


@pages.get(f"{ROOT}/deblokkeren")
def ask_to_unblock(account_id: str) -> str:
    """What ending the block means, and why it happens."""
    return _page(account_id, Form({"sleutel": new_id()}), "unblock", UNBLOCK_REASONS)


@pages.post(f"{ROOT}/deblokkeren")
def unblock(account_id: str) -> Any:
    """End the block."""
    return _act(account_id, "unblock", UNBLOCK_REASONS, "De blokkade is opgeheven. De eigenaar krijgt een e-mail met een "
                "tijdelijk wachtwoord.", lambda reason, key: services().acceptance.unblock(account_id, reason, key=key))


def _act(account_id: str, act: str, reasons: Mapping[str, str], done: str, send: Callable[[str, str], None]) -> Any:
    form = Form(request.form.to_dict())
    reason = form.choice("reden", reasons, "Kies waarom.")
    if not is_sent(form, FIELDS, lambda key: send(reason, key)):
        return _page(account_id, form, act, reasons), 422
    notify(done)
    return redirect(_page_of(account_id), 303)


def _page(account_id: str, form: Form, act: str, reasons: Mapping[str, str]) -> str:
    account = services().helpdesk.get_account(account_id)
    return render_template(f"acceptance/{act}.html", name=full_name(account), email=account["email"], id=account_id, form=form,
                           back=_page_of(account_id), reasons=[(code, words, "") for code, words in reasons.items()])


def _page_of(account_id: str) -> str:
    """The page of the account for the visitor."""
    is_administrator = PLATFORM_ADMIN in services().visitor().roles
    return f"/beheer/accounts/{account_id}" if is_administrator else f"/acceptatie/hoofdcontactpersonen/{account_id}"
