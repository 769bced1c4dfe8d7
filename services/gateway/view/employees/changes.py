"""The history of an employee in words: what was changed, by whom, and from which day."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.gateway.view.formatting import NOTHING, euros, moment, number, phone, short_day

LABELS = {"employee_number": "Personeelsnummer", "first_name": "Voornaam", "infix": "Tussenvoegsel", "last_name": "Achternaam",
          "birth_date": "Geboortedatum", "phone": "Telefoon", "function": "Functie", "department": "Afdeling",
          "employed_from": "In dienst vanaf", "annual_wage": "Jaarloon", "contract_hours": "Uren per week"}
_WRITTEN = {"birth_date": short_day, "employed_from": short_day, "phone": phone, "annual_wage": euros, "contract_hours": number}


@dataclass(frozen=True, slots=True)
class Difference:
    """One value before and after a change, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class EmployeeChange:
    """One entry of the history.

    :ivar is_withdrawable: whether the visitor may take it back
    """

    change_id: str
    when: str
    since: str
    what: str
    who: str
    differences: tuple[Difference, ...]
    is_withdrawn: bool
    is_withdrawable: bool

    @classmethod
    def of(cls, body: Mapping[str, Any], *, own_account: str) -> "EmployeeChange":
        """From what the absence service says."""
        old, new = body["old"] or {}, body["new"] or {}
        differences = tuple(Difference(LABELS[name], _written(name, old.get(name)), _written(name, new.get(name)))
                            for name in LABELS if (name in old or name in new) and old.get(name) != new.get(name))
        is_withdrawn = body["withdrawn_at"] is not None
        return cls(
            change_id=str(body["change_id"]), when=moment(str(body["recorded_at"])), since=short_day(body["effective_on"]),
            what=_what(str(body["kind"]), has_old=bool(old), has_new=bool(new)),
            who="U" if body["actor_id"] == own_account else "Een collega", differences=differences, is_withdrawn=is_withdrawn,
            is_withdrawable=not is_withdrawn and body["kind"] != "ADDED")


def _what(kind: str, *, has_old: bool, has_new: bool) -> str:
    if kind == "WAGE":
        return "Loon vastgelegd" if not has_old else "Loon gewijzigd" if has_new else "Loon ingetrokken"
    return "Toegevoegd" if kind == "ADDED" else "Gegevens gewijzigd"


def _written(name: str, value: Any) -> str:
    return NOTHING if value in (None, "") else _WRITTEN.get(name, str)(value)
