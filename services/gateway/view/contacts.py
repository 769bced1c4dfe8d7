"""Contacts by subject (R-082…R-085)."""
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """A team with its contact data.

    :ivar phone: formatted for display
    """

    key: str
    name: str
    subjects: str
    phone: str
    email: str | None = None

    @property
    def dial(self) -> str:
        """The number for a ``tel:`` link."""
        return "+31" + "".join(c for c in self.phone if c.isdigit()).removeprefix("0")


CONTACTS = {contact.key: contact for contact in (
    Contact("income", "Team Inkomen van De Zeeuwse",
            "Berekening en betaling van uw uitkering, een ongeval door iemand anders, en deze online omgeving.",
            "(0118) 683 306", "Inkomenacceptatie@dezeeuwse.nl"),
    Contact("perspectief", "Perspectief",
            "Begeleiding van u en uw zieke werknemer door uw casemanager.", "(0341) 438 700", "info@perspectief.eu"),
    Contact("camas", "Helpdesk CAMAS",
            "Vragen over het volgen van verzuim: overzichten, verzuimdossier en toegang daartoe.",
            "(0341) 438 707", "helpdesk@perspectief.eu"),
    Contact("casemanager", "Uw casemanager, rechtstreeks",
            "Vragen uit de lijst hieronder waarbij wij naar uw casemanager verwijzen. Ook team Schade heeft dit nummer.",
            "(0118) 683 305"),
)}
"""The casemanager has two numbers in the insurer's own text; both are shown, each with its subject (R-085)."""
