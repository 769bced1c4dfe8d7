"""Mails about an account that are sent after the transaction that they report."""
from datetime import date, timedelta
from enum import StrEnum

from services.identity.domain.accounts.contact import EmailAddress
from services.identity.domain.messages.message import Mail, written_day

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
    JANUARY_OPENED = "JANUARY_OPENED"
    JANUARY_REMINDER = "JANUARY_REMINDER"
    JANUARY_ESTIMATED = "JANUARY_ESTIMATED"


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


def january_mail(to: EmailAddress, *, name: str, url: str, deadline: date) -> Mail:
    """The request for the January data (R-017)."""
    return Mail(to, "Controleer de gegevens van uw werknemers", f"""Beste {name},

Elk jaar in januari vragen wij u om de lonen en uren van uw werknemers na te kijken. Daarmee berekenen wij de definitieve
premie over {deadline.year - 1} en de premie voor {deadline.year}. Klopt alles al? Dan bevestigt u dat in één keer.

Doe dit uiterlijk op {written_day(deadline)}: {url}/januari
""")


def january_reminder_mail(to: EmailAddress, *, name: str, url: str, deadline: date) -> Mail:
    """A reminder of the request."""
    return Mail(to, "Herinnering: controleer de gegevens van uw werknemers", f"""Beste {name},

Wij hebben de lonen en uren van uw werknemers nog niet van u ontvangen. U had hiervoor tijd tot en met
{written_day(deadline)}. Ontvangen wij ze niet uiterlijk op 31 maart, dan schatten wij uw premie over {deadline.year - 1}:
die wordt dan berekend over een tien procent hoger loon.

U kunt het nu nog doen: {url}/januari
""")


def january_estimate_mail(to: EmailAddress, *, name: str, url: str, deadline: date) -> Mail:
    """Notice that the premium of the past year was estimated."""
    return Mail(to, f"Uw premie over {deadline.year - 1} is geschat", f"""Beste {name},

Wij hebben de lonen en uren van uw werknemers niet van u ontvangen. Daarom hebben wij de premie over {deadline.year - 1}
geschat op een tien procent hoger loon. U vindt de factuur in het portaal.

Stuurt u de gegevens alsnog in, dan rekenen wij de premie opnieuw uit en verrekenen wij het verschil: {url}/januari
""")
