"""What the account API takes and gives. Unknown fields are refused; secrets have no field."""
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from marshmallow import Schema, post_load, pre_load, validate
from marshmallow import fields as ma

from services.identity.domain.accounts.account import AccountKind
from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.accounts.person import Person, Salutation
from services.identity.domain.accounts.rights import Right
from services.identity.usecases.accounts.block_account import Block
from services.identity.usecases.accounts.create_account import NewAccount
from services.identity.usecases.accounts.create_main_contact import NewMainContact
from services.identity.usecases.accounts.new_accounts import Owner

MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
REASONS = ("LEFT", "MISUSE", "MISTAKE", "OTHER")


class Text(ma.String):
    """Trimmed text that is not empty and holds no control characters."""

    default_error_messages = {"unprintable": "Gebruik alleen leesbare tekens."}

    def __init__(self, longest: int = 200, **options: Any) -> None:
        super().__init__(validate=validate.Length(1, longest, error=f"Vul 1 tot {longest} tekens in."), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = " ".join(str(super()._deserialize(value, attr, data, **kwargs)).split())
        if not text.isprintable():
            raise self.make_error("unprintable")
        return text


class Mobile(ma.String):
    """A mobile number as people type it, Dutch unless it starts with +; loads as a `PhoneNumber` (R-190)."""

    default_error_messages = {"invalid": "Vul een geldig mobiel nummer in, zoals 06 12345678."}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            number = phonenumbers.parse(text, "NL")
        except phonenumbers.NumberParseException:
            raise self.make_error("invalid") from None
        if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in MOBILE:
            raise self.make_error("invalid")
        return PhoneNumber(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


class Email(ma.String):
    """An address; loads as an `EmailAddress` with a lower-cased domain (R-189)."""

    default_error_messages = {"invalid": "Vul een geldig e-mailadres in, zoals naam@bedrijf.nl."}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            address = validate_email(text, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            raise self.make_error("invalid") from None
        return EmailAddress(address.normalized)


class OwnerSchema(Schema):
    """Whose account it will be."""

    salutation = ma.Enum(Salutation, by_value=True, required=True)
    first_name = Text(80, required=True)
    infix = Text(80, load_default=None, allow_none=True)
    last_name = Text(80, required=True)
    email = Email(required=True)
    phone = Mobile(required=True)
    username = Text(64, load_default=None, allow_none=True)

    @pre_load
    def drop_empty(self, data: Any, **_: Any) -> Any:
        """An empty infix or username is none, as forms send it."""
        if not isinstance(data, dict):
            return data
        return {k: v for k, v in data.items() if not (k in ("infix", "username") and v == "")}


def _take_owner(data: dict[str, Any]) -> Owner:
    person = Person(data.pop("salutation"), data.pop("first_name"), data.pop("last_name"), data.pop("infix"))
    return Owner(person, data.pop("email"), data.pop("phone"), data.pop("username"))


class MainContactSchema(OwnerSchema):
    """The eight fields of R-186, in the order of the seed."""

    class Meta:
        fields = ("policy_number", "company_name", "salutation", "first_name", "infix", "last_name", "email", "phone",
                  "username", "doubtful")

    policy_number = Text(40, required=True)
    company_name = Text(200, required=True)
    doubtful = ma.Boolean(load_default=False)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewMainContact:
        return NewMainContact(owner=_take_owner(data), **data)


class RightsSchema(Schema):
    """Any subset of the three rights."""

    rights = ma.List(ma.Enum(Right, by_value=True), required=True)


class AccountSchema(OwnerSchema):
    """An account for a colleague or a third party."""

    kind = ma.Enum(AccountKind, by_value=True, required=True, validate=validate.OneOf(
        [AccountKind.COLLEAGUE, AccountKind.THIRD_PARTY], error="Kies COLLEAGUE of THIRD_PARTY."))
    rights = ma.List(ma.Enum(Right, by_value=True), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewAccount:
        return NewAccount(_take_owner(data), data["kind"], frozenset(data["rights"]))


class BlockSchema(Schema):
    """Why an account is blocked, as one of a few words: no free text travels in events."""

    reason = ma.String(load_default="OTHER", validate=validate.OneOf(REASONS, error="Kies LEFT, MISUSE, MISTAKE of OTHER."))


class AccountViewSchema(Schema):
    """An account as its managers see it."""

    id = ma.String()
    kind = ma.String()
    state = ma.String()
    employer_id = ma.String(allow_none=True)
    username = ma.String()
    salutation = ma.String()
    first_name = ma.String()
    infix = ma.String(allow_none=True)
    last_name = ma.String()
    email = ma.String()
    phone = ma.String()
    rights = ma.List(ma.String())
    created_at = ma.AwareDateTime()
    activated_at = ma.AwareDateTime(allow_none=True)
    version = ma.Integer()


class MessageSchema(Schema):
    """A message as sent, outside production."""

    id = ma.String()
    channel = ma.String()
    to = ma.String()
    subject = ma.String(allow_none=True)
    text = ma.String()
    sent_at = ma.AwareDateTime()


class MessageQuery(Schema):
    """Which messages."""

    to = ma.String(load_default=None)


def block_of(body: dict[str, Any], account_id: str) -> Block:
    """The command of a block."""
    return Block(account_id, body["reason"])
