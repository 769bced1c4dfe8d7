"""The guarantee meter: how the conditions of the gatekeeper guarantee stand while a case runs (R-049…R-053, idea 4)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.casework.domain.guarantee.guarantee import ConditionCode, first_gap
from services.casework.domain.guarantee.wage_sanction import WageSanction
from services.casework.domain.guidance.advice import Advice
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase
from shared.law.sickness import end_of_wage


class Standing(StrEnum):
    """How a condition stands, best first; NOT_JUDGED is judged by Perspectief after a wage sanction."""

    NOT_JUDGED = "NOT_JUDGED"
    SECURED = "SECURED"
    AT_RISK = "AT_RISK"
    LOST = "LOST"


JUDGED = {None: Standing.NOT_JUDGED, True: Standing.SECURED, False: Standing.LOST}


@dataclass(frozen=True, slots=True)
class Gauge:
    """How one condition stands, with its evidence.

    :ivar on: the day that decides: first day of guidance, day without guidance, or last day to report; None if there is none
    :ivar advices: ids of the advices that decide
    """

    code: ConditionCode
    standing: Standing
    on: date | None = None
    advices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meter:
    """All conditions of one case."""

    gauges: tuple[Gauge, ...]

    @property
    def standing(self) -> Standing:
        """The worst of its conditions."""
        return max((gauge.standing for gauge in self.gauges), key=list(Standing).index)


def read_meter(case: CompositeCase, sanction: WageSanction | None, *, guidance: Sequence[Period], advices: Sequence[Advice],
               contract_terms_met: bool | None = None, today: date) -> Meter:
    """How every condition stands today.

    :param contract_terms_met: Perspectief's judgement after a wage sanction, None before it (R-053)

    :param sanction: UWV's reported wage sanction, or None
    :param guidance: periods in which Perspectief guides the employer's absence
    """
    return Meter((_timely(sanction), _from_first_day(case, guidance), _uninterrupted(case, guidance, today),
                  _advices(advices, today), Gauge(ConditionCode.CONTRACT_TERMS, JUDGED[contract_terms_met])))


def _timely(sanction: WageSanction | None) -> Gauge:
    """Only a reported wage sanction can be late (R-047)."""
    if sanction is None or sanction.reported_on is None:
        return Gauge(ConditionCode.TIMELY, Standing.SECURED)
    is_late = sanction.reported_on > sanction.report_due_on
    return Gauge(ConditionCode.TIMELY, Standing.LOST if is_late else Standing.SECURED, sanction.report_due_on)


def _from_first_day(case: CompositeCase, guidance: Sequence[Period]) -> Gauge:
    """Guidance had begun on the first sick day (R-050)."""
    began = min((period.start for period in guidance), default=None)
    holds = began is not None and began <= case.first_sick_day
    return Gauge(ConditionCode.FROM_FIRST_DAY, Standing.SECURED if holds else Standing.LOST, began)


def _uninterrupted(case: CompositeCase, guidance: Sequence[Period], today: date) -> Gauge:
    """Guidance on every day of the term; a gap to come can still be closed (R-051)."""
    gap = first_gap(case.first_sick_day, end_of_wage(case), guidance)
    standing = Standing.SECURED if gap is None else Standing.AT_RISK if gap > today else Standing.LOST
    return Gauge(ConditionCode.UNINTERRUPTED, standing, gap)


def _advices(advices: Sequence[Advice], today: date) -> Gauge:
    """An advice that is late, or waits for a judgement of its reason, can still be put right (R-052)."""
    breaches = [advice for advice in advices if advice.is_breach(today)]
    final = [advice for advice in breaches if not advice.can_be_mended(today)]
    standing = Standing.LOST if final else Standing.AT_RISK if breaches else Standing.SECURED
    return Gauge(ConditionCode.ADVICES_FOLLOWED, standing, None, tuple(advice.advice_id for advice in final or breaches))
