"""The escalation for an employee who does not cooperate: talk, warnings, sanction (R-092, R-102…R-112)."""
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from services.casework.domain.plan.facts import DossierFacts
from shared.kernel.period import Period
from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.vocabulary import SanctionKind
from shared.law.sickness import end_of_wage

MIN_WARNINGS = 2


class Ground(StrEnum):
    """Grounds of a sanction."""

    NON_COOPERATION = "NON_COOPERATION"
    CONFLICT_TALK_REFUSED = "CONFLICT_TALK_REFUSED"
    SUMMONS_IGNORED = "SUMMONS_IGNORED"
    INFORMATION_WITHHELD = "INFORMATION_WITHHELD"


class SanctionStatus(StrEnum):
    """Status of a sanction; ENDED if it ran out."""

    IMPOSED = "IMPOSED"
    LIFTED = "LIFTED"
    ENDED = "ENDED"
    WITHDRAWN = "WITHDRAWN"


class SanctionRefused(RuleViolated):
    """A rule of the escalation forbids this sanction."""


class SanctionOverlaps(Conflict):
    """Another sanction of the case already covers some of these days (R-112)."""


class SanctionNotInForce(Conflict):
    """The sanction is not in force, so it cannot be lifted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRule:
    """How many written warnings come before a sanction (R-109).

    :ivar at_least: on different days (domain.md §15.12)
    :ivar blocks: whether a sanction with fewer is refused; otherwise it only says so
    """

    at_least: int = MIN_WARNINGS
    blocks: bool = True


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

    def status_on(self, today: date) -> SanctionStatus:
        """The status on a day."""
        if self.is_withdrawn:
            return SanctionStatus.WITHDRAWN
        if self.lifted_on is not None:
            return SanctionStatus.LIFTED
        return SanctionStatus.ENDED if self.end is not None and self.end < today else SanctionStatus.IMPOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The earlier steps in a case.

    :ivar talks: days of talks, also of those that the employee refused
    :ivar refusals: days on which the employee refused a talk
    :ivar summonses: days on which the employee was summoned to work
    """

    talks: tuple[date, ...] = ()
    refusals: tuple[date, ...] = ()
    summonses: tuple[date, ...] = ()
    warnings: tuple[date, ...] = ()
    sanctions: tuple[Sanction, ...] = ()

    def openings(self, ground: Ground) -> tuple[date, ...]:
        """The days on which the employer first spoke to the employee: a talk (R-108), or a summons if that was ignored."""
        return self.talks + (self.summonses if ground is Ground.SUMMONS_IGNORED else ())

    def counted_warnings(self, ground: Ground, start: date) -> frozenset[date]:
        """Days of the warnings that lead to a sanction: not before the talk, and after the start of an earlier sanction.

        :param start: first day of the sanction
        """
        opened_on = min(self.openings(ground), default=date.max)
        before = max((sanction.start for sanction in self.sanctions if sanction.start < start), default=date.min)
        return frozenset(day for day in self.warnings if opened_on <= day and before < day)


def impose(ladder: Ladder, sanction: Sanction, *, facts: DossierFacts, rule: WarningRule, by_casemanager: bool = False) -> Ladder:
    """Add a sanction to the escalation.

    :param by_casemanager: a casemanager may, with an override reason, leave out the talk and warnings (R-109), but not those
        that the ground needs (R-092, R-103)
    :raises SanctionRefused: without talk, warnings or refusal, too early, outside the case, or inside a vacation
    :raises SanctionOverlaps: if another sanction covers some of its days
    """
    check_days(ladder, sanction, facts=facts)
    check_steps(ladder, sanction, rule, is_overridden=by_casemanager and sanction.override_reason is not None)
    return replace(ladder, sanctions=(*ladder.sanctions, sanction))


def check_days(ladder: Ladder, sanction: Sanction, *, facts: DossierFacts) -> None:
    """Refuse days on which a sanction cannot be.

    :raises SanctionRefused: if it ends before it starts, lies outside the case (domain.md §15.12), starts before the last warning
        (R-110) or inside a vacation
    :raises SanctionOverlaps: if another sanction covers some of its days (R-112)
    """
    if sanction.is_withdrawn:
        raise SanctionRefused("sanction.end_before_start", "De sanctie kan niet eindigen vóór de ingangsdatum.", field="end")
    _check_inside_case(sanction, facts)
    if ladder.warnings and sanction.start < max(ladder.warnings):
        raise SanctionRefused("sanction.before_last_warning",
                              "De sanctie kan niet ingaan vóór de laatste waarschuwing.", field="start")
    if any(sanction.start in vacation for vacation in facts.vacations):
        raise SanctionRefused("sanction.during_vacation",
                              "Tijdens goedgekeurde vakantie kunt u geen sanctie opleggen.", field="start")
    if any(sanction.period.overlaps(other.period) for other in ladder.sanctions):
        raise SanctionOverlaps("sanction.overlap", "Over deze dagen loopt al een sanctie.", field="start")


def last_day_of_wage(facts: DossierFacts) -> date:
    """The last day of the case on which wage is due: the eve of recovery, the last day in service, or the end of the 104 weeks
    and a wage sanction of UWV."""
    term = facts.wage_sanction.end_on(facts.case) if facts.wage_sanction else end_of_wage(facts.case)
    recovered_on = facts.case.recovered_on
    days = (term, facts.end_of_service, recovered_on and recovered_on - timedelta(days=1))
    return min(day for day in days if day is not None)


def _check_inside_case(sanction: Sanction, facts: DossierFacts) -> None:
    first, last = facts.case.first_sick_day, last_day_of_wage(facts)
    for field, day in (("start", sanction.start), ("end", sanction.end)):
        if day is not None and not first <= day <= last:
            raise SanctionRefused("sanction.outside_case", f"De sanctie ligt binnen het verzuim: van {first:%d-%m-%Y} "
                                                           f"tot en met {last:%d-%m-%Y}.", field=field)


def check_steps(ladder: Ladder, sanction: Sanction, rule: WarningRule, *, is_overridden: bool) -> None:
    """Refuse a sanction without the steps before it.

    :param is_overridden: whether a casemanager left out the talk and the warnings with a reason (R-109)
    :raises SanctionRefused: without the refusal or summons of its ground, a talk, or the warnings
    """
    _check_ground(ladder, sanction)
    if not is_overridden:
        _check_talk_and_warnings(ladder, sanction, rule)


def _check_ground(ladder: Ladder, sanction: Sanction) -> None:
    needed = {Ground.CONFLICT_TALK_REFUSED: ladder.refusals, Ground.SUMMONS_IGNORED: ladder.summonses}
    if sanction.ground not in needed:
        return
    refused_on = min(needed[sanction.ground], default=None)
    if refused_on is None:
        raise SanctionRefused("sanction.refusal_required", "Leg eerst vast dat de werknemer het gesprek weigerde, of dat u hem "
                                                           "heeft gesommeerd.", field="ground")
    if not any(day >= refused_on for day in ladder.warnings):
        raise SanctionRefused("sanction.warning_required", "Waarschuw de werknemer eerst schriftelijk.", field="ground")


def _check_talk_and_warnings(ladder: Ladder, sanction: Sanction, rule: WarningRule) -> None:
    if not ladder.openings(sanction.ground):
        raise SanctionRefused("sanction.talk_required", "Ga eerst in gesprek met de werknemer, en leg dat vast.")
    if rule.blocks and len(ladder.counted_warnings(sanction.ground, sanction.start)) < rule.at_least:
        raise SanctionRefused(
            "sanction.insufficient_warnings",
            f"Geef na het gesprek minstens {rule.at_least} schriftelijke waarschuwingen, op verschillende dagen. "
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
