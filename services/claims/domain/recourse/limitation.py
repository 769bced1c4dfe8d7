"""Limitation of claims against a third party, and the dates of warnings (domain.md §5.1, §5.2)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.kernel.calendar import add_months
from shared.law import law
from shared.law.units import CalendarTerm

ALARM_MONTHS = (12, 6, 3)


class EventKind(StrEnum):
    """The kind of event that caused the sickness; never the injury."""

    TRAFFIC = "TRAFFIC"
    WORK_ACCIDENT = "WORK_ACCIDENT"
    ASSAULT = "ASSAULT"
    MEDICAL = "MEDICAL"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limitation:
    """The two limitation terms, as last days on which to act.

    :ivar claim_until: five years from knowledge of damage and liable person, or from the last interruption (3:310 BW)
    :ivar direct_action_until: three years from a traffic accident, or from the last interruption (WAM 10); otherwise
        None. The term counts from the hour of the event, so act at the latest on the day before
    """

    claim_until: date
    direct_action_until: date | None

    @property
    def on(self) -> date:
        """The limitation date: the earlier of the two terms."""
        return self.claim_until if self.direct_action_until is None else min(self.claim_until, self.direct_action_until)

    def next_after(self, today: date) -> date:
        """The first term that has not passed; the claim's own once both have."""
        direct = self.direct_action_until
        return self.claim_until if direct is None or direct < today else min(direct, self.claim_until)

    def alarms(self) -> tuple[date, ...]:
        """The dates of warnings: twelve, six and three months before the limitation date."""
        return tuple(add_months(self.on, -months) for months in ALARM_MONTHS)

    def raised_alarms(self, today: date) -> tuple[tuple[date, int], ...]:
        """The most urgent warning of each term that is due: its last day, and how many months before it; 0 once it passed."""
        terms = {self.claim_until, *(() if self.direct_action_until is None else (self.direct_action_until,))}
        return tuple((until, months) for until in sorted(terms) if (months := _months_before(until, today)) is not None)

    def has_passed(self, today: date) -> bool:
        """Whether the claim is barred; the limitation date itself is still in time."""
        return today > self.on


def _months_before(until: date, today: date) -> int | None:
    if today > until:
        return 0
    return min((months for months in ALARM_MONTHS if add_months(until, -months) <= today), default=None)


def limitation_of(*, kind: EventKind | None, event_on: date, known_on: date, interrupted_on: Iterable[date] = (),
                  broken_off_on: Iterable[date] = ()) -> Limitation:
    """The terms after all interruptions, by the law in force on the day of the event.

    After a traffic accident an interruption against the insured also interrupts the term against the motor insurer, and
    vice versa (WAM 10 lid 4); negotiations with the insurer interrupt until they are broken off (lid 5).

    :param kind: None until it is known, which counts as traffic because that has the shortest term
    :param known_on: day on which damage and liable person became known
    :param interrupted_on: dates of written interruptions (3:317 BW)
    :param broken_off_on: days on which a party broke off negotiations by writ or registered letter
    """
    rules, is_traffic = law.on(event_on), kind in (EventKind.TRAFFIC, None)
    restarts = (*interrupted_on, *(broken_off_on if is_traffic else ()))
    claim_until = _restarted(known_on, restarts, rules.damages_limitation, rules.renewed_limitation_maximum)
    if not is_traffic:
        return Limitation(claim_until=claim_until, direct_action_until=None)
    direct = _restarted(event_on, restarts, rules.motor_insurer_limitation, rules.renewed_limitation_maximum)
    return Limitation(claim_until=claim_until, direct_action_until=direct)


def _restarted(start: date, restarts: Iterable[date], term: CalendarTerm, longest: CalendarTerm) -> date:
    """The end of a term that restarts at each interruption before its end; later interruptions have no effect.

    The new term is as long as the old one, up to a maximum, and does not end earlier than it (3:319 BW).
    """
    until = term.after(start)
    for restart in sorted(restarts):
        if restart <= until:
            until = max(until, min(term, longest).after(restart))
    return until
