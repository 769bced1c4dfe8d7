"""The indicators of the management report, after those that arbo services report to insurers (features N3)."""
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from services.casework.domain.figures.absence_statistics import Statistics
from services.casework.domain.figures.overviews import SMALLEST_GROUP
from services.casework.domain.plan.milestone import Code

CLASSES: tuple[tuple[str, int, int | None], ...] = (
    ("short", 1, 7), ("medium", 8, 42), ("long", 43, 365), ("extra_long", 366, None))
"""Name, first and last day of the classes by the length of a report; they differ from those of the overviews."""


class Indicator(StrEnum):
    """The indicators without a class or step in their name."""

    CUSTOMERS = "customers"
    EMPLOYEES = "employees"
    REPORTS = "reports"
    SICK_DAYS = "sick_days"
    ABSENCE_PCT = "absence_pct"
    FREQUENCY = "frequency"
    AVERAGE_DURATION = "average_duration"
    PARTIAL_RECOVERIES = "partial_recoveries"
    PARTIAL_RECOVERIES_PCT = "partial_recoveries_pct"
    RECOVERIES = "recoveries"
    RECOVERIES_PCT = "recoveries_pct"
    WAGE_SANCTIONS = "wage_sanctions"
    INTERVENTIONS_ADVISED = "interventions_advised"
    INTERVENTIONS_APPROVED = "interventions_approved"
    INTERVENTIONS_REIMBURSED = "interventions_reimbursed"
    INTERVENTION_COSTS = "intervention_costs"
    SECOND_TRACKS = "second_tracks"
    MENTAL = "interventions_mental"
    PHYSICAL = "interventions_physical"
    OTHER = "interventions_other"
    COMPLAINTS = "complaints"
    COMPLAINTS_WELL_FOUNDED = "complaints_well_founded"
    COMPLAINTS_WELL_FOUNDED_PCT = "complaints_well_founded_pct"


BY_KIND = (Indicator.MENTAL, Indicator.PHYSICAL, Indicator.OTHER)
"""Kinds of interventions reveal health, so that they are shown of groups of ten or more alone (domain.md §7.3)."""

STEPS: Mapping[str, Code] = {"problem_analyses": Code.M03, "action_plans": Code.M04, "week_42_reports": Code.M06,
                             "first_year_evaluations": Code.M09, "reintegration_reports": Code.M15}
"""The steps that are counted, by name."""

Value = Decimal | int | None
"""None if it is hidden or has no denominator."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the database counted over a period.

    :ivar numbers: by indicator, and by class or step
    :ivar weighted: sick days weighted by hours and incapacity, by class, in full-time days
    """

    numbers: Mapping[str, Decimal | int]
    weighted: Mapping[str, Decimal]


def indicators(statistics: Statistics, counted: Counted) -> dict[str, Value]:
    """All values, in the order of the report."""
    found: dict[str, Value] = dict(counted.numbers)
    reports = counted.numbers[Indicator.REPORTS]
    found |= {
        Indicator.EMPLOYEES: int(statistics.average_headcount.to_integral_value(ROUND_HALF_UP)),
        Indicator.ABSENCE_PCT: statistics.absence_pct, Indicator.FREQUENCY: statistics.frequency,
        Indicator.AVERAGE_DURATION: statistics.average_duration,
        Indicator.PARTIAL_RECOVERIES_PCT: share(counted.numbers[Indicator.PARTIAL_RECOVERIES], reports),
        Indicator.RECOVERIES_PCT: share(counted.numbers[Indicator.RECOVERIES], reports),
        Indicator.COMPLAINTS_WELL_FOUNDED_PCT: share(counted.numbers[Indicator.COMPLAINTS_WELL_FOUNDED],
                                                     counted.numbers[Indicator.COMPLAINTS])}
    for name, _, _ in CLASSES:
        found[f"absence_pct_{name}"] = share(counted.weighted[name], statistics.available_fte_days)
    for name in STEPS:
        found[f"{name}_on_time_pct"] = share(counted.numbers[f"{name}_on_time"], counted.numbers[f"{name}_due"])
        del found[f"{name}_on_time"]
    if is_small(statistics):
        found |= dict.fromkeys(BY_KIND)
    return found


def is_small(statistics: Statistics) -> bool:
    """Whether fewer than ten people are counted."""
    return statistics.average_headcount < SMALLEST_GROUP


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A percentage with two decimals; None without a whole."""
    return (Decimal(100) * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else None
