"""The escalation for an employee who does not cooperate: talk, warnings, sanction (R-092, R-102…R-112)."""
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from shared.kernel.period import Period
from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.vocabulary import SanctionKind

MIN_WARNINGS = 2


class Ground(StrEnum):
    """Grounds of a sanction."""

    NON_COOPERATION = "NON_COOPERATION"
    CONFLICT_TALK_REFUSED = "CONFLICT_TALK_REFUSED"
    SUMMONS_IGNORED = "SUMMONS_IGNORED"


class Step(StrEnum):
    """Steps of the escalation."""

    NONE = "NONE"
    TALK = "TALK"
    WARNED = "WARNED"
    IMPOSED = "IMPOSED"
    LIFTED = "LIFTED"
    ENDED = "ENDED"


class SanctionRefused(RuleViolated):
    """A rule of the escalation forbids this sanction."""


class SanctionOverlaps(Conflict):
    """Another sanction of the case already covers some of these days (R-112)."""


class SanctionNotInForce(Conflict):
    """The sanction is not in force, so it cannot be lifted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """An imposed sanction.

    :ivar end: last day, None while in force
    :ivar back_pay: whether the withheld wage is paid afterwards, None until it is lifted
    """

    kind: SanctionKind
    ground: Ground
    start: date
    end: date | None = None
    override_reason: str | None = None
    lifted_on: date | None = None
    back_pay: bool | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back, so that it has no day."""
        return self.end is not None and self.end < self.start

    @property
    def period(self) -> Period:
        """The days without wage."""
        return Period(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The earlier steps in a case.

    :ivar refusals: days on which the employee refused the conflict talk or ignored a summons
    """

    talks: tuple[date, ...] = ()
    refusals: tuple[date, ...] = ()
    warnings: tuple[date, ...] = ()
    sanctions: tuple[Sanction, ...] = ()

    def step(self, today: date) -> Step:
        """The highest step reached."""
        if self.sanctions:
            last = self.sanctions[-1]
            if last.lifted_on is not None:
                return Step.LIFTED
            return Step.ENDED if last.end is not None and last.end < today else Step.IMPOSED
        if self.warnings:
            return Step.WARNED
        return Step.TALK if self.talks else Step.NONE


def impose(ladder: Ladder, sanction: Sanction, *, by_casemanager: bool = False, min_warnings: int = MIN_WARNINGS,
           vacations: Sequence[Period] = ()) -> Ladder:
    """Add a sanction to the escalation.

    :param by_casemanager: a casemanager may impose it with fewer than `min_warnings`, with an override reason (R-109)
    :raises SanctionRefused: too few warnings, too early, or inside a vacation
    :raises SanctionOverlaps: if another sanction covers some of its days
    """
    _check_warnings(ladder, sanction, by_casemanager, min_warnings)
    if ladder.warnings and sanction.start < max(ladder.warnings):
        raise SanctionRefused("sanction.before_last_warning",
                              "De sanctie kan niet ingaan vóór de laatste waarschuwing.", field="start")
    if any(sanction.start in vacation for vacation in vacations):
        raise SanctionRefused("sanction.during_vacation",
                              "Tijdens goedgekeurde vakantie kunt u geen sanctie opleggen.", field="start")
    if any(sanction.period.overlaps(other.period) for other in ladder.sanctions):
        raise SanctionOverlaps("sanction.overlap", "Over deze dagen loopt al een sanctie.", field="start")
    return replace(ladder, sanctions=(*ladder.sanctions, sanction))


def _check_warnings(ladder: Ladder, sanction: Sanction, by_casemanager: bool, min_warnings: int) -> None:
    if sanction.ground is not Ground.NON_COOPERATION and not ladder.refusals:
        raise SanctionRefused("sanction.refusal_required",
                              "Leg eerst vast dat de werknemer heeft geweigerd.", field="ground")
    if sanction.ground is not Ground.NON_COOPERATION and not ladder.warnings:
        raise SanctionRefused("sanction.warning_required",
                              "Waarschuw de werknemer eerst schriftelijk.", field="ground")
    overridden = by_casemanager and bool(sanction.override_reason)
    if len(set(ladder.warnings)) < min_warnings and not overridden:
        raise SanctionRefused(
            "sanction.insufficient_warnings",
            f"Geef minstens {min_warnings} schriftelijke waarschuwingen, op verschillende dagen. "
            "Uw casemanager kan hiervan afwijken.")


def lift(sanction: Sanction, *, lifted_on: date, end: date, back_pay: bool) -> Sanction:
    """Lift the sanction.

    :param end: its last day
    :param back_pay: whether withheld wage is paid afterwards
    :raises SanctionNotInForce: if it was lifted before
    :raises SanctionRefused: if it would end before it starts, or for back pay of stopped wage, which has lapsed (§3.7,
        7:629 lid 3 BW)
    """
    if sanction.lifted_on is not None:
        raise SanctionNotInForce("sanction.already_lifted", "Deze sanctie is al opgeheven.")
    if end < sanction.start:
        raise SanctionRefused("sanction.end_before_start", "De sanctie kan niet eindigen vóór de ingangsdatum.",
                              field="end")
    if back_pay and sanction.kind is SanctionKind.STOP:
        raise SanctionRefused("sanction.stop_has_lapsed",
                              "Loon dat is stopgezet, is definitief vervallen. U kunt het niet alsnog uitbetalen.",
                              field="back_pay")
    return replace(sanction, lifted_on=lifted_on, end=end, back_pay=back_pay)


def withdraw(sanction: Sanction, *, withdrawn_on: date) -> Sanction:
    """Take a sanction back as if it had not been imposed: it ends before its first day (domain.md §15.5).

    :raises SanctionNotInForce: if it was withdrawn before
    """
    if sanction.is_withdrawn:
        raise SanctionNotInForce("sanction.withdrawn", "Deze sanctie is al ingetrokken.")
    return replace(sanction, end=sanction.start - timedelta(days=1), lifted_on=withdrawn_on, back_pay=False)
