"""The form for an employer that has no account yet (R-186, R-191). The answer says the same about every policy and address."""
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.accounts.person import Person, Salutation
from services.identity.oauth.context import settings
from services.identity.pages.rendering import page
from services.identity.usecases.accounts.new_accounts import Owner
from services.identity.usecases.accounts.request_account import AskedAccount, request_account
from shared.fields.contact import parse_email, parse_mobile
from shared.fields.identifiers import parse_policy_number
from shared.fields.invalid import InvalidInput
from shared.fields.names import parse_company_name, parse_infix, parse_name
from shared.web.access import public
from shared.web.transactions import transaction

blueprint = Blueprint("ask_account", __name__, template_folder="templates")

PATH = "/aanvragen"
SALUTATIONS = tuple(str(one) for one in Salutation)


def _salutation(raw: object) -> str:
    if raw not in SALUTATIONS:
        raise InvalidInput("input.choice", "Kies een aanhef.")
    return str(raw)


FIELDS: dict[str, tuple[Callable[[object], str], str]] = {
    "polisnummer": (parse_policy_number, "Vul het polisnummer in. Het staat op uw polisblad."),
    "bedrijfsnaam": (parse_company_name, "Vul de bedrijfsnaam in."),
    "aanhef": (_salutation, "Kies een aanhef."),
    "voornaam": (parse_name, "Vul de voornaam in."),
    "tussenvoegsels": (parse_infix, ""),
    "achternaam": (parse_name, "Vul de achternaam in."),
    "email": (parse_email, "Vul het e-mailadres in."),
    "telefoon": (parse_mobile, "Vul een mobiel nummer in, zoals 06 12345678."),
}
"""The eight fields in the order of the seed, and the sentence for one that is missing; only the infix is optional."""


@blueprint.get(PATH)
@public
def form_page() -> AnyResponse:
    """The empty form."""
    return page("ask_account/form.html", 200, typed={}, errors={}, salutations=SALUTATIONS)


@blueprint.post(PATH)
@public
def post_form() -> AnyResponse:
    """Put the request in the queue of acceptance; nothing is sent to anybody."""
    if not _is_own_origin():
        return page("refused/lost.html", 403, url=settings().public_url)
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    read, errors = _read(typed)
    if errors:
        return page("ask_account/form.html", 422, typed=typed, errors=errors, salutations=SALUTATIONS)
    person = Person(Salutation(read["aanhef"]), read["voornaam"], read["achternaam"], read["tussenvoegsels"] or None)
    owner = Owner(person, EmailAddress(read["email"]), PhoneNumber(read["telefoon"]))
    transaction(request_account, command=AskedAccount(read["polisnummer"], read["bedrijfsnaam"], owner))
    return redirect(url_for("ask_account.done_page"), 303)


@blueprint.get(f"{PATH}/ontvangen")
@public
def done_page() -> AnyResponse:
    """What happens next."""
    return page("ask_account/done.html", 200, url=settings().public_url)


def _read(typed: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The parsed fields, and an error for each that is missing or wrong."""
    read: dict[str, str] = {}
    errors: dict[str, str] = {}
    for name, (parse, missing) in FIELDS.items():
        read[name] = ""
        if not typed[name]:
            errors |= {name: missing} if missing else {}
            continue
        try:
            read[name] = parse(typed[name])
        except InvalidInput as refusal:
            errors[name] = refusal.message
    return read, errors


def _is_own_origin() -> bool:
    """Whether the form was on this page, so that no other site lets its visitors send requests; old browsers do not say."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == urlsplit(settings().public_url).netloc
