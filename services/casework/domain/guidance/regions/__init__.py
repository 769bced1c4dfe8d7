"""The regions in which absence consultants work: the provinces (R-030)."""
import csv
from bisect import bisect_right
from enum import StrEnum
from functools import cache
from pathlib import Path


class Region(StrEnum):
    """A province of the Netherlands."""

    DRENTHE = "DRENTHE"
    FLEVOLAND = "FLEVOLAND"
    FRYSLAN = "FRYSLAN"
    GELDERLAND = "GELDERLAND"
    GRONINGEN = "GRONINGEN"
    LIMBURG = "LIMBURG"
    NOORD_BRABANT = "NOORD_BRABANT"
    NOORD_HOLLAND = "NOORD_HOLLAND"
    OVERIJSSEL = "OVERIJSSEL"
    UTRECHT = "UTRECHT"
    ZEELAND = "ZEELAND"
    ZUID_HOLLAND = "ZUID_HOLLAND"


def region_of(postcode: str) -> Region | None:
    """The region of a Dutch postcode such as ``4331 LK``; None if it has no four digits of 1000 or more."""
    digits = postcode.strip()[:4]
    if len(digits) != 4 or not digits.isascii() or not digits.isdecimal() or digits < "1000":
        return None
    starts, regions = _ranges()
    return regions[bisect_right(starts, int(digits)) - 1]


@cache
def _ranges() -> tuple[list[int], list[Region]]:
    """First four digits of each range, ascending, and the region of each."""
    with (Path(__file__).parent / "postcode_province.csv").open(encoding="utf-8", newline="") as file:
        rows = [(int(row["from"]), _region(row["province"])) for row in csv.DictReader(file)]
    return [start for start, _ in rows], [region for _, region in rows]


def _region(province: str) -> Region:
    return Region(province.upper().replace("-", "_").replace("Â", "A"))
