"""Until when a recovery from a third party can be claimed, and when to warn before it (domain.md §5.1, §5.2)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.kernel.calendar import add_months

CLAIM_MONTHS = 60
DIRECT_ACTION_MONTHS = 36
ALARM_MONTHS = (12, 6, 3)


class EventKind(StrEnum):
    """What happened; never which injury it caused."""

    TRAFFIC = "TRAFFIC"
    WORK_ACCIDENT = "WORK_ACCIDENT"
    ASSAULT = "ASSAULT"
    MEDICAL = "MEDICAL"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limitation:
    """The two terms that run, as last days on which one can still act.

    :ivar claim_until: five years from knowledge of damage and liable person, or from the last interruption (3:310 BW)
    :ivar direct_action_until: three years from a traffic accident, or from the end of negotiations (WAM 10); else None
    """

    claim_until: date
    direct_action_until: date | None

    @property
    def on(self) -> date:
        """The limitation date: the earlier of the two."""
        return self.claim_until if self.direct_action_until is None else min(self.claim_until, self.direct_action_until)

    def alarms(self) -> tuple[date, ...]:
        """Twelve, six and three months before the limitation date, in order."""
        return tuple(add_months(self.on, -months) for months in ALARM_MONTHS)

    def has_passed(self, today: date) -> bool:
        """Whether the claim is barred: the limitation date itself is the last day."""
        return today > self.on


def limitation_of(*, kind: EventKind, event_on: date, known_on: date, interrupted_on: Iterable[date] = (),
                  negotiations_ended_on: Iterable[date] = ()) -> Limitation:
    """The terms as they run after every interruption.

    :param known_on: when damage and liable person became known
    :param interrupted_on: dates of written interruptions (3:317 BW); each starts a new five years
    :param negotiations_ended_on: ends of negotiations with the motor insurer; each starts a new three years
    """
    claim_until = _restarted(known_on, interrupted_on, CLAIM_MONTHS)
    if kind is not EventKind.TRAFFIC:
        return Limitation(claim_until=claim_until, direct_action_until=None)
    direct = _restarted(event_on, negotiations_ended_on, DIRECT_ACTION_MONTHS)
    return Limitation(claim_until=claim_until, direct_action_until=direct)


def _restarted(start: date, restarts: Iterable[date], months: int) -> date:
    """The end of a term that starts again at each restart made before it had run out; a later one comes too late."""
    until = add_months(start, months)
    for restart in sorted(restarts):
        if restart <= until:
            until = max(until, add_months(restart, months))
    return until
