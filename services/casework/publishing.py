"""Builds casework's events from its rows."""
from collections.abc import Sequence
from datetime import date

from services.casework import store
from services.casework.domain.costs.declaration import DeclarationStatus
from services.casework.domain.costs.mandate import Decider
from services.casework.domain.plan.protocol import kind_of
from services.casework.domain.vra.information import Addressee
from services.casework.domain.vra.notice import NoticeMode
from shared.events import casework as events
from shared.events.mail import DeskMailOwed, DeskStage, Occasion, RecipientKind, RemindedStep, StepsReminded
from shared.kernel.vocabulary import NoticeKind, SanctionKind


def case_opened(dossier: store.Dossier, assignment: store.Assignment) -> events.CaseOpened:
    """The event of an opened dossier, with the present casemanager and consultant."""
    return events.CaseOpened(
        **_about(dossier), opened_on=dossier.opened_on, opened_at=dossier.opened_at, casemanager_id=assignment.casemanager_id,
        consultant_id=assignment.consultant_id, contact_due_on=dossier.contact_due_on)


def case_closed(dossier: store.Dossier, *, closed_on: date, reason: str) -> events.CaseClosed:
    """The closing of a dossier."""
    return events.CaseClosed(**_about(dossier), closed_on=closed_on, reason=reason)


def milestone_completed(dossier: store.Dossier, code: str, *, due_on: date, completed_on: date) -> events.MilestoneCompleted:
    """The event of a completed step, with its lateness."""
    return events.MilestoneCompleted(**_about(dossier), code=code, due_on=due_on, completed_on=completed_on,
                                     late_days=max(0, (completed_on - due_on).days))


def reminded_step(step: store.Step, absence_number: str, occasion: Occasion) -> RemindedStep:
    """A step as a mail names it."""
    return RemindedStep(absence_number=absence_number, title=kind_of(step.code).in_mails, due_on=step.last_on, occasion=occasion)


def steps_reminded(recipient: RecipientKind, recipient_id: str, steps: Sequence[RemindedStep]) -> StepsReminded:
    """The request for a mail about some steps."""
    return StepsReminded(recipient=recipient, recipient_id=recipient_id, steps=tuple(steps))


def desk_mail_owed(row: store.Complaint, stage: DeskStage) -> DeskMailOwed:
    """That the sender of a complaint must be mailed, without what the complaint says."""
    return DeskMailOwed(reference=row.complaint_number, account_id=row.submitted_by, stage=stage, answer_by=row.due_on)


def long_term_threat_set(dossier: store.Dossier, *, since: date, source: events.ThreatSource) -> events.LongTermThreatSet:
    """Long incapacity threatens."""
    return events.LongTermThreatSet(**_about(dossier), since=since, source=source)


def sanction_notified(dossier: store.Dossier, row: store.Sanction) -> events.SanctionNotified:
    """A sanction with its present dates."""
    return events.SanctionNotified(
        **_about(dossier), sanction_id=row.sanction_id, kind=SanctionKind(row.kind), start=row.start, end=row.end,
        warnings=row.warnings)


def sanction_lifted(dossier: store.Dossier, row: store.Sanction) -> events.SanctionLifted | None:
    """The event of a lifted sanction; None if it was not lifted."""
    if row.lifted_on is None or row.end is None:
        return None
    return events.SanctionLifted(**_about(dossier), sanction_id=row.sanction_id, lifted_on=row.lifted_on, end=row.end,
                                 back_pay=bool(row.back_pay))


def vra_notice_raised(dossier: store.Dossier, row: store.VraNotice) -> events.VraNoticeRaised:
    """A notice to VRA, without its question."""
    return events.VraNoticeRaised(**_about(dossier), notice_id=row.notice_id, kind=NoticeKind(row.kind),
                                  consult=row.mode == NoticeMode.CONSULT)


def vra_notice_answered(dossier: store.Dossier, row: store.VraNotice) -> events.VraNoticeAnswered:
    """An answered notice, without the answer."""
    assert row.answered_on is not None
    return events.VraNoticeAnswered(**_about(dossier), notice_id=row.notice_id, kind=NoticeKind(row.kind),
                                    answered_on=row.answered_on)


def information_requested(dossier: store.Dossier, row: store.InformationRequest) -> events.InformationRequested:
    """A question of VRA, without its text."""
    return events.InformationRequested(**_about(dossier), request_id=row.request_id, addressee=Addressee(row.addressee),
                                       due_on=row.due_on)


def information_answered(dossier: store.Dossier, row: store.InformationRequest) -> events.InformationAnswered:
    """An answered question, without the answer."""
    assert row.answered_on is not None
    return events.InformationAnswered(**_about(dossier), request_id=row.request_id, answered_on=row.answered_on)


def wage_sanction_reported(dossier: store.Dossier, row: store.WageSanction) -> events.WageSanctionReported:
    """The event of a wage sanction in its present state, with the conditions of the guarantee that were assessed."""
    return events.WageSanctionReported(
        **_about(dossier), sanction_id=row.sanction_id, decision_on=row.decision_on, received_on=row.received_on,
        reported_on=row.reported_on, weeks=row.weeks, start=row.start, ends_on=row.ends_on, assessing=row.is_assessing,
        withdrawn=row.withdrawn_on is not None,
        conditions=tuple(events.GuaranteeCondition(code=c.code, holds=c.holds) for c in row.conditions if c.holds is not None))


def advice_outcome(dossier: store.Dossier, row: store.Advice, *, followed: bool) -> events.AdviceOutcome:
    """The event of an advice's outcome."""
    return events.AdviceOutcome(**_about(dossier), advice_id=row.advice_id, followed=followed)


def vacation_approved(dossier: store.Dossier, row: store.Vacation) -> events.VacationApproved:
    """An approved vacation; without consent it is not approved."""
    assert row.consent_on is not None
    return events.VacationApproved(**_about(dossier), vacation_id=row.vacation_id, start=row.start, end=row.end,
                                   consent_on=row.consent_on, hours=row.debited_hours)


def vacation_withdrawn(dossier: store.Dossier, row: store.Vacation) -> events.VacationWithdrawn:
    """An approved vacation that was taken back."""
    return events.VacationWithdrawn(**_about(dossier), vacation_id=row.vacation_id)


def activity_announced(dossier: store.Dossier, row: store.ReintegrationActivity) -> events.ActivityAnnounced:
    """The notice to the employer about the cost of an activity; without a notice there is none."""
    assert row.announced_on is not None
    assert row.reimbursed is not None
    return events.ActivityAnnounced(
        **_about(dossier), activity_id=row.activity_id, announced_on=row.announced_on, reimbursed=row.reimbursed,
        announced_amount=row.announced_amount, decided_by_vra=row.decider == Decider.VRA)


def declaration_submitted(dossier: store.Dossier, row: store.Declaration) -> events.DeclarationSubmitted:
    """A declaration that was submitted."""
    return events.DeclarationSubmitted(
        **_about(dossier), declaration_id=row.declaration_id, activity_id=row.activity_id, submitted_on=row.submitted_on,
        invoice_received_on=min(invoice.received_on for invoice in row.invoices), amount=row.amount, late=row.late)


def declaration_decided(dossier: store.Dossier,
                        row: store.Declaration) -> events.DeclarationAccepted | events.DeclarationRejected:
    """The decision on a declaration; without a decision there is none."""
    if row.status != DeclarationStatus.REJECTED:
        return declaration_accepted(dossier, row)
    assert row.decided_on is not None
    return events.DeclarationRejected(**_about(dossier), declaration_id=row.declaration_id, activity_id=row.activity_id,
                                      decided_on=row.decided_on, late=row.late)


def declaration_accepted(dossier: store.Dossier, row: store.Declaration) -> events.DeclarationAccepted:
    """A declaration to be reimbursed, or that was reimbursed."""
    assert row.decided_on is not None
    return events.DeclarationAccepted(
        **_about(dossier), declaration_id=row.declaration_id, activity_id=row.activity_id, decided_on=row.decided_on,
        amount=row.amount, pay_by=row.pay_by, iban=row.iban)


def second_track_started(dossier: store.Dossier, row: store.SecondTrack) -> events.SecondTrackStarted:
    """The start of a second track."""
    return events.SecondTrackStarted(**_about(dossier), track_id=row.track_id, started_on=row.started_on)


def second_track_progressed(dossier: store.Dossier, row: store.SecondTrack, reported_on: date) -> events.SecondTrackProgressed:
    """A progress report of a second track."""
    return events.SecondTrackProgressed(**_about(dossier), track_id=row.track_id, reported_on=reported_on)


def second_track_closed(dossier: store.Dossier, row: store.SecondTrack) -> events.SecondTrackClosed:
    """The end of a second track; a running one has none."""
    assert row.closed_on is not None
    return events.SecondTrackClosed(**_about(dossier), track_id=row.track_id, closed_on=row.closed_on,
                                    reason=events.TrackClosingReason(str(row.closing_reason)))


def placement_made(dossier: store.Dossier, row: store.Placement) -> events.PlacementMade:
    """A placement, or that it was taken back."""
    return events.PlacementMade(
        **_about(dossier), placement_id=row.placement_id, start=row.start, secondment_end=row.end,
        recovered_pct=row.recovered_pct, wage_value_month=row.wage_value_month, contract_wage_month=row.contract_wage_month,
        durable=row.durable, takeover=row.takeover_intention, withdrawn=not row.stands)


def dossier_snapshot(dossier: store.Dossier, assignment: store.Assignment | None, sanctions: Sequence[store.Sanction],
                     wage_sanctions: Sequence[store.WageSanction],
                     placements: Sequence[store.Placement],
                     declarations: Sequence[store.Declaration]) -> events.DossierSnapshot:
    """The snapshot of a dossier, with the parts that other services copy."""
    since = dossier.long_term_threat_on
    return events.DossierSnapshot(
        absence_number=dossier.absence_number,
        opened=case_opened(dossier, assignment) if dossier.announced and assignment else None,
        threat=long_term_threat_set(dossier, since=since, source=events.ThreatSource.AUTOMATIC) if since else None,
        sanctions=tuple(events.StandingSanction(notified=sanction_notified(dossier, row), lifted=sanction_lifted(dossier, row))
                        for row in sanctions),
        wage_sanctions=tuple(wage_sanction_reported(dossier, row) for row in wage_sanctions),
        placements=tuple(placement_made(dossier, row) for row in placements),
        declarations=tuple(declaration_accepted(dossier, row) for row in declarations))


def _about(dossier: store.Dossier) -> dict[str, str]:
    """The fields common to all events about a dossier."""
    return {"absence_number": dossier.absence_number, "employee_id": dossier.employee_id,
            "employer_id": dossier.employer_id}
