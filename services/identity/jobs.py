"""The scheduled jobs of identity."""
import os
from collections.abc import Sequence
from datetime import date

from services.identity.settings import review_days
from services.identity.usecases.administration.erase_ended import erase_account, list_to_erase
from services.identity.usecases.forget_expired import forget_expired
from services.identity.usecases.grants.announce_reviews import announce_review, list_to_announce
from services.identity.usecases.grants.end_guests import end_guest, list_ending
from services.identity.usecases.tokens.signing_keys import retire_signing_key
from shared.db.session import Session
from shared.kernel.clock import SystemClock
from shared.service.jobs import JobItem, Jobs

jobs = Jobs()
ROTATION_MONTHS = (1, 4, 7, 10)


def is_rotation_day(day: date) -> bool:
    """Whether the day is the first of a quarter."""
    return day.day == 1 and day.month in ROTATION_MONTHS


@jobs.daily("forget-expired")
def forget(session: Session, business_date: date) -> None:
    """Delete expired logins, codes and tokens."""
    forget_expired(session, now=SystemClock().now())


@jobs.daily("erase-ended-accounts", items=list_to_erase)
def erase(session: Session, item: JobItem) -> None:
    """Erase the personal data of an account that ended half a year ago."""
    erase_account(session, account_id=item.key)


@jobs.on_dates("rotate-signing-key", is_rotation_day)
def rotate(session: Session, business_date: date) -> None:
    """Retire the signing key; the next token gets a new one, and the old one stays published until its tokens expire."""
    retire_signing_key(session, now=SystemClock().now())


@jobs.daily("end-guests", items=list_ending)
def end_guests(session: Session, item: JobItem) -> None:
    """End the access of a third party on its end date; tokens and sign-in refuse it from that day without this job."""
    end_guest(session, item.key, on=item.handled_on, now=SystemClock().now())


def list_reviews(session: Session, business_date: date) -> Sequence[str]:
    """The employers with a review that is open, or was when its main contact was mailed."""
    return list_to_announce(session, days=review_days(os.environ))


@jobs.daily("announce-rights-reviews", items=list_reviews)
def announce(session: Session, item: JobItem) -> None:
    """Mail the main contact that the yearly review of rights is open, and every two weeks until it is done."""
    announce_review(session, employer_id=item.key, on=item.handled_on, days=review_days(os.environ))
