"""Re-integration with another employer: placement, secondment and closing of the track (R-113…R-125)."""
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from shared.kernel.calendar import add_months
from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.sickness import CompositeCase
from shared.law.sickness import end_of_wage

SIX_WEEKS = timedelta(weeks=6)
ORIENTATION_MONTHS = 3
TOLERANCE_POINTS = Decimal(1)


class TrackStatus(StrEnum):
    """Status of a second track."""

    RUNNING = "RUNNING"
    CLOSED = "CLOSED"


class WorkKind(StrEnum):
    """Same or other work with the other employer (R-113)."""

    SAME = "SAME"
    OTHER = "OTHER"


class EffortClass(StrEnum):
    """Classes of effort by work and employer (R-045)."""

    OWN_JOB_OWN_EMPLOYER = "OWN_JOB_OWN_EMPLOYER"
    OTHER_JOB_OWN_EMPLOYER = "OTHER_JOB_OWN_EMPLOYER"
    OTHER_EMPLOYER = "OTHER_EMPLOYER"

    @property
    def track(self) -> int:
        """First track with the own employer, second track with another."""
        return 2 if self is EffortClass.OTHER_EMPLOYER else 1


class PlacementRefused(RuleViolated):
    """The placement breaks a rule of the secondment."""


class TrackMustContinue(Conflict):
    """The placement is neither durable nor meant to be taken over (R-125)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Secondment to another employer during the 104 weeks; the employment continues (R-121…R-123).

    :ivar wage_value_invoiced: euros per month invoiced to the other employer
    """

    start: date
    end: date
    wage_value_invoiced: Decimal | None
    durable: bool = False
    takeover_intention: bool = False


def check_placement(placement: Placement, case: CompositeCase) -> None:
    """Refuse a placement that ends after the term or has no wage value.

    :raises PlacementRefused: ends before it starts, after D(728), or without a monthly amount above 0
    """
    if placement.end < placement.start:
        raise PlacementRefused("secondment.end_before_start", "De einddatum ligt vóór de begindatum.", field="end")
    if placement.end > end_of_wage(case):
        raise PlacementRefused("secondment.after_term",
                               "De detachering eindigt uiterlijk op de laatste dag van de 104 weken.", field="end")
    if placement.wage_value_invoiced is None or placement.wage_value_invoiced <= 0:
        raise PlacementRefused("wage_value.required", "Vul de loonwaarde per maand in.", field="wage_value_invoiced")


def recovered_pct(placement: Placement, contract_wage_month: Decimal) -> Decimal:
    """The partial recovery that the employer must report for the placement, in percent (R-124)."""
    value = placement.wage_value_invoiced or Decimal(0)
    return min(Decimal(100), value / contract_wage_month * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def check_mutation(placement: Placement, *, contract_wage_month: Decimal, reported_pct: Decimal,
                   effective_on: date) -> None:
    """Check that the mutation has the date and, within one point, the percentage of the placement (R-124).

    :raises PlacementRefused: if it does not, or reports full recovery below the full wage
    """
    expected = recovered_pct(placement, contract_wage_month)
    if reported_pct == 100 and expected < 100:
        raise PlacementRefused("secondment.not_recovered",
                               "Detachering is geen volledig herstel voor het eigen werk.", field="recovered_pct")
    if abs(reported_pct - expected) > TOLERANCE_POINTS or effective_on != placement.start:
        raise PlacementRefused("secondment.mutation_mismatch",
                               "Meld hetzelfde herstelpercentage en dezelfde datum als de detachering.",
                               field="recovered_pct")


def close(status: TrackStatus, placement: Placement) -> TrackStatus:
    """Close a track on a placement (R-125).

    :raises TrackMustContinue: if it is closed already, or the placement is neither durable nor to be taken over
    """
    if status is TrackStatus.CLOSED:
        raise TrackMustContinue("second_track.already_closed", "Dit traject is al afgesloten.")
    if not (placement.durable or placement.takeover_intention):
        raise TrackMustContinue("second_track.must_continue",
                                "Zonder duurzame plaatsing of overname gaat het traject door.")
    return TrackStatus.CLOSED


def next_due_on(last: date) -> date:
    """Due dates of the employer's next contact (R-114) and the provider's next report (R-117)."""
    return last + SIX_WEEKS


def is_orienting_only(started_on: date, *, applications: int, today: date) -> bool:
    """Whether the provider has done only orientation for more than three months (R-118)."""
    return applications == 0 and today > add_months(started_on, ORIENTATION_MONTHS)
