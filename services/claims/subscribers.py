"""What claims hears from the others."""
from services.claims import store
from services.claims.usecases.claim import take_sanction
from services.claims.usecases.claim.take_absence import take_absence
from services.claims.usecases.copies import keep_copies
from services.claims.usecases.guarantee.decide_guarantee import decide_guarantee
from services.claims.usecases.restate import restate_claim, restate_debts
from services.claims.usecases.vra.issue_vra_order import issue_vra_order
from shared.db.session import Session
from shared.events import absence, billing, casework
from shared.messaging.envelope import Envelope
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("claims")
ABSENCE_EVENTS = (absence.SickReportFiled, absence.RecoveryReported, absence.AbsenceCorrected, absence.LeftServiceSick,
                  absence.SickReportCancelled)


@subscribers.on(billing.PolicyAccepted)
def on_policy_accepted(session: Session, event: billing.PolicyAccepted, envelope: Envelope) -> None:
    """Terms by which benefits are calculated."""
    keep_copies.keep_policy(session, event=event)


@subscribers.on(billing.CoverSuspended)
def on_cover_suspended(session: Session, event: billing.CoverSuspended, envelope: Envelope) -> None:
    """New cases are not covered until the premium is paid."""
    keep_copies.suspend_cover(session, event=event)


@subscribers.on(billing.CoverRestored)
def on_cover_restored(session: Session, event: billing.CoverRestored, envelope: Envelope) -> None:
    """Cover runs again."""
    keep_copies.restore_cover(session, event=event)


@subscribers.on(absence.EmployeeUpserted)
def on_employee_upserted(session: Session, event: absence.EmployeeUpserted, envelope: Envelope) -> None:
    """Wages and dates of service."""
    keep_copies.keep_employee(session, event=event)


@subscribers.on(absence.LeaveSet)
def on_leave_set(session: Session, event: absence.LeaveSet, envelope: Envelope) -> None:
    """Leave in which nothing is due."""
    keep_copies.keep_leave(session, event=event)


@subscribers.on(*ABSENCE_EVENTS)
def on_absence_changed(session: Session, event: absence.AbsenceEvent, envelope: Envelope) -> None:
    """An absence as it now stands."""
    take_absence(session, event=event)


@subscribers.on(casework.SanctionNotified)
def on_sanction_notified(session: Session, event: casework.SanctionNotified, envelope: Envelope) -> None:
    """The employer suspended or stopped the wage."""
    take_sanction.take_sanction(session, event=event)


@subscribers.on(casework.SanctionLifted)
def on_sanction_lifted(session: Session, event: casework.SanctionLifted, envelope: Envelope) -> None:
    """The sanction ended."""
    take_sanction.lift_sanction(session, event=event)


@subscribers.on(casework.LongTermThreatSet)
def on_long_term_threat(session: Session, event: casework.LongTermThreatSet, envelope: Envelope) -> None:
    """Long incapacity threatens."""
    issue_vra_order(session, absence_number=event.absence_number)


@subscribers.on(casework.WageSanctionReported)
def on_wage_sanction(session: Session, event: casework.WageSanctionReported, envelope: Envelope) -> None:
    """UWV prolonged the wage obligation."""
    decide_guarantee(session, event=event)


subscribers.keep(store.PolicyVersion, of=[billing.PolicyAccepted])
subscribers.keep(store.CoverSuspension, of=[billing.CoverSuspended, billing.CoverRestored])
subscribers.keep(store.Employee, store.EmployeeWage, of=[absence.EmployeeUpserted])
subscribers.keep(store.Leave, of=[absence.LeaveSet])
subscribers.keep(store.AbsenceMutation, store.SafetyNetBenefit, of=ABSENCE_EVENTS)
subscribers.keep(store.Absence, of=ABSENCE_EVENTS, but=["claim_status", "claim_reason", "claim_opened_on"])
subscribers.keep(store.Sanction, of=[casework.SanctionNotified, casework.SanctionLifted])
repair(subscribers, restate_claim, restate_debts)
