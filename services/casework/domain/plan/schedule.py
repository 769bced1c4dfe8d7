"""Due dates of the steps of a plan, with their sources (domain.md §2.3, R-029, R-035…R-047, R-155…R-157)."""
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from services.casework.domain.plan.facts import LEAVER_EVALUATION_ABOVE_DAYS, DossierFacts
from services.casework.domain.plan.milestone import Code
from shared.kernel.calendar import add_working_days
from shared.law import law
from shared.law.sickness import wage_days
from shared.law.terms import end_of_term

CONSULTANT_WORKING_DAYS = 4
CONFLICT_CONTACT_WORKING_DAYS = 1
CONFLICT_TALK_WORKING_DAYS = 5
REVIEW_INTERVAL_DAYS = 42
SECOND_TRACK_DAYS = 42

SECOND_TRACK_INDEX = 406
UWV_LETTER_INDEX = 617
"""After 88 weeks, when UWV writes in practice; the statutory term is a week later."""
FINAL_OPINION_INDEX = 603

PRACTICE: tuple[tuple[Code, int | None, int], ...] = (
    # code, index from which it is open, index on which it is due; the law sets no day for these
    (Code.M07, 301, 336),
    (Code.LABOUR_EXPERT_ASSESSMENT, None, 322),
    (Code.M08, None, 350),
    (Code.M09, 316, 364),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledStep:
    """A step with its dates, without a status.

    :ivar target_by: date on or before which the target date is, instead of the due date
    :ivar lapses_after: the last day on which it can be received, if not the due date
    """

    code: Code
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
    yield from _start(facts)
    yield from _practice(facts)
    yield from _uwv(facts)
    yield from _towards_wia(facts)
    yield from _second_track(facts)
    yield from _reviews(facts, Code.M05B, anchor=facts.first_done(Code.M03) or analysis_due_on(facts))
    yield from _reviews(facts, Code.M05, anchor=facts.first_done(Code.M04) or action_plan_due_on(facts))
    yield from _requested(facts)
    yield from _conflict(facts)
    yield from _safety_net(facts)
    yield from _leaver(facts)
    yield from _wage_sanction(facts)


def analysis_due_on(facts: DossierFacts) -> date:
    """D(42), or the day on which long absence was found to threaten if later (Regeling art. 2 lid 2–3, R-037)."""
    return max(_analysis_term_ends_on(facts), facts.late_detected_on or date.min)


def _analysis_term_ends_on(facts: DossierFacts) -> date:
    return facts.due(facts.law.problem_analysis_term.days)


def action_plan_due_on(facts: DossierFacts) -> date:
    """Two weeks after the problem analysis, at the latest D(56) except in a case detected late (R-038)."""
    analysed = facts.first_done(Code.M03) or analysis_due_on(facts)
    two_weeks = facts.later(analysed, facts.law.action_plan_term.days)
    detected_late = facts.late_detected_on is not None and facts.late_detected_on > _analysis_term_ends_on(facts)
    latest = facts.due((facts.law.problem_analysis_term + facts.law.action_plan_term).days)
    return two_weeks if detected_late else min(latest, two_weeks)


def _step(facts: DossierFacts, code: Code, due_on: date, *, opens_on: date | None = None,
          target_by: date | None = None, lapses_after: date | None = None) -> ScheduledStep:
    return ScheduledStep(code=code, due_on=due_on, opens_on=opens_on, completed_on=facts.first_done(code),
                         target_by=target_by, lapses_after=lapses_after)


def _start(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """Steps of the first eight weeks. The report itself is completed by its receipt."""
    plan_due_on = action_plan_due_on(facts)
    yield ScheduledStep(code=Code.M01, due_on=facts.due(1), completed_on=facts.reported_on)
    yield from _contacts(facts)
    yield _step(facts, Code.M03, analysis_due_on(facts))
    support = _step(facts, Code.ACTION_PLAN_SUPPORT, facts.later(plan_due_on, -facts.law.action_plan_term.days))
    plan_made_on = facts.first_done(Code.M04)  # completes the help with it too
    yield replace(support, completed_on=support.completed_on or plan_made_on)
    yield _step(facts, Code.M04, plan_due_on)


def _contacts(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """The consultant calls after every report, also of a spell that continues the case (R-029)."""
    reports = (facts.reported_on, *sorted(facts.later_reports))
    for occurrence, (received, following) in enumerate(pairwise((*reports, date.max)), start=1):
        done = next((day for day in facts.done(Code.M02) if received <= day < following), None)
        due_on = add_working_days(received, CONSULTANT_WORKING_DAYS)
        yield ScheduledStep(code=Code.M02, due_on=due_on, occurrence=occurrence, completed_on=done,
                            lapses_after=facts.contact_ends.get(due_on))


def _practice(facts: DossierFacts) -> Iterator[ScheduledStep]:
    for code, opens, due in PRACTICE:
        yield _step(facts, code, facts.due(due), opens_on=facts.due(opens) if opens else None)
    started_on, assessed = facts.first_done(Code.M10), facts.done(Code.LABOUR_EXPERT_ASSESSMENT)
    if started_on:  # the labour expert advises on the second track too
        yield ScheduledStep(code=Code.LABOUR_EXPERT_ASSESSMENT, due_on=started_on, occurrence=2,
                            completed_on=assessed[1] if len(assessed) > 1 else None)


def _uwv(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """Steps towards UWV.

    Week 42 is reported at the latest on the first day after it, preferably within it (ZW 38-1). UWV's letter about WIA may
    arrive until the end of week 89 (WIA 64-2).
    """
    week_42 = facts.law.uwv_report_after.days
    yield _step(facts, Code.M06, facts.due(week_42 + 1), opens_on=facts.due(week_42 - 6), target_by=facts.due(week_42))
    yield _step(facts, Code.M12, facts.due(UWV_LETTER_INDEX), lapses_after=facts.due(facts.law.uwv_notice_term.days))


def _towards_wia(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """Steps whose terms count back from the end of the waiting time (WIA 23-6, 25-3, 25-10, 25-11, 64-3).

    UWV may decide on the report until the last day of the waiting time.
    """
    rules, lead = facts.law, facts.law.early_application_lead
    yield _step(facts, Code.M11, facts.due((rules.shortened_waiting_time_maximum - lead).days),
                opens_on=facts.due((rules.shortened_waiting_time_minimum - lead).days))
    report_on = facts.due((rules.waiting_time - rules.reintegration_report_lead).days)
    yield _step(facts, Code.M13, report_on, opens_on=facts.due(FINAL_OPINION_INDEX))
    yield _step(facts, Code.M14, report_on)
    yield _step(facts, Code.M15, report_on)
    yield _step(facts, Code.M16, facts.due((rules.waiting_time - rules.wia_application_lead).days))
    last = facts.due(rules.waiting_time.days)
    yield _step(facts, Code.M17, facts.due((rules.waiting_time - rules.wage_sanction_decision_lead).days),
                lapses_after=last)
    yield _step(facts, Code.M18, last)


def _second_track(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """Start of the second track: six weeks after the first-year evaluation, at the latest D(406)."""
    evaluated, latest = facts.first_done(Code.M09), facts.due(SECOND_TRACK_INDEX)
    due_on = min(latest, facts.later(evaluated, SECOND_TRACK_DAYS)) if evaluated else latest
    yield _step(facts, Code.M10, due_on)


def _reviews(facts: DossierFacts, code: Code, *, anchor: date) -> Iterator[ScheduledStep]:
    """Reviews every 42 days after the anchor or the last review, up to D(728); uncompleted ones count from their due dates."""
    last, done = facts.due(wage_days(facts.case)), facts.done(code)
    previous, occurrence = anchor, 0
    while (due_on := facts.later(previous, REVIEW_INTERVAL_DAYS)) <= last or occurrence < len(done):
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


def _conflict(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """The immediate contact of the consultant with the employee in a conflict (R-090, R-096)."""
    if facts.labour_conflict:
        contact = add_working_days(facts.reported_on, CONFLICT_CONTACT_WORKING_DAYS)
        talk = add_working_days(facts.reported_on, CONFLICT_TALK_WORKING_DAYS)
        yield _step(facts, Code.CONFLICT_CONTACT, contact)
        yield _step(facts, Code.CONFLICT_TALK_INVITATION, talk)


def _safety_net(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """Reports in safety-net cases: on the fourth day of incapacity, and the second day after a reported recovery (ZW 38a).

    Some provisions have a later day, but casework may not know which one applies, so the earliest is used.
    """
    if not facts.safety_net:
        return
    report_on = facts.due(facts.law.safety_net_report_day)
    yield _step(facts, Code.M24, end_of_term(facts.case.first_sick_day, report_on))
    fit, left = facts.case.recovered_on, facts.end_of_service
    if fit is not None and (left is None or fit <= left):
        reported_on = facts.recovery_reported_on or fit
        due_on = reported_on + facts.law.employer_recovery_report_term
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
            yield _step(facts, code, day)
    if facts.own_risk_zw:
        return
    if sick_days > LEAVER_EVALUATION_ABOVE_DAYS:
        yield _step(facts, Code.RIV_LEAVER_FULL, day)
    elif sick_days > facts.law.leaver_reintegration_report_from.days:
        yield _step(facts, Code.RIV_LEAVER_SHORT, day)


def _leaver_report_due_on(facts: DossierFacts, last_day: date) -> date:
    """The last day of service (ZW 38-2), or for who bears the risk of the ZW six weeks after it (ZW 38aa-1)."""
    if not facts.own_risk_zw:
        return last_day
    return end_of_term(last_day + timedelta(days=1), last_day + law.on(last_day).own_risk_leaver_report_term)


def _wage_sanction(facts: DossierFacts) -> Iterator[ScheduledStep]:
    """Steps for a reported wage sanction (R-047)."""
    sanction = facts.wage_sanction
    if sanction is None:
        return
    end_on = sanction.end_on(facts.case)
    yield _step(facts, Code.M19, end_on)
    yield ScheduledStep(code=Code.M20, due_on=sanction.report_due_on, opens_on=sanction.received_on,
                        completed_on=sanction.reported_on or facts.first_done(Code.M20))
    yield _step(facts, Code.M21, sanction.objection_due_on, opens_on=sanction.decision_on + timedelta(days=1))
    yield _step(facts, Code.M22, end_on, opens_on=sanction.start_on(facts.case))
