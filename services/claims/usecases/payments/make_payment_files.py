"""Create the SEPA files of checked transfers; a transfer in a file is paid, and is in one file only (R-087)."""
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select, update

from services.claims import publishing, store
from services.claims.domain.payments.states import RunStatus, TransferStatus, advance
from services.claims.usecases.payments.check_payee import as_credit_transfer
from shared.db.session import Session
from shared.kernel.calendar import add_working_days
from shared.messaging.outbox import publish
from shared.payments.credit_transfer import credit_transfer_file

ONE_DAY = timedelta(days=1)


def make_payment_files(session: Session, *, today: date) -> None:
    """Create one file per run with checked transfers; the other transfers of the run get a later file.

    A run becomes paid on its pay date, also if it pays nothing or an employer cannot be paid yet.
    """
    by_run: dict[str, list[store.Transfer]] = defaultdict(list)
    ready = select(store.Transfer).where(store.Transfer.status == TransferStatus.READY)
    for transfer in session.scalars(ready.order_by(store.Transfer.run_id, store.Transfer.policy_number).with_for_update()):
        by_run[transfer.run_id].append(transfer)
    due = select(store.PaymentRun).where(
        (store.PaymentRun.run_id.in_(by_run)) | ((store.PaymentRun.status == RunStatus.PREPARED)
                                                 & (store.PaymentRun.pay_on <= today)))
    for run in session.scalars(due.order_by(store.PaymentRun.run_id).with_for_update()):
        if by_run[run.run_id]:
            _make_file(session, run, by_run[run.run_id], today)
        if run.status == RunStatus.PREPARED:
            run.status, run.paid_at = RunStatus.PAID, session.clock.now()


def _make_file(session: Session, run: store.PaymentRun, transfers: Sequence[store.Transfer], today: date) -> None:
    number = len(run.files) + 1
    message_id = run.run_id if number == 1 else f"{run.run_id}-{number}"
    execute_on = run.pay_on if today <= run.pay_on else _working_day_from(today)
    made_at = session.clock.now()
    lines = [as_credit_transfer(row, name=row.name or "", iban=row.iban or "") for row in transfers]
    run.files.append(store.PaymentFile(
        number=number, message_id=message_id, made_at=made_at, execute_on=execute_on,
        content=credit_transfer_file(message_id=message_id, made_at=made_at, execute_on=execute_on, transfers=lines)))
    for row in transfers:
        row.status, row.file_number = advance(TransferStatus(row.status), TransferStatus.PAID), number
        publish(session, publishing.benefit_paid(row, paid_on=execute_on))
    session.execute(update(store.Payment).where(
        store.Payment.run_id == run.run_id, store.Payment.policy_number.in_([row.policy_number for row in transfers]),
    ).values(status=RunStatus.PAID, pay_on=execute_on))


def _working_day_from(day: date) -> date:
    """The first working day on or after the day."""
    return add_working_days(day - ONE_DAY, 1)
