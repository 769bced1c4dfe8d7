"""The scopes of programs: which service a token opens, by which right, and whether it may write.

A program acts for one employer. Its scopes are the source of its rights and of the audiences of its tokens.
"""
from collections.abc import Iterable
from dataclasses import dataclass

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Scope:
    """One permission of a program.

    :ivar service: whose routes it opens; None for the feed on the bus, which is read with the same token
    :ivar right: the right of an employer's account that opens these routes for people
    :ivar writes: whether it opens more than reading
    :ivar title: for administrators, Dutch
    """

    name: str
    service: str | None
    right: str | None
    writes: bool
    title: str


SCOPES = (
    Scope("employees:read", "absence", "EMPLOYEE_DATA", False, "Werknemers lezen"),
    Scope("employees:write", "absence", "EMPLOYEE_DATA", True, "Werknemers lezen en wijzigen"),
    Scope("sick-reports:read", "absence", "SICK_REPORTS", False, "Verzuimmeldingen lezen"),
    Scope("sick-reports:write", "absence", "SICK_REPORTS", True, "Verzuim lezen, melden en wijzigen"),
    Scope("activities:read", "casework", "SICK_REPORTS", False, "Stappen en verzuimcijfers lezen"),
    Scope("claims:read", "claims", "SICK_REPORTS", False, "Claims en data van uitkeringen lezen"),
    Scope("benefits:read", "claims", "EMPLOYEE_DATA", False, "Uitkeringen lezen"),
    Scope("invoices:read", "billing", "EMPLOYEE_DATA", False, "Polissen en facturen lezen"),
    Scope("feed:read", None, None, False, "Berichten van de arbodienst ontvangen"),
)
BY_NAME = {scope.name: scope for scope in SCOPES}


def scopes_among(names: Iterable[str]) -> tuple[Scope, ...]:
    """The scopes of programs among the names, in the order of the list; others, as of OpenID, are left out."""
    wanted = set(names)
    return tuple(scope for scope in SCOPES if scope.name in wanted)


def rights_of(names: Iterable[str]) -> tuple[str, ...]:
    """The rights of an employer's account that a program with these scopes has."""
    return tuple(dict.fromkeys(scope.right for scope in scopes_among(names) if scope.right))


def opens(names: Iterable[str], *, service: str, rights: Iterable[str], method: str) -> bool:
    """Whether one of the scopes opens a route of the service that one of these rights opens for people."""
    wanted = set(rights)
    return any(scope.service == service and scope.right in wanted and (scope.writes or method in READING_METHODS)
               for scope in scopes_among(names))
