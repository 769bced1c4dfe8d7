"""Request and response bodies of the own account."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.identity.usecases.password.change_password import PasswordChange
from shared.fields.invalid import InvalidInput
from shared.fields.text import parse_text, tidy
from shared.web.fields import Written

LONGEST_SECRET = 1024
LONGEST_CODE = 20


def parse_password(raw: object) -> str:
    """A password, unchanged: its rules are checked together."""
    tidy(raw)
    if not isinstance(raw, str) or not 0 < len(raw) <= LONGEST_SECRET:
        raise InvalidInput("input.length", f"Geef 1 tot {LONGEST_SECRET} tekens.")
    return raw


def parse_code(raw: object) -> str:
    """The six digits of a code; spaces are ignored."""
    return "".join(sign for sign in parse_text(raw, longest=LONGEST_CODE) if sign.isascii() and sign.isdigit())


class PasswordChangeSchema(Schema):
    """The old and the new password, and the code that was sent for the change."""

    old_password = Written(parse_password, required=True)
    new_password = Written(parse_password, required=True)
    new_password_again = Written(parse_password, required=True)
    code = Written(parse_code, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> PasswordChange:
        return PasswordChange(**data)


class CodeSentSchema(Schema):
    """Whether the code was sent: ALLOWED, TOO_SOON, TOO_MANY, TOO_MANY_TODAY, or FAILED if the provider did not accept it."""

    sending = ma.String()


class SessionSchema(Schema):
    """A browser that is signed in."""

    id = ma.String()
    started_at = ma.AwareDateTime(allow_none=True)
    used_at = ma.AwareDateTime(allow_none=True)
    ends_at = ma.AwareDateTime()
    stays = ma.Boolean()
    address = ma.String(allow_none=True)
    agent = ma.String(allow_none=True)
    is_this = ma.Boolean()


class DeviceSchema(Schema):
    """A browser on which the account has signed in."""

    id = ma.String()
    agent = ma.String(allow_none=True)
    first_used_at = ma.AwareDateTime()
    last_used_at = ma.AwareDateTime()
    trusted_until = ma.AwareDateTime(allow_none=True)
    is_this = ma.Boolean()
