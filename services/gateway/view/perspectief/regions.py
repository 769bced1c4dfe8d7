"""The regions of consultants, in Dutch."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

REGIONS = {
    "DRENTHE": "Drenthe", "FLEVOLAND": "Flevoland", "FRYSLAN": "Fryslân", "GELDERLAND": "Gelderland", "GRONINGEN": "Groningen",
    "LIMBURG": "Limburg", "NOORD_BRABANT": "Noord-Brabant", "NOORD_HOLLAND": "Noord-Holland", "OVERIJSSEL": "Overijssel",
    "UTRECHT": "Utrecht", "ZEELAND": "Zeeland", "ZUID_HOLLAND": "Zuid-Holland"}


@dataclass(frozen=True, slots=True)
class ConsultantInRegions:
    """A consultant, the doctor above, and where the consultant works.

    :ivar doctor: None for a consultant under nobody, who is assigned to no employer
    :ivar where: the regions in Dutch, or the whole country
    """

    id: str
    name: str
    doctor: str | None
    regions: tuple[str, ...]
    where: str
    version: int

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Build from casework's response."""
        regions = tuple(body["regions"])
        where = ", ".join(sorted(REGIONS[region] for region in regions)) or "Heel Nederland"
        return cls(str(body["consultant_id"]), body["name"] or str(body["consultant_id"]),
                   body["doctor_name"] or body["doctor_id"], regions, where, int(body["version"]))
