"""The list of employees: what it may show, in which order, and the status of each in words."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from services.gateway.view.formatting import short_day
from services.gateway.view.people import Employee

IN_SERVICE = ""
GROUPS: dict[str, str | None] = {IN_SERVICE: "IN_SERVICE", "ziek": "SICK", "komt": "COMING", "uit-dienst": "LEFT", "alle": None}
"""Groups of the service by the word in the address."""
LABELS = {IN_SERVICE: "In dienst", "ziek": "Ziek", "komt": "Komt in dienst", "uit-dienst": "Uit dienst", "alle": "Alle"}
ORDERS = {"": ("name", "Achternaam, A tot Z"), "naam-af": ("-name", "Achternaam, Z tot A"),
          "nummer": ("number", "Nummer, laag naar hoog"), "nummer-af": ("-number", "Nummer, hoog naar laag"),
          "nieuwst": ("-employed_from", "Kortst in dienst eerst"), "langst": ("employed_from", "Langst in dienst eerst")}
"""Orders of the service and their names by the word in the address."""
STATUSES = {"WORKING": ("Aan het werk", "success"), "SICK": ("Ziek", "danger"),
            "PARTIALLY_RECOVERED": ("Gedeeltelijk hersteld", "warning")}


@dataclass(frozen=True, slots=True)
class Tab:
    """A group that the list may show, with how many it has; None if that is not known."""

    label: str
    count: int | None
    address: str
    is_shown: bool


def tabs(counts: Mapping[str, int], path: str, filters: Mapping[str, str], shown: str) -> list[Tab]:
    """The groups that the visitor may see, each at its address with the same search and order."""
    number = {IN_SERVICE: counts.get("in_service"), "komt": counts.get("coming"), "uit-dienst": counts.get("left"),
              "alle": counts.get("found")}
    if "sick" in counts:
        number["ziek"] = counts["sick"] + counts["partially_recovered"]
    groups = [group for group in GROUPS if group in number]
    return [Tab(LABELS[group], number[group], _address(path, {**filters, "toon": group}), group == shown) for group in groups]


def standing(employee: Employee, today: date) -> tuple[str, str]:
    """The status of an employee in words, and its tone; without health data for who may not see it."""
    if employee.employed_from and employee.employed_from > today:
        return f"Komt op {short_day(employee.employed_from)}", "info"
    if employee.employed_until and employee.employed_until < today:
        return f"Uit dienst sinds {short_day(employee.employed_until)}", "secondary"
    label, tone = STATUSES.get(employee.status or "", ("In dienst", "success"))
    return (f"{label}, uit dienst na {short_day(employee.employed_until)}" if employee.employed_until else label), tone


def _address(path: str, filters: Mapping[str, str]) -> str:
    given = {name: value for name, value in filters.items() if value}
    return f"{path}?{urlencode(given)}" if given else path
