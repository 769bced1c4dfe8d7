"""Rules for granting and revoking the three rights (R-181 … R-185, feature I3)."""
from collections.abc import Iterable
from enum import StrEnum

from services.identity.domain.accounts.account import AccountKind
from shared.kernel.refusals import Conflict, Forbidden


class Right(StrEnum):
    """The three rights that an employer grants."""

    RIGHTS_MANAGEMENT = "RIGHTS_MANAGEMENT"
    EMPLOYEE_DATA = "EMPLOYEE_DATA"
    SICK_REPORTS = "SICK_REPORTS"


ALL_RIGHTS = frozenset(Right)


class RightNotHeld(Forbidden):
    """The grantor does not hold the right."""


class MainContactKeepsRights(Conflict):
    """The main contact always has all three rights."""


def ensure_may_give(wanted: Iterable[Right], *, before: Iterable[Right] = (), held: Iterable[Right]) -> None:
    """Check that the grantor holds all rights that are not in `before`; revoking a right does not require it.

    :raises RightNotHeld: naming the first missing right
    """
    missing = sorted(set(wanted) - set(before) - set(held))
    if missing:
        raise RightNotHeld("right.not_held", "U kunt alleen rechten geven die u zelf hebt.", field="rights")


def ensure_may_lose(kind: AccountKind, wanted: Iterable[Right]) -> None:
    """Refuse to revoke rights of the main contact (R-185).

    :raises MainContactKeepsRights: if the main contact would lose one
    """
    if kind is AccountKind.MAIN_CONTACT and set(wanted) != ALL_RIGHTS:
        raise MainContactKeepsRights(
            "account.main_contact_rights", "De hoofdcontactpersoon houdt altijd alle drie de rechten.", field="rights")


def in_order(rights: Iterable[str]) -> tuple[Right, ...]:
    """Distinct rights, in the order of the seed."""
    return tuple(right for right in Right if right in set(rights))
