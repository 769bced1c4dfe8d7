"""Changing factors takes a recent login, which had its own second factor (RFC 9470)."""
from datetime import datetime, timedelta

from shared.kernel.actor import Actor
from shared.kernel.refusals import Forbidden

FRESH_FOR = timedelta(minutes=10)


class LoginNotFresh(Forbidden):
    """The person signed in too long ago for this change."""


def ensure_fresh(actor: Actor, now: datetime) -> None:
    """Refuse a change of factors after a login of long ago.

    :param now: the machine's time
    :raises LoginNotFresh: if the last password and second factor are older than ten minutes
    """
    if actor.signed_in_at is None or now.timestamp() - actor.signed_in_at > FRESH_FOR.total_seconds():
        raise LoginNotFresh("login.not_fresh", "Log eerst opnieuw in: dit wijzigt u binnen tien minuten na het inloggen.")
