"""The steps of a login: password, code, new password after a temporary one, signed in (R-193, R-200, feature I5)."""
from datetime import timedelta
from enum import StrEnum

PENDING_TTL = timedelta(minutes=20)
"""How long a login may take from start to finish."""

SESSION_TTL = timedelta(hours=8)
"""How long the provider remembers a browser; as long as a chain of refresh tokens lives."""


class LoginStep(StrEnum):
    """The next step of the person. Only SIGNED_IN gives access."""

    PASSWORD = "PASSWORD"
    CODE = "CODE"
    NEW_PASSWORD = "NEW_PASSWORD"
    SIGNED_IN = "SIGNED_IN"


def step_after_code(*, has_temporary_password: bool) -> LoginStep:
    """The step after the code: a temporary password must be replaced first."""
    return LoginStep.NEW_PASSWORD if has_temporary_password else LoginStep.SIGNED_IN
