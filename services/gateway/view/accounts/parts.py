"""The parts of the account pages, each with its own address."""
from dataclasses import dataclass

from services.gateway.signin.visitor import Visitor

MAIN_CONTACT = "MAIN_CONTACT"


@dataclass(frozen=True, slots=True)
class AccountPart:
    """One part of the account pages.

    :ivar rights: each of these rights gives access; empty for all visitors
    :ivar kind: the kind of account that has access; None for every kind
    """

    title: str
    path: str
    rights: frozenset[str] = frozenset()
    kind: str | None = None

    def is_for(self, visitor: Visitor) -> bool:
        """Whether the visitor has access to the part."""
        if self.kind is not None and visitor.kind != self.kind:
            return False
        return not self.rights or (not visitor.is_staff and bool(visitor.rights & self.rights))


MANAGE = frozenset({"RIGHTS_MANAGEMENT"})
PARTS = (
    AccountPart("Collega's en rechten", "/account/collegas", MANAGE),
    AccountPart("Rechten controleren", "/account/rechten-controleren", MANAGE),
    AccountPart("Vervanging", "/account/vervanging", MANAGE, MAIN_CONTACT),
    AccountPart("Aanvragen", "/account/aanvragen", MANAGE, MAIN_CONTACT),
    AccountPart("Apparaten", "/account/apparaten"),
    AccountPart("Sessies", "/account/sessies"),
    AccountPart("Tweede stap", "/account/tweede-stap"),
    AccountPart("Wie wij bellen", "/account/contactpersoon", frozenset({"SICK_REPORTS"})),
    AccountPart("Agenda", "/account/agenda", frozenset({"SICK_REPORTS"})),
    AccountPart("Wachtwoord", "/account/wachtwoord"),
    AccountPart("Logboek", "/account/logboek"),
)


def parts_for(visitor: Visitor) -> list[AccountPart]:
    """The parts that the visitor may open, in order."""
    return [part for part in PARTS if part.is_for(visitor)]
