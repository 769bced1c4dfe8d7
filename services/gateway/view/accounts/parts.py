"""The parts of the account pages, each with its own address."""
from dataclasses import dataclass

from services.gateway.signin.visitor import Visitor

MAIN_CONTACT = "MAIN_CONTACT"


@dataclass(frozen=True, slots=True)
class AccountPart:
    """One part of the account pages.

    :ivar rights: each of these rights gives access; empty for all visitors
    """

    title: str
    path: str
    rights: frozenset[str] = frozenset()

    def is_for(self, visitor: Visitor) -> bool:
        """Whether the visitor has access to the part."""
        return not self.rights or (not visitor.is_staff and bool(visitor.rights & self.rights))


PARTS = (
    AccountPart("Apparaten", "/account/apparaten"),
    AccountPart("Sessies", "/account/sessies"),
    AccountPart("Tweede stap", "/account/tweede-stap"),
    AccountPart("Wachtwoord", "/account/wachtwoord"),
    AccountPart("Logboek", "/account/logboek"),
)


def parts_for(visitor: Visitor) -> list[AccountPart]:
    """The parts that the visitor may open, in order."""
    return [part for part in PARTS if part.is_for(visitor)]
