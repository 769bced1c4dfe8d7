"""Due dates of the steps of a plan by the protocol of its first sick day (domain.md §2.3, R-029, R-035…R-047, R-155…R-157)."""
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from services.casework.domain.plan.facts import LEAVER_EVALUATION_ABOVE_DAYS, DossierFacts
from services.casework.domain.plan.kinds import Code
from services.casework.domain.plan.protocol import Anchor, Count, Version, When, versions_on
from shared.kernel.calendar import add_working_days
from shared.law import law
from shared.law.sickness import wage_days
from shared.law.terms import end_of_term

BY_FACTS = frozenset({
    Code.M01, Code.M02, Code.M03, Code.M04, Code.ACTION_PLAN_SUPPORT, Code.M19, Code.M20, Code.M21, Code.M22, Code.M23, Code.M24,
    Code.M25, Code.EXTRA_DOCTOR_REVIEW, Code.LABOUR_EXPERT_REASSESSMENT, Code.FINAL_EVAL_LEAVER_DOCTOR, Code.FINAL_EVAL_LEAVER,
    Code.RIV_LEAVER_SHORT, Code.RIV_LEAVER_FULL})
"""Steps for which the law takes more into account than a count; all others are scheduled from the protocol alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledStep:
    """A step with its dates, without a status.

    :ivar target_by: date on or before which the target date is, instead of the due date
    :ivar lapses_after: the last day on which it can be received, if not the due date
    """

    code: str
    due_on: date
    opens_on: date | None = None
    occurrence: int = 1
    completed_on: date | None = None
    target_by: date | None = None
    lapses_after: date | None = None

    @property
    def last_on(self) -> date:
        """The last day on which the step can be completed or received."""
        return self.lapses_after or self.due_on


def schedule(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """All steps of the case, unordered."""
    for code, version in facts.versions.items():
        if code not in BY_FACTS and _applies(facts, version.when):
            yield from _by_protocol(facts, code, version)
    yield from _start(facts)
    yield from _second_assessment(facts)
    yield from _requested(facts)
    yield from _safety_net(facts)
    yield from _leaver(facts)
    yield from _wage_sanction(facts)


def _applies(facts: DossierFacts, when: When | None) -> bool:
    return when is None or {
        When.LABOUR_CONFLICT: facts.labour_conflict, When.SAFETY_NET: facts.safety_net,
        When.SECOND_TRACK: facts.first_done(Code.M10) is not None, When.WAGE_SANCTION: facts.wage_sanction is not None}[when]


def _by_protocol(facts: DossierFacts, code: str, version: Version) -> Iterator[ScheduledStep]:
    """A step whose date follows from its count alone."""
    if version.anchor is Anchor.PREVIOUS:
        yield from _series(facts, code, version)
        return
    yield ScheduledStep(
        code=code, due_on=_counted(facts, version), opens_on=_day(facts, version.opens), completed_on=facts.first_done(code),
        target_by=_day(facts, version.target), lapses_after=_day(facts, version.lapses))


def _counted(facts: DossierFacts, version: Version) -> date:
    number = version.count.in_force(facts.law)
    if version.anchor is Anchor.SICK_DAY:
        return facts.due(number)
    if version.anchor is Anchor.REPORT:
        return _after(facts, facts.reported_on, version, number)
    due_on = _after(facts, _begin(facts, version.after), version, number)
    return min(due_on, _day(facts, version.latest) or due_on)


def _after(facts: DossierFacts, day: date, version: Version, number: int) -> date:
    return add_working_days(day, number) if version.count.working_days else facts.later(day, number)


def _begin(facts: DossierFacts, code: str) -> date:
    """The day from which what follows a step is counted: of its completion, or its due date."""
    due_on = {Code.M03: analysis_due_on, Code.M04: action_plan_due_on}
    return facts.first_done(code) or (due_on[Code(code)](facts) if code in due_on else _counted(facts, facts.versions[code]))


def _day(facts: DossierFacts, count: Count | None) -> date | None:
    return facts.due(count.in_force(facts.law)) if count else None


def analysis_due_on(facts: DossierFacts) -> date:
    """D(42), or the day on which long absence was found to threaten if later (Regeling art. 2 lid 2–3, R-037)."""
    return max(_analysis_term_ends_on(facts), facts.late_detected_on or date.min)


def _analysis_term_ends_on(facts: DossierFacts) -> date:
    return facts.due(facts.count(Code.M03))


def action_plan_due_on(facts: DossierFacts) -> date:
    """Two weeks after the problem analysis, at the latest D(56) except in a case detected late (R-038)."""
    analysed = facts.first_done(Code.M03) or analysis_due_on(facts)
    two_weeks = facts.later(analysed, facts.count(Code.M04))
    detected_late = facts.late_detected_on is not None and facts.late_detected_on > _analysis_term_ends_on(facts)
    latest = _day(facts, facts.versions[Code.M04].latest)
    return two_weeks if detected_late or latest is None else min(latest, two_weeks)


def _step(facts: DossierFacts, code: Code, due_on: date, *, opens_on: date | None = None) -> ScheduledStep:
    return ScheduledStep(code=code, due_on=due_on, opens_on=opens_on, completed_on=facts.first_done(code))


def _start(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """Steps of the first eight weeks. The report itself is completed by its receipt."""
    plan_due_on = action_plan_due_on(facts)
    yield ScheduledStep(code=Code.M01, due_on=facts.due(facts.count(Code.M01)), completed_on=facts.reported_on)
    yield from _contacts(facts)
    yield _step(facts, Code.M03, analysis_due_on(facts))
    support = _step(facts, Code.ACTION_PLAN_SUPPORT, facts.later(plan_due_on, facts.count(Code.ACTION_PLAN_SUPPORT)))
    plan_made_on = facts.first_done(Code.M04)  # completes the help with it too
    yield replace(support, completed_on=support.completed_on or plan_made_on)
    yield _step(facts, Code.M04, plan_due_on)


def _contacts(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """The consultant calls after every report, also of a spell that continues the case (R-029)."""
    reports = (facts.reported_on, *sorted(facts.later_reports))
    for occurrence, (received, following) in enumerate(pairwise((*reports, date.max)), start=1):
        done = next((day for day in facts.done(Code.M02) if received <= day < following), None)
        due_on = contact_due_on(facts.case.first_sick_day, received)
        yield ScheduledStep(code=Code.M02, due_on=due_on, occurrence=occurrence, completed_on=done,
                            lapses_after=facts.contact_ends.get(due_on))


def contact_due_on(first_sick_day: date, received_on: date) -> date:
    """The last day for the consultant's contact after a report (R-029)."""
    return add_working_days(received_on, versions_on(first_sick_day)[Code.M02].count.working_days)


def _second_assessment(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """The labour expert advises on the second track too (R-044)."""
    started_on, assessed = facts.first_done(Code.M10), facts.done(Code.LABOUR_EXPERT_ASSESSMENT)
    if started_on:
        yield ScheduledStep(code=Code.LABOUR_EXPERT_ASSESSMENT, due_on=started_on, occurrence=2,
                            completed_on=assessed[1] if len(assessed) > 1 else None)


def _series(facts: DossierFacts, code: str, version: Version) -> Iterator[ScheduledStep]:
    """Reviews at an interval, the first after a step, up to D(728); uncompleted ones count from their due dates."""
    last, done = facts.due(wage_days(facts.case)), facts.done(code)
    previous, occurrence, interval = _begin(facts, version.after), 0, version.count.in_force(facts.law)
    while (due_on := _after(facts, previous, version, interval)) <= last or occurrence < len(done):
        completed_on = done[occurrence] if occurrence < len(done) else None
        occurrence += 1
        yield ScheduledStep(code=code, due_on=due_on, occurrence=occurrence, completed_on=completed_on)
        previous = completed_on or due_on


def _requested(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """Reviews and assessments that were asked for, outside the chains (R-119, R-120); completions count in order."""
    for code in (Code.EXTRA_DOCTOR_REVIEW, Code.LABOUR_EXPERT_REASSESSMENT):
        done = facts.done(code)
        asked = sorted((one for one in facts.requested if one.code is code), key=lambda one: one.requested_on)
        for at, one in enumerate(asked):
            yield ScheduledStep(code=code, due_on=one.due_on, opens_on=one.requested_on, occurrence=at + 1,
                                completed_on=done[at] if at < len(done) else None)


def _safety_net(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """Reports in safety-net cases: on the fourth day of incapacity, and the second day after a reported recovery (ZW 38a).

    Some provisions have a later day, but casework may not know which one applies, so the earliest is used.
    """
    if not facts.safety_net:
        return
    report_on = facts.due(facts.count(Code.M24))
    yield _step(facts, Code.M24, end_of_term(facts.case.first_sick_day, report_on))
    fit, left = facts.case.recovered_on, facts.end_of_service
    if fit is not None and (left is None or fit <= left):
        reported_on = facts.recovery_reported_on or fit
        due_on = reported_on + timedelta(days=facts.count(Code.M25))
        yield _step(facts, Code.M25, end_of_term(reported_on + timedelta(days=1), due_on))


def _leaver(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """Steps for leaving service while sick, by the number of sick days on the last day (R-155…R-157).

    An employer who bears the risk of the ZW reports later and makes no re-integration report (ZW 38-2, 38aa-1).
    """
    day = facts.left_sick_on
    if day is None:
        return
    yield _step(facts, Code.M23, _leaver_report_due_on(facts, day))
    sick_days = facts.case.index(day)
    if sick_days > LEAVER_EVALUATION_ABOVE_DAYS:
        for code in (Code.FINAL_EVAL_LEAVER_DOCTOR, Code.FINAL_EVAL_LEAVER):
            yield _step(facts, code, _at_end(facts, code, day))
    if facts.own_risk_zw:
        return
    if sick_days > LEAVER_EVALUATION_ABOVE_DAYS:
        yield _step(facts, Code.RIV_LEAVER_FULL, _at_end(facts, Code.RIV_LEAVER_FULL, day))
    elif sick_days > facts.law.leaver_reintegration_report_from.days:
        yield _step(facts, Code.RIV_LEAVER_SHORT, _at_end(facts, Code.RIV_LEAVER_SHORT, day))


def _at_end(facts: DossierFacts, code: Code, last_day: date) -> date:
    return last_day + timedelta(days=facts.count(code))


def _leaver_report_due_on(facts: DossierFacts, last_day: date) -> date:
    """The last day of service (ZW 38-2), or for who bears the risk of the ZW six weeks after it (ZW 38aa-1)."""
    if not facts.own_risk_zw:
        return _at_end(facts, Code.M23, last_day)
    return end_of_term(last_day + timedelta(days=1), last_day + law.on(last_day).own_risk_leaver_report_term)


def _wage_sanction(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """Steps for a reported wage sanction (R-047)."""
    sanction = facts.wage_sanction
    if sanction is None:
        return
    end_on = sanction.end_on(facts.case)
    yield _step(facts, Code.M19, end_on)
    report_on = add_working_days(sanction.received_on, facts.count(Code.M20))
    yield ScheduledStep(code=Code.M20, due_on=report_on, opens_on=sanction.received_on,
                        completed_on=sanction.reported_on or facts.first_done(Code.M20))
    yield _step(facts, Code.M21, sanction.objection_due_on, opens_on=sanction.decision_on + timedelta(days=1))
    yield _step(facts, Code.M22, end_on, opens_on=sanction.start_on(facts.case))
