"""Mails about an account that are sent after the transaction that they report."""
from datetime import timedelta
from enum import StrEnum

from services.identity.domain.accounts.contact import EmailAddress
from services.identity.domain.messages.message import Mail

RESET_TTL = timedelta(minutes=30)
"""Validity of the link for a forgotten password."""

FIRST_RETRY = timedelta(seconds=10)
LONGEST_RETRY = timedelta(minutes=15)
MOST_ATTEMPTS = 50
"""Attempts to send a mail, which take about twelve hours."""


class NoticeKind(StrEnum):
    """What the mail reports."""

    LOCKED = "LOCKED"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"
    PASSWORD_RESET = "PASSWORD_RESET"


def retry_after(attempts: int) -> timedelta:
    """The wait after a number of failed attempts: ten seconds, doubled each time, at most a quarter of an hour."""
    return min(FIRST_RETRY * (1 << min(attempts, 10)), LONGEST_RETRY)


def locked_mail(to: EmailAddress, *, name: str) -> Mail:
    """Notice to the owner about a lock-out (feature I12)."""
    return Mail(to, "Uw account is tijdelijk op slot", f"""Beste {name},

Iemand heeft te vaak een verkeerd wachtwoord of een verkeerde code ingevuld. Daarom is uw account tijdelijk op slot.
U hoeft niets te doen: het slot gaat vanzelf open. Op een apparaat waarop u eerder inlogde, kunt u gewoon inloggen.
Was u dit niet zelf? Neem dan contact met ons op.
""")


def password_changed_mail(to: EmailAddress, *, name: str) -> Mail:
    """Notice to the owner about a changed password."""
    return Mail(to, "Uw wachtwoord is gewijzigd", f"""Beste {name},

Het wachtwoord van uw account bij Ontzorg is gewijzigd. Op alle andere apparaten bent u uitgelogd.
Was u dit niet zelf? Neem dan direct contact met ons op.
""")


def password_reset_mail(to: EmailAddress, *, name: str, url: str) -> Mail:
    """The link to replace a forgotten password."""
    minutes = int(RESET_TTL.total_seconds() // 60)
    return Mail(to, "Een nieuw wachtwoord kiezen", f"""Beste {name},

Met deze link kiest u een nieuw wachtwoord. De link is {minutes} minuten geldig en werkt één keer. Daarna vragen wij
ook een code, die u per sms ontvangt.

{url}

Hebt u hier niet om gevraagd? Dan hoeft u niets te doen: uw wachtwoord blijft zoals het is.
""")
