"""The page "Tweede stap": the app, recovery codes and passkeys beside the code by SMS."""
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

import segno
from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import notify
from shared.fields.text import parse_text

pages = page_blueprint("second_step")

ROOT = "/account/tweede-stap"
LONGEST_NAME = 60
FIELDS = {"code": "code", "name": "naam", "credential": "naam"}
GONE = 404
LONGEST_URI = 300
Answer = Response | str | tuple[str, int]


def after_fresh_login(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Lead to a new login when identity asks one, and to the overview when another window removed or confirmed the factor."""
    @wraps(view)
    def asked(**path: Any) -> Answer:
        try:
            return view(**path)
        except ServiceRefused as refusal:
            if refusal.status == GONE and request.method == "POST":
                notify("Dit is intussen al gewijzigd. Hieronder ziet u wat nu geldt.")
                return redirect(ROOT, 303)
            if refusal.code != "login.not_fresh":
                raise
            then = request.path if request.method == "GET" else ROOT
            if request.method != "GET":
                notify("U heeft opnieuw ingelogd. Kies nu nog een keer wat u wilt wijzigen.")
            return redirect(f"/login?naar={quote(then)}&opnieuw=ja", 303)
    return asked


@pages.get(ROOT)
def overview() -> str:
    """The own factors."""
    return render_template("account/second_step/overview.html", factors=services().factors.show())


@pages.get(f"{ROOT}/app")
@after_fresh_login
def app_form() -> Answer:
    """A new key for an app, as QR code and as text."""
    return _app_page(services().factors.begin_app()["uri"], Form({}))


@pages.post(f"{ROOT}/app")
@after_fresh_login
def confirm_app() -> Answer:
    """Make the app a factor."""
    form, uri = Form(request.form.to_dict()), request.form.get("uri", "")[:LONGEST_URI]
    if not uri.startswith("otpauth://totp/"):
        abort(422)
    if not is_sent(form, FIELDS, lambda _: services().factors.confirm_app("".join(form["code"].split()))):
        return _app_page(uri, form), 422
    notify("De app staat klaar. Bij het inloggen vragen wij voortaan de code uit de app.")
    return redirect(ROOT, 303)


@pages.post(f"{ROOT}/app/verwijderen")
@after_fresh_login
def remove_app() -> Answer:
    """Remove the app."""
    services().factors.remove_app()
    notify("De app is verwijderd. Bij het inloggen sturen wij u weer een code.")
    return redirect(ROOT, 303)


@pages.get(f"{ROOT}/passkey")
@after_fresh_login
def passkey_form() -> Answer:
    """The form to make a passkey."""
    return _passkey_page(Form({}))


@pages.post(f"{ROOT}/passkey")
@after_fresh_login
def add_passkey() -> Answer:
    """Add the passkey that the browser made."""
    form = Form(request.form.to_dict())
    name = form.text("naam", lambda raw: parse_text(raw, longest=LONGEST_NAME), "Geef de passkey een naam, bijvoorbeeld Laptop.")
    if not form["credential"]:
        form.errors.setdefault("naam", "Uw browser gaf geen passkey. Een passkey werkt alleen met JavaScript.")
    if is_sent(form, FIELDS, lambda _: services().factors.add_passkey(name, form["credential"])):
        notify(f"De passkey “{name}” staat klaar. U kunt er voortaan mee inloggen.")
        return redirect(ROOT, 303)
    return _passkey_page(form), 422


@pages.post(f"{ROOT}/passkey/<passkey_id>/verwijderen")
@after_fresh_login
def remove_passkey(passkey_id: str) -> Answer:
    """Remove a passkey."""
    services().factors.remove_passkey(passkey_id)
    notify("De passkey is verwijderd.")
    return redirect(ROOT, 303)


@pages.post(f"{ROOT}/herstelcodes")
@after_fresh_login
def issue_recovery_codes() -> Answer:
    """Ten new recovery codes, on a page that is shown once."""
    return render_template("account/second_step/recovery_codes.html", codes=services().factors.issue_recovery_codes())


def _app_page(uri: str, form: Form) -> str:
    """The QR code is an SVG element without script and style, on white because phones read it so."""
    key = uri.partition("secret=")[2].partition("&")[0]
    qr = segno.make(uri, error="m", micro=False).svg_inline(scale=4, light="#fff", svgclass="qr", title="QR-code voor de app")
    return render_template("account/second_step/app.html", uri=uri, qr=qr, form=form,
                           key=" ".join(key[start:start + 4] for start in range(0, len(key), 4)))


def _passkey_page(form: Form) -> str:
    return render_template("account/second_step/passkey.html", form=form, options=services().factors.passkey_options())
