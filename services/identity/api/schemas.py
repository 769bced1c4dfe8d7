"""Request and response bodies of the account API. Unknown fields are refused; no field contains a secret."""
from typing import Any

from marshmallow import Schema, ValidationError, post_load, pre_load
from marshmallow import fields as ma

from services.identity.domain.accounts.account import AccountKind
from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.accounts.person import Person, Salutation
from services.identity.domain.accounts.rights import Right
from services.identity.domain.security import SecurityEventKind
from services.identity.usecases.accounts.block_account import Block
from services.identity.usecases.accounts.create_account import NewAccount
from services.identity.usecases.accounts.create_main_contact import NewMainContact
from services.identity.usecases.accounts.new_accounts import Owner
from shared.fields.contact import parse_email, parse_mobile, parse_phone
from shared.fields.dates import CASE_DATE, QUERY_DATE
from shared.fields.identifiers import parse_id, parse_policy_number
from shared.fields.names import parse_company_name, parse_infix, parse_name
from shared.fields.text import parse_text
from shared.web.fields import Choice, CodedMessage, Day, Flag, Word, Written
from shared.web.pages import PageQuery

REASONS = ("LEFT", "MISUSE", "MISTAKE", "OTHER")
UNBLOCK_REASONS = ("MISTAKE", "RETURNED", "SOLVED", "OTHER")
LONGEST_USERNAME = 64
LONGEST_ADDRESS = 254


def parse_mobile_number(raw: object) -> PhoneNumber:
    """A mobile number, Dutch unless it starts with + (R-190)."""
    return PhoneNumber(parse_mobile(raw))


def parse_email_address(raw: object) -> EmailAddress:
    """An address with a lower-cased domain (R-189)."""
    return EmailAddress(parse_email(raw))


def parse_username(raw: object) -> str:
    """A username."""
    return parse_text(raw, longest=LONGEST_USERNAME)


def parse_address(raw: object) -> str:
    """A phone number or an e-mail address."""
    return parse_text(raw, longest=LONGEST_ADDRESS)


class OwnerSchema(Schema):
    """The owner of a new account."""

    salutation = Choice(Salutation, required=True)
    first_name = Written(parse_name, required=True)
    infix = Written(parse_infix, load_default=None, allow_none=True)
    last_name = Written(parse_name, required=True)
    email = Written(parse_email_address, required=True)
    phone = Written(parse_mobile_number, required=True)
    username = Written(parse_username, load_default=None, allow_none=True)

    @pre_load
    def drop_empty(self, data: Any, **_: Any) -> Any:
        """Treat an empty infix or username, as forms send it, as absent."""
        if not isinstance(data, dict):
            return data
        return {k: v for k, v in data.items() if not (k in ("infix", "username") and v == "")}


def take_owner(data: dict[str, Any]) -> Owner:
    """The owner of a new account, whose fields are taken out of the data."""
    person = Person(data.pop("salutation"), data.pop("first_name"), data.pop("last_name"), data.pop("infix"))
    return Owner(person, data.pop("email"), data.pop("phone"), data.pop("username"))


class MainContactSchema(OwnerSchema):
    """The eight fields of R-186, in the order of the seed."""

    class Meta:
        fields = ("policy_number", "company_name", "salutation", "first_name", "infix", "last_name", "email", "phone",
                  "username", "doubtful", "landline")

    policy_number = Written(parse_policy_number, required=True)
    company_name = Written(parse_company_name, required=True)
    doubtful = Flag(load_default=False)
    landline = Written(parse_phone, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewMainContact:
        return NewMainContact(owner=take_owner(data), **data)


class RightsSchema(Schema):
    """Any subset of the three rights, and for a third party the first day without access."""

    rights = ma.List(Choice(Right), required=True)
    ends_on = Day(CASE_DATE, load_default=None)


class AccountSchema(OwnerSchema):
    """An account for a colleague or a third party."""

    kind = Choice(AccountKind, only=(AccountKind.COLLEAGUE, AccountKind.THIRD_PARTY), required=True)
    rights = ma.List(Choice(Right), required=True)
    ends_on = Day(CASE_DATE, load_default=None)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewAccount:
        return NewAccount(take_owner(data), data["kind"], frozenset(data["rights"]), data["ends_on"])


class NewPersonSchema(OwnerSchema):
    """The person of an account that is made for the purpose."""

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Owner:
        return take_owner(data)


class ReplacementSchema(Schema):
    """The next main contact: the account of a colleague, or somebody new."""

    account_id = Written(parse_id, load_default=None)
    owner = ma.Nested(NewPersonSchema, load_default=None)
    keeps_account = Flag(required=True)

    @post_load
    def check(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Require one of both.

        :raises ValidationError: at the account
        """
        if (data["account_id"] is None) == (data["owner"] is None):
            raise ValidationError({"account_id": [CodedMessage("input.required", "Kies een collega of een nieuw iemand.")]})
        return data


class BlockSchema(Schema):
    """The reason of a block, as a code, because events contain no free text."""

    reason = Word(REASONS, load_default="OTHER")


class UnblockSchema(Schema):
    """Why a block ends, as a code."""

    reason = Word(UNBLOCK_REASONS, required=True)


class AccountViewSchema(Schema):
    """An account for its managers."""

    id = ma.String()
    kind = ma.String()
    state = ma.String()
    employer_id = ma.String(allow_none=True)
    username = ma.String(allow_none=True)
    salutation = ma.String()
    first_name = ma.String()
    infix = ma.String(allow_none=True)
    last_name = ma.String()
    email = ma.String()
    phone = ma.String()
    rights = ma.List(ma.String())
    ends_on = ma.Date(allow_none=True)
    created_at = ma.AwareDateTime()
    temporary_until = ma.Date(allow_none=True)
    activated_at = ma.AwareDateTime(allow_none=True)
    last_used_at = ma.AwareDateTime(allow_none=True)
    last_reviewed_at = ma.AwareDateTime(allow_none=True)
    version = ma.Integer()


class AnyAccountSchema(AccountViewSchema):
    """An account for staff: with the names of its employers, and the roles and the number at work of staff."""

    roles = ma.List(ma.String())
    work_phone = ma.String(allow_none=True)
    companies = ma.List(ma.String())


class _LogPeriod(Schema):
    """Which events of the security log."""

    kind = Choice(SecurityEventKind, load_default=None)
    account_id = Written(parse_id, data_key="accountId", load_default=None)


class SecurityLogQuery(PageQuery, _LogPeriod):
    """Query parameters of a list of security events."""

    first = Day(QUERY_DATE, data_key="from", load_default=None)
    last = Day(QUERY_DATE, data_key="to", load_default=None)


class ExportQuery(_LogPeriod):
    """Query parameters of an export, with a period."""

    first = Day(QUERY_DATE, data_key="from", required=True)
    last = Day(QUERY_DATE, data_key="to", required=True)


class SecurityEventSchema(Schema):
    """An event of the security log."""

    position = ma.Integer()
    occurred_at = ma.AwareDateTime()
    kind = ma.String()
    account_id = ma.String(allow_none=True)
    account_name = ma.String(allow_none=True)
    actor_id = ma.String()
    actor_name = ma.String(allow_none=True)
    employer_id = ma.String(allow_none=True)
    address = ma.String(allow_none=True)
    agent = ma.String(allow_none=True)
    details = ma.Dict()


class MessageSchema(Schema):
    """A message as sent, outside production."""

    id = ma.String()
    channel = ma.String()
    to = ma.String()
    subject = ma.String(allow_none=True)
    text = ma.String()
    sent_at = ma.AwareDateTime()


class MessageQuery(Schema):
    """Query parameters of the list of messages."""

    to = Written(parse_address, load_default=None)


def block_of(body: dict[str, Any], account_id: str, version: int | None) -> Block:
    """Build the command of a block."""
    return Block(account_id, body["reason"], version)
