"""What casework hears from the others."""
from services.casework import store
from services.casework.usecases.copies.accept_policy import accept_policy
from services.casework.usecases.copies.keep_employee import end_employment, keep_employee
from services.casework.usecases.copies.keep_leave import keep_leave
from services.casework.usecases.dossiers.keep_absence import keep_absence
from services.casework.usecases.guarantee.note_guarantee import note_guarantee
from services.casework.usecases.guidance.keep_staff import block_staff, keep_staff
from services.casework.usecases.restate import restate_dossier
from shared.db.session import Session
from shared.events import absence
from shared.events.billing import PolicyAccepted
from shared.events.claims import GuaranteeDecided
from shared.events.identity import AccountBlocked, AccountCreated
from shared.messaging.envelope import Envelope
from shared.messaging.repair.gaps import repair
from shared.messaging.subscribers import Subscribers

subscribers = Subscribers("casework")
ABSENCE_EVENTS = (absence.SickReportFiled, absence.RecoveryReported, absence.AbsenceCorrected, absence.LeftServiceSick,
                  absence.SickReportCancelled)


@subscribers.on(PolicyAccepted)
def on_policy_accepted(session: Session, event: PolicyAccepted, envelope: Envelope) -> None:
    """Perspectief guides this employer from now on."""
    accept_policy(session, event=event)


@subscribers.on(AccountCreated)
def on_account_created(session: Session, event: AccountCreated, envelope: Envelope) -> None:
    """Perhaps somebody who guides employers."""
    keep_staff(session, event=event)


@subscribers.on(AccountBlocked)
def on_account_blocked(session: Session, event: AccountBlocked, envelope: Envelope) -> None:
    """Perhaps somebody who guides employers."""
    block_staff(session, event=event)


@subscribers.on(absence.EmployeeUpserted)
def on_employee_upserted(session: Session, event: absence.EmployeeUpserted, envelope: Envelope) -> None:
    """An employee as he now is."""
    keep_employee(session, event=event)


@subscribers.on(absence.EmployeeLeft)
def on_employee_left(session: Session, event: absence.EmployeeLeft, envelope: Envelope) -> None:
    """An employee's last day."""
    end_employment(session, event=event)


@subscribers.on(absence.LeaveSet)
def on_leave_set(session: Session, event: absence.LeaveSet, envelope: Envelope) -> None:
    """Leave moves the dates of a plan."""
    keep_leave(session, event=event)


@subscribers.on(*ABSENCE_EVENTS)
def on_absence(session: Session, event: absence.AbsenceEvent, envelope: Envelope) -> None:
    """An absence as it now stands."""
    keep_absence(session, event=event)


@subscribers.on(GuaranteeDecided)
def on_guarantee_decided(session: Session, event: GuaranteeDecided, envelope: Envelope) -> None:
    """Claims decided who pays a wage sanction."""
    note_guarantee(session, event=event)


subscribers.keep(store.Policy, of=[PolicyAccepted])
subscribers.keep(store.StaffMember, of=[AccountCreated, AccountBlocked])
subscribers.keep(store.Employee, store.WeeklyHours, of=[absence.EmployeeUpserted, absence.EmployeeLeft])
subscribers.keep(store.Leave, of=[absence.LeaveSet])
subscribers.keep(store.Absence, store.AbsenceMutation, of=ABSENCE_EVENTS)
subscribers.note(GuaranteeDecided)
repair(subscribers, restate_dossier)
