"""The steps of a login, and how long a browser stays signed in (R-173, R-193, R-200, feature I5)."""
from datetime import datetime, timedelta
from enum import StrEnum

PENDING_TTL = timedelta(minutes=20)
"""How long a login may take from start to finish."""

SESSION_TTL = timedelta(hours=12)
"""How long a browser stays signed in at most."""

STAY_TTL = timedelta(days=30)
"""The same for a device on which the person chose to stay signed in (R-173); no idle limit applies to it."""


IN_USE_WITHIN = timedelta(hours=1)
"""A session used within this time counts as in use, when the account signs in on another device (R-176)."""


class LoginStep(StrEnum):
    """The next step of the person. Only SIGNED_IN gives access."""

    PASSWORD = "PASSWORD"
    CODE = "CODE"
    NEW_PASSWORD = "NEW_PASSWORD"
    SIGNED_IN = "SIGNED_IN"


class Purpose(StrEnum):
    """What a login is for: signing in, or replacing a forgotten password after the link of a mail."""

    SIGN_IN = "SIGN_IN"
    RESET = "RESET"


def step_after_code(*, has_temporary_password: bool, purpose: Purpose) -> LoginStep:
    """The step after the code: a temporary or a forgotten password must be replaced first."""
    must_change = has_temporary_password or purpose is Purpose.RESET
    return LoginStep.NEW_PASSWORD if must_change else LoginStep.SIGNED_IN


def session_end(started_at: datetime, *, stays: bool) -> datetime:
    """The time at which a session ends at the latest."""
    return started_at + (STAY_TTL if stays else SESSION_TTL)


def is_session_live(now: datetime, *, used_at: datetime | None, ends_at: datetime, stays: bool, idle: timedelta) -> bool:
    """Whether a session has neither ended nor been unused for too long.

    :param used_at: None for a login in progress
    :param idle: the idle limit, which does not apply to a device that stays signed in
    """
    return now < ends_at and (stays or used_at is None or now < used_at + idle)
