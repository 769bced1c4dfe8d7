"""Texts of messages: the SMS with the code and the mails about an account."""
from dataclasses import dataclass, field
from datetime import date

from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.login.code import TTL, Channel
from shared.kernel.ids import new_id

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni",
           "juli", "augustus", "september", "oktober", "november", "december")


TO_SIGN_IN = "in te loggen"
TO_CHANGE_PASSWORD = "uw wachtwoord te wijzigen"


@dataclass(frozen=True, slots=True)
class Sms:
    """A text message; its text is secret and never logged.

    :ivar id: its name at the provider, to which a delivery receipt refers
    """

    to: PhoneNumber = field(repr=False)
    text: str = field(repr=False)
    id: str = field(default_factory=new_id, repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail; its text may contain a secret and is never logged."""

    to: EmailAddress = field(repr=False)
    subject: str
    text: str = field(repr=False)


Message = Sms | Mail


def written_day(day: date) -> str:
    """A date as people write it: ``31 januari 2027``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def code_sms(to: PhoneNumber, code: str, *, act: str = TO_SIGN_IN) -> Sms:
    """The code for one login to the insurer portal (R-200), or for another act."""
    minutes = int(TTL[Channel.SMS].total_seconds() // 60)
    return Sms(to, f"Uw code om {act} bij Ontzorg is {code}. De code is {minutes} minuten geldig. "
                   "Deel deze code met niemand.")


def code_mail(to: EmailAddress, code: str, *, act: str = TO_SIGN_IN) -> Mail:
    """The code for one login to CAMAS (R-179), or for another act."""
    minutes = int(TTL[Channel.EMAIL].total_seconds() // 60)
    return Mail(to, f"Uw code om {act}", f"Uw code om {act} is {code}. De code is {minutes} minuten geldig.\n"
                                         "Deel deze code met niemand.\n")


def temporary_password_mail(to: EmailAddress, *, name: str, username: str, password: str, until: date, url: str,
                            is_first: bool = True) -> Mail:
    """The temporary password, with the address of the portal and the last day of validity (R-192)."""
    day = written_day(until)
    return Mail(to, "Uw account bij Ontzorg", f"""Beste {name},

{"Er is een account voor u gemaakt." if is_first else "Uw wachtwoord is vervangen."} U logt hiermee in op {url}

Gebruikersnaam: {username}
Tijdelijk wachtwoord: {password}

Het wachtwoord is tijdelijk: u kunt er één keer mee inloggen, uiterlijk op {day}. Bij het inloggen ontvangt u een
sms met een code. Daarna kiest u zelf een wachtwoord. Doe dit direct: dan kan niemand namens u inloggen.
""")


def password_replaced_sms(to: PhoneNumber) -> Sms:
    """Notice that the helpdesk replaced the password."""
    return Sms(to, "De helpdesk heeft een nieuw tijdelijk wachtwoord naar uw e-mailadres gestuurd. U bent overal uitgelogd. "
                   "Klopt dit niet? Bel ons dan meteen.")


def access_mail(to: EmailAddress, *, name: str, company: str, url: str) -> Mail:
    """Notice to a third party who has an account that one more employer gave access."""
    return Mail(to, "U kunt bij Ontzorg voor nog een bedrijf werken", f"""Beste {name},

{company} heeft u toegang gegeven. U logt in met uw eigen account op {url}
Bovenaan elke pagina ziet u voor welk bedrijf u werkt. Daar wisselt u van bedrijf.

Kent u dit bedrijf niet? Dan hoeft u niets te doen.
""")


def email_changed_mail(to: EmailAddress, *, name: str, is_own: bool) -> Mail:
    """Notice to the old and the new address (R-178).

    :param is_own: whether the owner asked for it, and not the main contact
    """
    return Mail(to, "Uw e-mailadres is gewijzigd", f"""Beste {name},

Het e-mailadres van uw account bij Ontzorg is gewijzigd, op {_whose(is_own)}. U bent overal
uitgelogd. Klopt dit niet? Bel ons dan meteen.
""")


def _whose(is_own: bool) -> str:
    return "uw eigen verzoek" if is_own else "verzoek van de contactpersoon van uw bedrijf"


def phone_changed_mail(to: EmailAddress, *, name: str, is_own: bool) -> Mail:
    """Notice to the owner of a new number (R-178, feature I11).

    :param is_own: whether the owner asked for it, and not the main contact
    """
    return Mail(to, "Uw telefoonnummer is gewijzigd", f"""Beste {name},

Het telefoonnummer van uw account bij Ontzorg is gewijzigd, op {_whose(is_own)}. U bent overal
uitgelogd. Klopt dit niet? Bel ons dan meteen.
""")


def phone_changed_sms(to: PhoneNumber) -> Sms:
    """Notice to the old number (feature I11)."""
    return Sms(to, "Dit nummer hoort niet meer bij uw account bij Ontzorg. Klopt dit niet? Bel ons dan meteen.")
