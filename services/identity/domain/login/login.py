"""The steps of a login: password, code, own password where ours was temporary, signed in (R-193, R-200, feature I5)."""
from datetime import timedelta
from enum import StrEnum

PENDING_TTL = timedelta(minutes=20)
"""How long a login may take from start to finish."""

SESSION_TTL = timedelta(hours=8)
"""How long the provider remembers a browser; as long as a chain of refresh tokens lives."""


class LoginStep(StrEnum):
    """What the person must do next. Only SIGNED_IN opens anything."""

    PASSWORD = "PASSWORD"
    CODE = "CODE"
    NEW_PASSWORD = "NEW_PASSWORD"
    SIGNED_IN = "SIGNED_IN"


def step_after_code(*, has_temporary_password: bool) -> LoginStep:
    """A password that we issued must be replaced before the login counts."""
    return LoginStep.NEW_PASSWORD if has_temporary_password else LoginStep.SIGNED_IN
