"""Codes of an authenticator app (TOTP, RFC 6238): six digits that change every 30 seconds; a used step is spent."""
import hmac

import pyotp

STEP_SECONDS = 30
ISSUER = "Ontzorg"


def new_secret() -> str:
    """A random key of 160 bits in base32, as apps take it."""
    return pyotp.random_base32()


def provisioning_uri(secret: str, username: str) -> str:
    """The otpauth address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def matching_step(secret: str, code: str, *, now: int, last_step: int | None) -> int | None:
    """The step of the code: the present one, or one before or after, because clocks differ; None for any other code.

    :param now: seconds since 1970, by the machine's clock
    :param last_step: the step of the last accepted code; it and earlier ones are refused (RFC 6238 §5.2)
    """
    totp, present = pyotp.TOTP(secret), now // STEP_SECONDS
    fitting = [step for step in (present - 1, present, present + 1)
               if hmac.compare_digest(totp.at(step * STEP_SECONDS).encode(), code.encode())]
    return next((step for step in fitting if last_step is None or step > last_step), None)
