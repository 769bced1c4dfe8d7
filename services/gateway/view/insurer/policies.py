"""View models of policies for the insurer's staff."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.gateway.view.formatting import as_date
from services.gateway.view.insurer.policy_fields import changes_of

Json = Mapping[str, Any]
FILTERS = {"": "Alle polissen", "IN_FORCE": "Lopend", "AHEAD": "Met een wijziging vooruit", "ENDING": "Met een einddatum",
           "ENDED": "Beëindigd", "NOT_BEGUN": "Nog niet begonnen"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A policy in the list, with its present version."""

    policy_number: str
    company_name: str
    valid_from: date | None
    valid_until: date | None
    next_change_on: date | None
    state: tuple[str, str]

    @classmethod
    def of(cls, body: Json, today: date) -> "Listed":
        """Build from billing's response."""
        first, last = as_date(body["first_day"]), as_date(body["valid_until"])
        return cls(str(body["policy_number"]), str(body["company_name"]), first, last, as_date(body["next_change_on"]),
                   _state(first, last, today))


def _state(first: date | None, last: date | None, today: date) -> tuple[str, str]:
    if first is not None and first > today:
        return "Begint nog", "azure"
    if last is None:
        return "Loopt", "success"
    return ("Beëindigd", "secondary") if last < today else ("Loopt af", "warning")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a policy.

    :ivar changes: field, former value and new value in words
    """

    version: int
    valid_from: date | None
    applies_from: date | None
    accepted_on: date | None
    stand: tuple[str, str]
    changes: list[tuple[str, str, str]]


def version_rows(versions: Sequence[Json], present: int, today: date) -> list[VersionRow]:
    """The versions, the latest accepted one first.

    :param present: number of the version in force today
    """
    return [VersionRow(int(body["version"]), as_date(body["valid_from"]), as_date(body["applies_from"]),
                       as_date(body["accepted_on"]), _stand(body, present, today), changes_of(body))
            for body in reversed(versions)]


def _stand(body: Json, present: int, today: date) -> tuple[str, str]:
    if body["version"] == present:
        return "Geldt nu", "success"
    first = as_date(body["applies_from"])
    return ("Gaat nog in", "azure") if first is not None and first > today else ("Gold eerder", "secondary")
