"""Programs that may request tokens: their kinds, names and scopes, and the number of their keys."""
import re
from collections.abc import Sequence
from enum import StrEnum

from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.scopes import BY_NAME
from shared.kernel.services import NAMES

MOST_KEYS = 2
"""The present key and its successor, so that a program changes its key without an interruption."""
ENTRANCES = ("portal", "camas")
_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 64
_TAKEN = frozenset({*NAMES, *ENTRANCES, "admin", "broker", "gateway"})


class ClientKind(StrEnum):
    """What a client is.

    :cvar ENTRANCE: the gateway, by which people sign in; it has a secret
    :cvar PROGRAM: of a partner or a payroll package, which acts for itself; it signs with keys of its own
    """

    ENTRANCE = "ENTRANCE"
    PROGRAM = "PROGRAM"


class ClientInvalid(RuleViolated):
    """A field of the program is invalid."""


class ClientClosed(Conflict):
    """The program was closed and stays closed."""


class TooManyKeys(Conflict):
    """The program has two keys."""


def check_client_id(text: str) -> str:
    """The id, which is also its user name on the bus.

    :raises ClientInvalid: unless it is of small letters, digits and hyphens, and of nobody else on the platform
    """
    if not _ID.fullmatch(text) or len(text) > _LONGEST_ID or text.split("-")[0] in _TAKEN:
        raise ClientInvalid("client.id_invalid", "Gebruik kleine letters, cijfers en streepjes, en geen naam van het platform "
                                                 "zelf.", field="client_id")
    return text


def check_scopes(names: Sequence[str], *, has_employers: bool) -> tuple[str, ...]:
    """The scopes of a program, in the order of the list.

    :raises ClientInvalid: for none, for an unknown one, and for one that concerns an employer where there is none
    """
    if not names or any(name not in BY_NAME for name in names):
        raise ClientInvalid("client.scopes_invalid", "Kies ten minste één van de bevoegdheden.", field="scopes")
    if not has_employers and any(BY_NAME[name].right for name in names):
        raise ClientInvalid("client.employers_needed", "Deze bevoegdheden gelden voor een werkgever. Kies er ten minste één.",
                            field="policy_numbers")
    return tuple(name for name in BY_NAME if name in names)


def ensure_room_for_key(present: int) -> None:
    """Refuse a third key.

    :raises TooManyKeys: if the program has two
    """
    if present >= MOST_KEYS:
        raise TooManyKeys("client.too_many_keys", "Er zijn al twee sleutels. Verwijder eerst de oude.", field="public_key")


def ensure_key_is_left(present: int) -> None:
    """Refuse to remove the only key.

    :raises Conflict: if it is the only one
    """
    if present <= 1:
        raise Conflict("client.last_key", "Dit is de enige sleutel. Voeg eerst een nieuwe toe, of sluit het programma.")
