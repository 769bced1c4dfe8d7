"""`calculate statistics`: the absence figures of a period; a figure without a denominator is null."""
from decimal import Decimal
from typing import Any

from cli.calculations.figures.counting import statistics
from cli.calculations.figures.staff import Absence, Employment, IncapacityStep
from cli.calculations.periods import read_period
from cli.casefile.strict_input import Key, day, list_of, nullable, number, one_of, percentage, read_record, record, text
from services.casework.domain.figures.absence_statistics import Annualisation, ClassSet

EMPLOYMENT = {"key": Key(text), "fte": Key(number), "from": Key(day), "to": Key(nullable(day), None)}
STEP = {"from": Key(day), "pct": Key(percentage)}
CASE = {
    "employee": Key(text),
    "first_sick_day": Key(day),
    "recovered_on": Key(nullable(day), None),
    "incapacity": Key(list_of(record(STEP)), ()),
}
LINE = {
    "from": Key(day),
    "to": Key(day),
    "employments": Key(list_of(record(EMPLOYMENT))),
    "cases": Key(list_of(record(CASE))),
    "duration_classes": Key(one_of(ClassSet), ClassSet.VERNET),
    "mf_annualisation": Key(one_of(Annualisation), Annualisation.DAYS),
}


def calculate_statistics(line: dict[str, Any]) -> dict[str, Any]:
    """The figures of one line; percentages are rounded as in the overviews."""
    given = read_record(line, "", LINE)
    found = statistics(
        read_period(given["from"], given["to"], "to"),
        [_employment(one, f"employments[{at}]") for at, one in enumerate(given["employments"])],
        [_absence(one, f"cases[{at}]") for at, one in enumerate(given["cases"])],
        class_set=given["duration_classes"], annualisation=given["mf_annualisation"],
    )
    return {
        "VP": _printed(found.absence_pct),
        "MF": _printed(found.frequency),
        "GVD": _printed(found.average_duration),
        "NV": _printed(found.zero_absence_pct),
        "by_class": {str(name): _printed(share) for name, share in found.by_class.items()},
    }


def _employment(given: dict[str, Any], path: str) -> Employment:
    period = read_period(given["from"], given["to"], f"{path}.to")
    return Employment(key=given["key"], fte=given["fte"], employed_from=period.start, employed_to=period.end)


def _absence(given: dict[str, Any], path: str) -> Absence:
    read_period(given["first_sick_day"], given["recovered_on"], f"{path}.recovered_on")
    steps = tuple(IncapacityStep(start=step["from"], pct=step["pct"]) for step in given["incapacity"])
    return Absence(employee=given["employee"], first_sick_day=given["first_sick_day"],
                   recovered_on=given["recovered_on"], incapacity=steps)


def _printed(figure: Decimal | None) -> str | None:
    return None if figure is None else str(figure)
