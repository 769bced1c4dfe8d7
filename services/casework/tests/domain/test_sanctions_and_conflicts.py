"""Sanctions, the summons and the labour conflict."""
from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.casework.domain.conflict.conflict import (
    ConflictCannotMove,
    ConflictStatus,
    LabourConflict,
    NoConflict,
    OutcomeRequired,
    PostponementNotDocumented,
    Track,
    conflict_of,
    mediation_due_on,
    move,
    tracks,
)
from services.casework.domain.conflict.steps import ConflictOutcome, ConflictStep, StepKind
from services.casework.domain.guarantee.wage_sanction import WageSanction
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.sanctions.sanction import (
    Ground,
    Ladder,
    Sanction,
    SanctionNotInForce,
    SanctionOverlaps,
    SanctionRefused,
    SanctionStatus,
    WarningRule,
    impose,
    last_day_of_wage,
    lift,
)
from services.casework.domain.sanctions.summons import SummonsRefused, Verdict, check_summons
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase, Spell
from shared.kernel.vocabulary import SanctionKind

DAY = date(2026, 5, 11)
FACTS = DossierFacts(case=CompositeCase((Spell(date(2026, 3, 2)),)), reported_on=date(2026, 3, 2))
WARNED = Ladder(talks=(date(2026, 4, 1),), warnings=(date(2026, 4, 15), DAY))


def sanction_of(**changes) -> Sanction:
    return Sanction(**{"kind": SanctionKind.STOP, "ground": Ground.NON_COOPERATION, "start": DAY} | changes)


def imposed(ladder: Ladder, *, facts: DossierFacts = FACTS, by_casemanager: bool = False, **changes) -> Ladder:
    return impose(ladder, sanction_of(**changes), facts=facts, rule=WarningRule(), by_casemanager=by_casemanager)


class TestSanctionLadder:
    def test_ends_in_a_sanction_after_a_talk_and_two_warnings(self):
        assert imposed(WARNED).sanctions == (sanction_of(),)

    def test_refuses_without_a_talk_whatever_was_written(self):
        with pytest.raises(SanctionRefused, match=r"sanction\.talk_required"):
            imposed(Ladder(warnings=WARNED.warnings))

    @pytest.mark.parametrize("warnings", [0, 1])
    def test_refuses_with_fewer_than_two_warnings(self, warnings):
        with pytest.raises(SanctionRefused, match=r"sanction\.insufficient_warnings"):
            imposed(Ladder(talks=WARNED.talks, warnings=(DAY,) * warnings))

    def test_lets_the_casemanager_override_with_a_reason(self):
        assert len(imposed(Ladder(), override_reason="REPEATED_NO_SHOW", by_casemanager=True).sanctions) == 1

    @pytest.mark.parametrize(("by_casemanager", "reason"), [(False, "REPEATED_NO_SHOW"), (True, None)],
                             ids=["employer", "no reason"])
    def test_lets_nobody_override_otherwise(self, by_casemanager, reason):
        with pytest.raises(SanctionRefused):
            imposed(Ladder(), override_reason=reason, by_casemanager=by_casemanager)

    def test_on_a_refused_conflict_talk_needs_the_refusal_and_a_warning_after_it(self):
        with pytest.raises(SanctionRefused, match=r"sanction\.refusal_required"):
            imposed(WARNED, ground=Ground.CONFLICT_TALK_REFUSED)
        with pytest.raises(SanctionRefused, match=r"sanction\.warning_required"):
            imposed(Ladder(talks=(DAY,), refusals=(DAY,), warnings=(date(2026, 4, 15),)), ground=Ground.CONFLICT_TALK_REFUSED)

    def test_on_an_ignored_summons_needs_the_summons_and_a_warning_but_no_talk(self):
        with pytest.raises(SanctionRefused, match=r"sanction\.refusal_required"):
            imposed(WARNED, ground=Ground.SUMMONS_IGNORED)
        with pytest.raises(SanctionRefused, match=r"sanction\.warning_required"):
            imposed(Ladder(summonses=(DAY,)), ground=Ground.SUMMONS_IGNORED)

        summoned = Ladder(summonses=(date(2026, 4, 1),), warnings=WARNED.warnings)

        assert len(imposed(summoned, ground=Ground.SUMMONS_IGNORED).sanctions) == 1

    @pytest.mark.parametrize("recovered_on", [date(2026, 5, 11), None], ids=["recovered", "out of service"])
    def test_refuses_a_day_after_the_last_with_wage(self, recovered_on):
        ended = DossierFacts(case=CompositeCase((Spell(date(2026, 3, 2), recovered_on),)), reported_on=date(2026, 3, 2),
                             end_of_service=None if recovered_on else date(2026, 5, 10))

        with pytest.raises(SanctionRefused, match=r"sanction\.outside_case"):
            imposed(WARNED, facts=ended)

    def test_counts_the_days_of_a_wage_sanction_of_uwv_as_days_with_wage(self):
        prolonged = replace(FACTS, wage_sanction=WageSanction(
            decision_on=date(2028, 1, 3), received_on=date(2028, 1, 4), weeks=52))

        assert [last_day_of_wage(FACTS), last_day_of_wage(prolonged)] == [date(2028, 2, 27), date(2029, 2, 25)]

    @pytest.mark.parametrize(("offset", "refused"), [(-1, True), (0, False)])
    def test_starts_on_the_day_of_the_last_warning_at_the_earliest(self, offset, refused):
        start = DAY + timedelta(days=offset)

        if refused:
            with pytest.raises(SanctionRefused, match=r"sanction\.before_last_warning"):
                imposed(WARNED, start=start)
        else:
            assert imposed(WARNED, start=start).sanctions == (sanction_of(start=start),)

    @pytest.mark.parametrize(("start", "overlaps"), [(date(2026, 5, 20), True), (date(2026, 5, 21), False)])
    def test_refuses_a_sanction_over_days_of_another(self, start, overlaps):
        ladder = imposed(WARNED, end=date(2026, 5, 20))

        if overlaps:
            with pytest.raises(SanctionOverlaps):
                imposed(ladder, start=start, override_reason="URGENT", by_casemanager=True)
        else:
            assert len(imposed(ladder, start=start, override_reason="URGENT", by_casemanager=True).sanctions) == 2

    def test_refuses_a_sanction_inside_an_approved_vacation(self):
        with pytest.raises(SanctionRefused, match=r"sanction\.during_vacation"):
            imposed(WARNED, facts=replace(FACTS, vacations=(Period(DAY, DAY),)))

    def test_a_suspension_is_lifted_with_back_pay_and_a_stop_is_not(self):
        suspended = sanction_of(kind=SanctionKind.SUSPEND)

        assert lift(suspended, lifted_on=DAY, end=DAY, back_pay=True).back_pay is True
        with pytest.raises(SanctionRefused, match="stop_has_lapsed"):
            lift(sanction_of(), lifted_on=DAY, end=DAY, back_pay=True)

    def test_is_lifted_once_and_never_before_it_starts(self):
        lifted = lift(sanction_of(), lifted_on=DAY, end=DAY, back_pay=False)

        with pytest.raises(SanctionNotInForce):
            lift(lifted, lifted_on=DAY, end=DAY, back_pay=False)
        with pytest.raises(SanctionRefused):
            lift(sanction_of(), lifted_on=DAY, end=DAY - timedelta(days=1), back_pay=False)

    def test_has_a_status_from_its_days(self):
        ended, eve = sanction_of(end=DAY), DAY - timedelta(days=1)
        lifted = lift(sanction_of(), lifted_on=DAY, end=DAY, back_pay=False)

        assert [each.status_on(DAY + timedelta(days=1)) for each in (sanction_of(), ended, lifted, sanction_of(end=eve))] == [
            SanctionStatus.IMPOSED, SanctionStatus.ENDED, SanctionStatus.LIFTED, SanctionStatus.WITHDRAWN]


class TestSummons:
    @pytest.mark.parametrize("verdict", [Verdict.NO_LIMITATIONS, Verdict.NOT_ILL])
    def test_follows_a_request_where_the_doctor_sees_no_limitations(self, verdict):
        check_summons(verdict, was_requested=True)
        with pytest.raises(SummonsRefused, match=r"summons\.request_first"):
            check_summons(verdict, was_requested=False)

    @pytest.mark.parametrize("verdict", [Verdict.ILL, None])
    def test_is_refused_without_such_a_verdict(self, verdict):
        with pytest.raises(SummonsRefused, match=r"summons\.no_medical_basis"):
            check_summons(verdict, was_requested=True)


def step(kind: StepKind, **more) -> ConflictStep:
    return ConflictStep(kind=kind, taken_on=DAY, **more)


def conflict_after(*kinds: StepKind) -> LabourConflict | None:
    return conflict_of([step(kind) for kind in kinds], labour_conflict=True)


class TestLabourConflict:
    def test_with_sickness_is_worked_on_beside_recovery(self):
        both = (Track.RECOVERY, Track.CONFLICT_RESOLUTION)

        assert tracks(Verdict.ILL, conflict_after()) == both
        assert tracks(None, conflict_after()) == both
        assert tracks(Verdict.ILL, None) == (Track.RECOVERY,)
        assert tracks(Verdict.NOT_ILL, conflict_after()) == (Track.CONFLICT_RESOLUTION,)
        assert tracks(Verdict.ILL, conflict_after(StepKind.TALK, StepKind.RESOLVED)) == (Track.RECOVERY,)

    def test_goes_to_mediation_at_once(self):
        assert move(conflict_after(), step(StepKind.MEDIATION_STARTED)).status is ConflictStatus.MEDIATION
        assert mediation_due_on(date(2026, 4, 30)) == date(2026, 5, 8)

    def test_keeps_a_request_for_a_mediator_over_a_talk_until_mediation(self):
        requested = conflict_after(StepKind.MEDIATOR_REQUESTED, StepKind.TALK)

        assert requested.mediator_requested_on == DAY
        assert conflict_after(StepKind.MEDIATOR_REQUESTED, StepKind.MEDIATION_STARTED).mediator_requested_on is None
        with pytest.raises(ConflictCannotMove):
            move(requested, step(StepKind.MEDIATOR_REQUESTED))

    @pytest.mark.parametrize("outcome", list(ConflictOutcome))
    def test_ends_in_one_of_two_outcomes(self, outcome):
        ended = move(conflict_after(StepKind.TALK), step(StepKind.RESOLVED, outcome=outcome))

        assert (ended.status, ended.outcome) == (ConflictStatus.RESOLVED, outcome)
        with pytest.raises(OutcomeRequired):
            move(conflict_after(StepKind.TALK), step(StepKind.RESOLVED))

    def test_is_postponed_on_the_paper_of_a_company_doctor_until_the_next_talk(self):
        written = step(StepKind.POSTPONED, document_id="d-1")

        assert move(conflict_after(), written, by_company_doctor=True).status is ConflictStatus.POSTPONED
        assert conflict_after(StepKind.POSTPONED, StepKind.TALK).status is ConflictStatus.TALK
        for refused, by_doctor in ((written, False), (step(StepKind.POSTPONED), True)):
            with pytest.raises(PostponementNotDocumented):
                move(conflict_after(), refused, by_company_doctor=by_doctor)

    @pytest.mark.parametrize("steps", [(StepKind.TALK_REFUSED,), (StepKind.POSTPONED,), (StepKind.TALK, StepKind.RESOLVED)],
                             ids=["before a talk", "postponed", "over"])
    def test_is_not_resolved_otherwise(self, steps):
        with pytest.raises(ConflictCannotMove):
            move(conflict_after(*steps), step(StepKind.RESOLVED, outcome=ConflictOutcome.PART_WAYS))

    def test_needs_a_conflict_in_the_report(self):
        assert conflict_of([step(StepKind.TALK)], labour_conflict=False) is None
        with pytest.raises(NoConflict):
            move(None, step(StepKind.MEDIATION_STARTED))
