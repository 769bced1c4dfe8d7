"""Request and response bodies of the own second factors."""
import re
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.identity.usecases.factors.passkeys import NewPasskey
from shared.fields.text import parse_pattern, parse_text
from shared.web.fields import Written

LONGEST_NAME = 60
LONGEST_CREDENTIAL = 16_000
_CODE = re.compile(r"[0-9]{6}")


def parse_app_code(raw: object) -> str:
    """The six digits that the app shows."""
    return parse_pattern(raw, _CODE, code="code.invalid", message="Vul de zes cijfers in die de app toont.")


def parse_passkey_name(raw: object) -> str:
    """The name by which the owner recognises a passkey, 1 to 60 characters."""
    return parse_text(raw, longest=LONGEST_NAME)


def parse_credential(raw: object) -> str:
    """The browser's answer, `PublicKeyCredential.toJSON` as text."""
    return parse_text(raw, longest=LONGEST_CREDENTIAL)


class AppCodeSchema(Schema):
    """The first code of an app."""

    code = Written(parse_app_code, required=True)


class NewAppSchema(Schema):
    """The key of an app, as text and as the address of a QR code."""

    key = ma.String()
    uri = ma.String()


class PasskeyOptionsSchema(Schema):
    """PublicKeyCredentialCreationOptionsJSON of WebAuthn Level 3."""

    options = ma.Dict(keys=ma.String())


class PasskeySchema(Schema):
    """A new passkey."""

    name = Written(parse_passkey_name, required=True)
    credential = Written(parse_credential, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewPasskey:
        return NewPasskey(**data)


class PasskeyViewSchema(Schema):
    """A passkey for its owner."""

    id = ma.String()
    name = ma.String()
    added_at = ma.AwareDateTime()
    last_used_at = ma.AwareDateTime(allow_none=True)


class FactorsSchema(Schema):
    """The factors of the own account, besides the code by SMS or e-mail."""

    phone = ma.String()
    app_added_at = ma.AwareDateTime(allow_none=True)
    passkeys = ma.List(ma.Nested(PasskeyViewSchema))
    recovery_codes = ma.Integer()


class RecoveryCodesSchema(Schema):
    """Ten codes, each for one login."""

    codes = ma.List(ma.String())
