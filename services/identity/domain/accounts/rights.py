"""Who may give which of the three rights to whom (R-181 … R-185, feature I3)."""
from collections.abc import Iterable
from enum import StrEnum

from services.identity.domain.accounts.account import AccountKind
from shared.kernel.refusals import Conflict, Forbidden


class Right(StrEnum):
    """The three rights an employer gives; there are no others."""

    RIGHTS_MANAGEMENT = "RIGHTS_MANAGEMENT"
    EMPLOYEE_DATA = "EMPLOYEE_DATA"
    SICK_REPORTS = "SICK_REPORTS"


ALL_RIGHTS = frozenset(Right)


class RightNotHeld(Forbidden):
    """Somebody tried to give a right that he does not hold himself."""


class MainContactKeepsRights(Conflict):
    """The main contact always has all three rights."""


def ensure_may_give(wanted: Iterable[Right], *, before: Iterable[Right] = (), held: Iterable[Right]) -> None:
    """Rights that come on top of `before` must all be held by the giver; taking away needs no own right.

    :raises RightNotHeld: naming the first that is missing
    """
    missing = sorted(set(wanted) - set(before) - set(held))
    if missing:
        raise RightNotHeld("right.not_held", "U kunt alleen rechten geven die u zelf hebt.", field="rights")


def ensure_may_lose(kind: AccountKind, wanted: Iterable[Right]) -> None:
    """The main contact's own rights cannot be removed (R-185).

    :raises MainContactKeepsRights: if the main contact would lose one
    """
    if kind is AccountKind.MAIN_CONTACT and set(wanted) != ALL_RIGHTS:
        raise MainContactKeepsRights(
            "account.main_contact_rights", "De hoofdcontactpersoon houdt altijd alle drie de rechten.", field="rights")


def in_order(rights: Iterable[str]) -> tuple[Right, ...]:
    """Without doubles, in the order of the seed."""
    return tuple(right for right in Right if right in set(rights))
