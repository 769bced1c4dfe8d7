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
    APP_ADDED = "APP_ADDED"
    APP_REMOVED = "APP_REMOVED"
    PASSKEY_ADDED = "PASSKEY_ADDED"
    PASSKEY_REMOVED = "PASSKEY_REMOVED"
    RECOVERY_CODES_ISSUED = "RECOVERY_CODES_ISSUED"
    DEVICE_TRUSTED = "DEVICE_TRUSTED"
    DEVICE_FORGOTTEN = "DEVICE_FORGOTTEN"
    ACCOUNT_BLOCKED = "ACCOUNT_BLOCKED"
    NOW_MAIN_CONTACT = "NOW_MAIN_CONTACT"
    NO_LONGER_MAIN_CONTACT = "NO_LONGER_MAIN_CONTACT"
    GUEST_CHANGED = "GUEST_CHANGED"
    REVIEW_OPENED = "REVIEW_OPENED"
    REVIEW_REMINDED = "REVIEW_REMINDED"
    DATA_DISPUTED = "DATA_DISPUTED"
    INVOICE_REMINDED = "INVOICE_REMINDED"
    STEPS_REMINDED = "STEPS_REMINDED"
    DESK_RECEIVED = "DESK_RECEIVED"
    DESK_EXTENDED = "DESK_EXTENDED"
    DESK_ANSWERED = "DESK_ANSWERED"


_NOT_YOU = "Was u dit niet zelf? Neem dan direct contact met ons op."
_TEXTS = {
    NoticeKind.LOCKED: ("Uw account is tijdelijk op slot", """\
Iemand heeft te vaak een verkeerd wachtwoord of een verkeerde code ingevuld. Daarom is uw account tijdelijk op slot.
U hoeft niets te doen: het slot gaat vanzelf open. Op een apparaat waarop u eerder inlogde, kunt u gewoon inloggen.
Was u dit niet zelf? Neem dan contact met ons op."""),
    NoticeKind.PASSWORD_CHANGED: ("Uw wachtwoord is gewijzigd", f"""\
Het wachtwoord van uw account bij Ontzorg is gewijzigd. Op alle andere apparaten bent u uitgelogd.
{_NOT_YOU}"""),
    NoticeKind.APP_ADDED: ("Er is een app toegevoegd aan uw account", f"""\
Bij het inloggen vragen wij voortaan een code uit de app die aan uw account is toegevoegd.
{_NOT_YOU}"""),
    NoticeKind.APP_REMOVED: ("De app is weggehaald van uw account", f"""\
Bij het inloggen vragen wij geen code meer uit de app. U ontvangt weer een code.
{_NOT_YOU}"""),
    NoticeKind.PASSKEY_ADDED: ("Er is een passkey toegevoegd aan uw account", f"""\
Met deze passkey kunt u voortaan inloggen zonder wachtwoord.
{_NOT_YOU}"""),
    NoticeKind.PASSKEY_REMOVED: ("Er is een passkey weggehaald van uw account", f"""\
Met deze passkey kunt u niet meer inloggen.
{_NOT_YOU}"""),
    NoticeKind.RECOVERY_CODES_ISSUED: ("Er zijn nieuwe herstelcodes gemaakt", f"""\
De herstelcodes van eerder werken niet meer.
{_NOT_YOU}"""),
    NoticeKind.DEVICE_TRUSTED: ("U blijft ingelogd op een apparaat", f"""\
Op een apparaat is gekozen voor ingelogd blijven. U hoeft daar 30 dagen niet opnieuw in te loggen. In het portaal, bij Account
en dan Apparaten, ziet u welk apparaat dit is. Daar haalt u het weg.
{_NOT_YOU}"""),
    NoticeKind.DEVICE_FORGOTTEN: ("U blijft op een apparaat niet langer ingelogd", f"""\
Een apparaat waarop u ingelogd bleef, is uit uw lijst gehaald. Daar moet u opnieuw inloggen.
{_NOT_YOU}"""),
    NoticeKind.ACCOUNT_BLOCKED: ("Uw account is geblokkeerd", """\
U bent overal uitgelogd en kunt niet meer inloggen bij Ontzorg. Klopt dit niet? Bel dan uw hoofdcontactpersoon of ons."""),
    NoticeKind.NOW_MAIN_CONTACT: ("U bent nu hoofdcontactpersoon", """\
U bent bij Ontzorg de hoofdcontactpersoon van uw bedrijf. U heeft alle drie de rechten en beheert de accounts van uw
collega's. Klopt dit niet? Bel ons dan meteen."""),
    NoticeKind.NO_LONGER_MAIN_CONTACT: ("U bent niet langer hoofdcontactpersoon", """\
Iemand anders is bij Ontzorg de hoofdcontactpersoon van uw bedrijf geworden. Uw account en uw rechten houdt u.
Klopt dit niet? Bel ons dan meteen."""),
    NoticeKind.GUEST_CHANGED: ("Gegevens van een adviseur zijn gewijzigd", """\
Een adviseur of administratiekantoor met toegang tot uw gegevens heeft een ander e-mailadres of telefoonnummer, op eigen
verzoek. Om wie het gaat, ziet u bij Account en dan Logboek: {url}/account/logboek/bedrijf
Klopt dit niet? Beëindig dan de toegang en bel ons."""),
    NoticeKind.REVIEW_OPENED: ("Controleer de rechten van uw collega's", """\
Eens per jaar vragen wij u of de rechten van uw collega's, adviseur of administratiekantoor nog kloppen. U ziet om wie het
gaat bij Account en dan Rechten controleren: {url}/account/rechten-controleren"""),
    NoticeKind.REVIEW_REMINDED: ("Herinnering: controleer de rechten van uw collega's", """\
De rechten van een of meer accounts van uw bedrijf zijn nog niet gecontroleerd. Doe dat bij Account en dan Rechten
controleren: {url}/account/rechten-controleren"""),
    NoticeKind.DATA_DISPUTED: ("Controleer de gegevens van een werknemer", """\
Een collega meldde dat de gegevens van een werknemer niet kloppen. Om wie het gaat, ziet u in het portaal bij Start: {url}
Wijzig de gegevens, of laat weten dat ze kloppen. Uw premie en uitkering worden ermee berekend."""),
}


def retry_after(attempts: int) -> timedelta:
    """The wait after a number of failed attempts: ten seconds, doubled each time, at most a quarter of an hour."""
    return min(FIRST_RETRY * (1 << min(attempts, 10)), LONGEST_RETRY)


def notice_mail(kind: NoticeKind, to: EmailAddress, *, name: str, url: str) -> Mail:
    """The mail to the owner, for every kind but a link for a forgotten password and the January data.

    :param url: of the portal
    """
    subject, text = _TEXTS[kind]
    return Mail(to, subject, f"Beste {name},\n\n{text.format(url=url)}\n")


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
