"""Events of the security log in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from services.gateway.view.accounts.browsers import name_of
from services.gateway.view.accounts.roles import ROLES
from services.gateway.view.formatting import moment

WORDS = {
    "LOGIN_SUCCEEDED": "Ingelogd",
    "LOGIN_FAILED": "Inloggen mislukt",
    "CONCURRENT_LOGIN": "Ingelogd op een tweede apparaat",
    "CODE_SENT": "Code verstuurd",
    "CODE_FAILED": "Verkeerde code",
    "ACCOUNT_LOCKED": "Account tijdelijk op slot na verkeerde pogingen",
    "ACCOUNT_UNLOCKED": "Account van het slot gehaald",
    "SESSION_ENDED": "Uitgelogd",
    "CALENDAR_MADE": "Adres voor de agenda gemaakt", "CALENDAR_ENDED": "Adres voor de agenda ingetrokken",
    "ALL_SESSIONS_ENDED": "Overal uitgelogd",
    "DEVICE_TRUSTED": "Apparaat blijft ingelogd",
    "DEVICE_FORGOTTEN": "Apparaat vergeten",
    "PASSWORD_CHANGED": "Wachtwoord gewijzigd",
    "PASSWORD_RESET_REQUESTED": "Nieuw wachtwoord aangevraagd",
    "TEMPORARY_PASSWORD_ISSUED": "Tijdelijk wachtwoord verstuurd",
    "FACTOR_ADDED": "Tweede stap toegevoegd",
    "FACTOR_REMOVED": "Tweede stap weggehaald",
    "RECOVERY_CODES_ISSUED": "Herstelcodes gemaakt",
    "RECOVERY_CODE_USED": "Herstelcode gebruikt",
    "EMAIL_CHANGED": "E-mailadres gewijzigd",
    "PHONE_CHANGED": "Telefoonnummer gewijzigd",
    "HELPDESK_REQUESTED": "Verzoek aan de helpdesk gedaan",
    "HELPDESK_DECIDED": "Verzoek door de helpdesk behandeld",
    "ACCOUNT_REQUESTED": "Account aangevraagd met het formulier",
    "ACCOUNT_REQUEST_DECIDED": "Aanvraag van een account behandeld",
    "ACCOUNT_CREATED": "Account gemaakt",
    "ACCOUNT_VERIFIED": "Account telefonisch gecontroleerd",
    "ACCOUNT_ACTIVATED": "Voor het eerst ingelogd",
    "ACCOUNT_CHANGED": "Account gewijzigd",
    "ACCOUNT_BLOCKED": "Account geblokkeerd",
    "ACCOUNT_UNBLOCKED": "Blokkade van het account opgeheven",
    "ACCOUNT_CLOSED": "Account gesloten",
    "ACCOUNT_ERASED": "Persoonsgegevens van het account gewist",
    "RIGHTS_CHANGED": "Rechten gewijzigd",
    "RIGHTS_REVIEWED": "Rechten gecontroleerd",
    "GRANT_ENDED": "Toegang tot een werkgever gestopt",
    "EMPLOYER_SWITCHED": "Naar een andere werkgever gegaan",
    "MAIN_CONTACT_REPLACED": "Hoofdcontactpersoon vervangen",
    "DEPUTY_NAMED": "Vervanger aangewezen",
    "CLIENT_CREATED": "Koppeling gemaakt",
    "CLIENT_CHANGED": "Koppeling gewijzigd",
    "CLIENT_CLOSED": "Koppeling gesloten",
    "TOKEN_REVOKED": "Toegang ingetrokken",
    "REFRESH_TOKEN_REUSED": "Oude toegang opnieuw gebruikt; alles is afgesloten",
    "SIGNING_KEY_RETIRED": "Sleutel van het platform vervangen",
}
RIGHTS = {"RIGHTS_MANAGEMENT": "rechtenbeheer", "EMPLOYEE_DATA": "werknemersgegevens",
          "SICK_REPORTS": "ziek- en herstelmeldingen"}
CHANNELS = {"SMS": "met een code per sms", "EMAIL": "met een code per e-mail"}


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One row of the log.

    :ivar where: address and browser, as far as known
    :ivar more: what changed, in a few words
    """

    when: str
    what: str
    more: str
    account: str
    who: str
    where: str

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Self:
        """Build from identity's answer."""
        return cls(moment(event["occurred_at"]), WORDS.get(event["kind"], event["kind"]), _more(event["details"]),
                   event["account_name"] or "–", event["actor_name"] or "–",
                   ", ".join(filter(None, (event["address"], event["agent"] and name_of(event["agent"])))) or "–")


def _more(details: Mapping[str, Any]) -> str:
    if "before" in details and "after" in details:
        return f"was: {_rights(details['before'])}; wordt: {_rights(details['after'])}"
    return CHANNELS.get(str(details.get("channel")), "")


def _rights(rights: list[str]) -> str:
    return ", ".join((RIGHTS | ROLES).get(right, right) for right in rights) or "geen rechten"
