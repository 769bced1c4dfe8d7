"""Colleagues and third parties: who has which rights, invitations, changes and ends."""
from collections.abc import Collection, Mapping
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent, sent
from services.gateway.view.accounts.colleagues import RIGHTS, Colleague, colleagues_of, rights_in, ticked
from services.gateway.view.accounts.main_contacts import UNBLOCK_REASONS
from services.gateway.view.forms import Form
from services.gateway.view.layout import notify
from shared.fields.contact import parse_email, parse_mobile
from shared.fields.dates import CASE_DATE
from shared.fields.names import parse_infix, parse_name
from shared.kernel.ids import new_id

MANAGE = "RIGHTS_MANAGEMENT"
pages = page_blueprint("colleagues", rights=[MANAGE])

ROOT = "/account/collegas"
FIELDS = {"salutation": "aanhef", "first_name": "voornaam", "infix": "tussenvoegsel", "last_name": "achternaam",
          "email": "email", "phone": "telefoon", "kind": "soort", "rights": "rechten", "ends_on": "tot"}
RIGHT_NOT_HELD = {403: None}
"""A visitor who may manage rights is told which one cannot be given or taken."""
Answer = Response | str | tuple[str, int]


@pages.get(ROOT)
def overview() -> str:
    """All accounts with their rights."""
    found = colleagues_of(services().colleagues.list_accounts(), services().clock.today())
    return render_template("account/colleagues/list.html", people=found, rights=RIGHTS,
                           expired=sum(one.is_expired and not one.is_over for one in found))


@pages.get(f"{ROOT}/toevoegen")
def ask() -> str:
    """The form of somebody new."""
    return _add_page(Form({"sleutel": new_id(), "soort": "COLLEAGUE"}))


@pages.post(f"{ROOT}/toevoegen")
def add() -> Answer:
    """Make the account; the temporary password goes to its owner."""
    form = Form(request.form.to_dict())
    body = _read_person(form)
    if account := sent(form, FIELDS, lambda key: services().colleagues.add_account(body, key=key), shown=RIGHT_NOT_HELD):
        notify(f"De uitnodiging is verstuurd aan {account['email']}.")
        return redirect(ROOT, 303)
    return _add_page(form), 422


@pages.get(f"{ROOT}/<account_id>")
def one(account_id: str) -> str:
    """One account, with what can be done with it."""
    colleague = _get(account_id)
    form = Form({"sleutel": new_id()} | ticked(colleague.rights))
    return _page(colleague, form)


@pages.post(f"{ROOT}/<account_id>/controleren")
def check(account_id: str) -> Answer:
    """What the rights were and what they become, before they change."""
    form, colleague = Form(request.form.to_dict()), _get(account_id)
    ends_on = _read_end(form)
    if not form.is_good:
        return _page(colleague, form), 422
    wanted = rights_in(form.typed)
    lines = [(label, colleague.has(right), "ja" if right in wanted else "nee") for right, (_, label) in RIGHTS.items()]
    if ends_on:
        lines.append(("Toegang eindigt op", colleague.until or "–", form["tot"]))
    return render_template("account/colleagues/check.html", colleague=colleague, form=form, lines=lines)


@pages.post(f"{ROOT}/<account_id>")
def change(account_id: str) -> Answer:
    """Change the rights."""
    form = Form(request.form.to_dict())
    ends_on = _read_end(form)
    if is_sent(form, FIELDS, lambda _: services().colleagues.change_rights(
            account_id, rights_in(form.typed), ends_on, version=form.version), shown=RIGHT_NOT_HELD):
        notify("De rechten zijn gewijzigd. Dit geldt meteen.")
        return redirect(ROOT, 303)
    return _page(_get(account_id), form), 422


@pages.post(f"{ROOT}/<account_id>/opnieuw-sturen")
def send_again(account_id: str) -> Answer:
    """Send the invitation again."""
    return _act(account_id, "temporary-password", {}, "De uitnodiging is opnieuw verstuurd. De vorige werkt niet meer.")


@pages.get(f"{ROOT}/<account_id>/blokkeren")
def ask_to_block(account_id: str) -> Answer:
    """What blocking means, before it happens; the account itself if its access is over already."""
    colleague = _get(account_id)
    if colleague.is_over:
        return redirect(f"{ROOT}/{account_id}")
    return render_template("account/colleagues/block.html", colleague=colleague, form=Form({"sleutel": new_id()}))


@pages.post(f"{ROOT}/<account_id>/blokkeren")
def block(account_id: str) -> Answer:
    """Block a colleague, or end the access of a third party."""
    return _act(account_id, "block", {"reason": "LEFT"}, "De toegang is weg. Dit geldt meteen.")


@pages.get(f"{ROOT}/<account_id>/deblokkeren")
def ask_to_unblock(account_id: str) -> Answer:
    """What ending the block means, and why it happens; the account itself if it is not blocked."""
    colleague = _get(account_id)
    if not colleague.is_blocked:
        return redirect(f"{ROOT}/{account_id}")
    return _unblock_page(colleague, Form({"sleutel": new_id()}))


@pages.post(f"{ROOT}/<account_id>/deblokkeren")
def unblock(account_id: str) -> Answer:
    """Give a colleague the account back."""
    form = Form(request.form.to_dict())
    reason = form.choice("reden", UNBLOCK_REASONS, "Kies waarom.")
    if not form.is_good:
        return _unblock_page(_get(account_id), form), 422
    return _act(account_id, "unblock", {"reason": reason}, "De blokkade is opgeheven. Uw collega krijgt een e-mail met een "
                                                           "tijdelijk wachtwoord.")


def _unblock_page(colleague: Colleague, form: Form) -> str:
    return render_template("account/colleagues/unblock.html", colleague=colleague, form=form,
                           reasons=[(code, words, "") for code, words in UNBLOCK_REASONS.items()])


def _act(account_id: str, action: str, body: Mapping[str, Any], done: str) -> Answer:
    form = Form(request.form.to_dict())
    if not is_sent(form, FIELDS, lambda key: services().colleagues.act(
            account_id, action, body, key=key, version=form.version), shown=RIGHT_NOT_HELD):
        return _page(_get(account_id), form), 422
    notify(done)
    return redirect(ROOT, 303)


def _get(account_id: str) -> Colleague:
    return Colleague.of(services().colleagues.get_account(account_id), services().clock.today())


def _read_person(form: Form) -> dict[str, Any]:
    ends_on = _read_end(form)
    body = {"kind": form.choice("soort", ("COLLEAGUE", "THIRD_PARTY"), "Kies een collega of een derde."),
            "salutation": form.choice("aanhef", ("Dhr.", "Mevr.", "Neutraal"), "Kies een aanhef."),
            "first_name": form.text("voornaam", parse_name, "Vul de voornaam in."),
            "infix": form.text("tussenvoegsel", parse_infix) or None,
            "last_name": form.text("achternaam", parse_name, "Vul de achternaam in."),
            "email": form.text("email", parse_email, "Vul het e-mailadres in."),
            "phone": form.text("telefoon", parse_mobile, "Vul een mobiel nummer in, bijvoorbeeld 06 12345678."),
            "rights": rights_in(form.typed)}
    return body | ({"ends_on": ends_on} if ends_on else {})


def _read_end(form: Form) -> str | None:
    ends_on = form.date("tot", CASE_DATE, today=services().clock.today())
    return ends_on.isoformat() if ends_on else None


def _add_page(form: Form) -> str:
    return render_template("account/colleagues/new.html", form=form, rights=_offered())


def _page(colleague: Colleague, form: Form) -> str:
    form.shows(colleague.version, {label: colleague.has(right) for right, (_, label) in RIGHTS.items()})
    return render_template("account/colleagues/one.html", colleague=colleague, form=form, rights=_offered(colleague.rights))


def _offered(present: Collection[str] = ()) -> dict[str, tuple[str, str]]:
    """The rights that the visitor has, and can give, and those that the colleague has, which it can leave."""
    return {right: names for right, names in RIGHTS.items() if right in present or services().visitor().may(right)}
