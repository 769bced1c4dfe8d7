"""The second factors of a login, and what tokens say about them (RFC 8176, OpenID Connect EAP ACR Values 1.0)."""
from enum import StrEnum


class Factor(StrEnum):
    """What proved, besides the password, that the owner signs in; a passkey with user verification proves both."""

    SMS = "SMS"
    EMAIL = "EMAIL"
    TOTP = "TOTP"
    RECOVERY_CODE = "RECOVERY_CODE"
    PASSKEY = "PASSKEY"


AMR: dict[Factor, tuple[str, ...]] = {
    Factor.SMS: ("pwd", "otp", "sms"),
    Factor.EMAIL: ("pwd", "otp"),
    Factor.TOTP: ("pwd", "otp", "totp"),
    Factor.RECOVERY_CODE: ("pwd", "otp", "recovery"),
    Factor.PASSKEY: ("pop", "user", "mfa"),
}
"""Authentication methods by factor: RFC 8176, with `totp` and `recovery` for codes that the RFC does not tell apart."""

PHISHING_RESISTANT = "phr"
MULTI_FACTOR = "https://refeds.org/profile/mfa"


def acr_of(amr: tuple[str, ...]) -> str:
    """The authentication context class: phishing-resistant for a passkey, otherwise multi-factor."""
    return PHISHING_RESISTANT if AMR[Factor.PASSKEY] == amr else MULTI_FACTOR
