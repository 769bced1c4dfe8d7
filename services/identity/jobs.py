"""What the clock starts in identity."""
from datetime import date

from services.identity.usecases.forget_expired import forget_expired
from services.identity.usecases.tokens.signing_keys import retire_signing_key
from shared.db.session import Session
from shared.kernel.clock import SystemClock
from shared.service.jobs import Jobs

jobs = Jobs()
ROTATION_MONTHS = (1, 4, 7, 10)


def is_rotation_day(day: date) -> bool:
    """The first day of each quarter."""
    return day.day == 1 and day.month in ROTATION_MONTHS


@jobs.daily("forget-expired")
def forget(session: Session, business_date: date) -> None:
    """Logins, codes and tokens that nobody can use any more."""
    forget_expired(session, now=SystemClock().now())


@jobs.on_dates("rotate-signing-key", is_rotation_day)
def rotate(session: Session, business_date: date) -> None:
    """The next token is signed with a new key; the old one stays published while its tokens live."""
    retire_signing_key(session, now=SystemClock().now())
