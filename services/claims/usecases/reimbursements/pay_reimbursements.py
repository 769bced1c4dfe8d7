"""Check the payee of each reimbursement, and pay those that were checked in a file of the day (R-071)."""
from datetime import date

from sqlalchemy import func, select

from services.claims import publishing, store
from services.claims.domain.reimbursements.reimbursement import ReimbursementStatus, advance
from services.claims.store.reimbursements import Reimbursement, ReimbursementFile
from services.claims.usecases.reimbursements.take_declaration import PREFIX
from shared.db.session import Session
from shared.kernel.calendar import is_working_day
from shared.messaging.outbox import publish
from shared.payments.credit_transfer import CreditTransfer, credit_transfer_file


def list_to_check(session: Session, day: date) -> list[str]:
    """The reimbursements whose payee was not checked yet, of absences that claims knows."""
    return list(session.scalars(select(Reimbursement.declaration_id).join(
        store.Absence, store.Absence.absence_number == Reimbursement.absence_number).where(
        Reimbursement.status == ReimbursementStatus.ACCEPTED)))


def check_reimbursement(session: Session, *, declaration_id: str) -> None:
    """Keep the name of the employer as a payment file writes it.

    :raises RuleViolated: if it, or the account that the employer named, cannot be paid
    """
    row = session.get_one(Reimbursement, declaration_id, with_for_update=True)
    if row.status != ReimbursementStatus.ACCEPTED:
        return
    absence = session.get_one(store.Absence, row.absence_number)
    policy = store.version_on(store.policy_versions(session, absence.policy_number), session.clock.today())
    row.name = _transfer(row, policy.company_name).payee.name
    row.status = advance(ReimbursementStatus(row.status), ReimbursementStatus.READY)


def pay_reimbursements(session: Session, *, today: date) -> None:
    """On a working day, write one file with all that were checked; what is in a file is paid, once."""
    ready = select(Reimbursement).where(Reimbursement.status == ReimbursementStatus.READY)
    rows = session.scalars(ready.order_by(Reimbursement.declaration_id).with_for_update()).all()
    if not rows or not is_working_day(today):
        return
    made_at, prefix = session.clock.now(), f"{PREFIX}-{today}"
    number = session.scalar(select(func.count()).where(ReimbursementFile.file_id.startswith(prefix))) or 0
    file_id = f"{prefix}-{number + 1}"
    content = credit_transfer_file(message_id=file_id, made_at=made_at, execute_on=today,
                                   transfers=[_transfer(row, row.name or "") for row in rows])
    session.add(ReimbursementFile(file_id=file_id, made_at=made_at, execute_on=today, content=content))
    session.flush()
    for row in rows:
        row.status = advance(ReimbursementStatus(row.status), ReimbursementStatus.PAID)
        row.file_id, row.paid_on = file_id, today
        publish(session, publishing.reimbursement_paid(row, paid_on=today))


def _transfer(row: Reimbursement, name: str) -> CreditTransfer:
    return CreditTransfer.of(name=name, iban=row.iban, amount=row.amount, reference=row.reference,
                             text=f"Vergoeding re-integratiekosten verzuim {row.absence_number}")
