"""Placement with another employer during the 104 weeks: a secondment, because the employment continues (R-121…R-124)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from shared.kernel.calendar import add_working_days
from shared.kernel.refusals import RuleViolated
from shared.kernel.sickness import CompositeCase
from shared.law.sickness import end_of_wage

CONFIRMATION_WORKDAYS = 5
"""Working days in which the employer reports the partial recovery of a placement (domain.md §10.3, E28)."""
HUNDRED = Decimal(100)


class PlacementRefused(RuleViolated):
    """The placement breaks a rule of the secondment."""


def confirm_by(start: date, recorded_on: date) -> date:
    """The last day on which the employer reports the partial recovery of a placement, which cannot be long before it starts."""
    return add_working_days(max(start, recorded_on), CONFIRMATION_WORKDAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A secondment to another employer.

    :ivar wage_value_month: euros per month invoiced to the other employer
    :ivar contract_wage_month: euros per month by the own contract
    :ivar confirm_by: the last day on which the employer reports the partial recovery
    :ivar confirmed: whether the employer did
    """

    start: date
    end: date
    wage_value_month: Decimal
    contract_wage_month: Decimal
    durable: bool = False
    takeover_intention: bool = False
    confirm_by: date = date.max
    confirmed: bool = False

    @property
    def recovered_pct(self) -> Decimal:
        """The partial recovery that the employer reports for it, in percent with two decimals, at most 100 (R-124)."""
        exact = self.wage_value_month / self.contract_wage_month * HUNDRED
        return min(HUNDRED, exact.quantize(Decimal("0.01"), ROUND_HALF_UP))

    @property
    def ends_track(self) -> bool:
        """Whether the track may close on it (R-125)."""
        return self.durable or self.takeover_intention

    def is_unconfirmed(self, today: date) -> bool:
        """Whether the employer should have reported the partial recovery by now."""
        return not self.confirmed and today > self.confirm_by


def placement(start: date, end: date, *, wage_value_month: Decimal | None, contract_wage_month: Decimal | None, durable: bool,
              takeover_intention: bool) -> Placement:
    """A placement with its wages.

    :raises PlacementRefused: ``wage_value.required``, ``wage_value.contract_wage_required``
    """
    if not wage_value_month:
        raise PlacementRefused("wage_value.required", "Vul de loonwaarde per maand in die u factureert.",
                               field="wage_value_month")
    if not contract_wage_month:
        raise PlacementRefused("wage_value.contract_wage_required", "Geef het loon per maand volgens het contract.",
                               field="contract_wage_month")
    return Placement(start=start, end=end, wage_value_month=wage_value_month, contract_wage_month=contract_wage_month,
                     durable=durable, takeover_intention=takeover_intention)


def check_placement(placed: Placement, case: CompositeCase, *, track_started_on: date, others: Iterable[Placement]) -> None:
    """Refuse a placement outside the track or the 104 weeks, or at the same time as another.

    :raises PlacementRefused: ``secondment.end_before_start``, ``secondment.before_track``, ``secondment.after_term``,
        ``secondment.overlaps``
    """
    if placed.end < placed.start:
        raise PlacementRefused("secondment.end_before_start", "De einddatum ligt vóór de begindatum.", field="end")
    if placed.start < track_started_on:
        raise PlacementRefused("secondment.before_track", "De detachering begint op of na de start van het traject.",
                               field="start")
    last = end_of_wage(case)
    if placed.end > last:
        raise PlacementRefused("secondment.after_term", "De detachering eindigt uiterlijk op de laatste dag van de 104 weken: "
                                                        f"{last:%d-%m-%Y}.", field="end")
    if any(placed.start <= other.end and other.start <= placed.end for other in others):
        raise PlacementRefused("secondment.overlaps", "In deze dagen is de werknemer al gedetacheerd.", field="start")
