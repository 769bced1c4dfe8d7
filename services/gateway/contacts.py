"""Whom to call or mail, by topic (R-082…R-085)."""
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shared.fields.contact import parse_email, parse_phone
from shared.fields.invalid import InvalidInput
from shared.service.settings import SettingsError


@dataclass(frozen=True, slots=True)
class Contact:
    """A team with its contact data.

    :ivar topic: its key
    :ivar phone: formatted for display
    """

    topic: str
    name: str
    subjects: str
    phone: str
    email: str | None = None

    @property
    def dial(self) -> str:
        """The number for a ``tel:`` link."""
        return parse_phone(self.phone)


CONTACTS = {contact.topic: contact for contact in (
    Contact("income", "Team Inkomen van De Zeeuwse",
            "Berekening en betaling van uw uitkering, een ongeval door iemand anders, en deze online omgeving.",
            "(0118) 683 306", "Inkomenacceptatie@dezeeuwse.nl"),
    Contact("perspectief", "Perspectief",
            "Begeleiding van u en uw zieke werknemer door uw casemanager.", "(0341) 438 700", "info@perspectief.eu"),
    Contact("camas", "Helpdesk CAMAS",
            "Vragen over het volgen van verzuim: overzichten, verzuimdossier en toegang daartoe.",
            "(0341) 438 707", "helpdesk@perspectief.eu"),
    Contact("casemanager", "Uw casemanager, rechtstreeks",
            "Vragen uit de lijst hieronder waarbij wij naar uw casemanager verwijzen.", "(0118) 683 305"),
    Contact("schade", "Team Schade van De Zeeuwse", "Melden dat u het loon heeft opgeschort of stopgezet.", "(0118) 683 305"),
)}
"""The contacts unless settings give others. The casemanager has two numbers in the insurer's own text; each is shown with its
topic (R-085)."""


def contacts_of(environ: Mapping[str, str]) -> dict[str, Contact]:
    """The contacts with the numbers and addresses of ``GATEWAY_PHONE_<TOPIC>`` and ``GATEWAY_EMAIL_<TOPIC>``.

    :raises SettingsError: if a number or an address is invalid, or the topic unknown
    """
    found = dict(CONTACTS)
    for name, written in environ.items():
        kind, _, topic = name.removeprefix("GATEWAY_").partition("_")
        if not name.startswith("GATEWAY_") or kind not in ("PHONE", "EMAIL"):
            continue
        if (contact := found.get(topic.lower())) is None:
            raise SettingsError(f"{name} names no topic; choose from {', '.join(CONTACTS).upper()}")
        try:
            found[contact.topic] = _changed(contact, kind, written)
        except InvalidInput:
            raise SettingsError(f"{name} is {written!r}; give a telephone number or an e-mail address") from None
    return found


def _changed(contact: Contact, kind: str, written: str) -> Contact:
    if kind == "EMAIL":
        return replace(contact, email=parse_email(written))
    parse_phone(written)
    return replace(contact, phone=written.strip())
