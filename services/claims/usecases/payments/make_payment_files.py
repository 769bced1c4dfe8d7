"""Create the SEPA files of approved runs; a transfer in a file is paid on the pay date, and is in one file only (R-087)."""
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import exists, select, tuple_, update

from services.claims import publishing, store
from services.claims.domain.payments.states import RunStatus, TransferStatus, advance
from services.claims.domain.runs.acts import RunActKind
from services.claims.domain.runs.approval import ApprovalRule
from services.claims.store import runs
from services.claims.usecases.payments.check_payee import as_credit_transfer, keep_present_payees
from shared.db.session import Session
from shared.kernel.actor import SYSTEM, Actor
from shared.kernel.calendar import add_working_days
from shared.messaging.outbox import publish
from shared.payments.credit_transfer import credit_transfer_file

ONE_DAY = timedelta(days=1)


def make_payment_files(session: Session, *, today: date, rule: ApprovalRule) -> None:
    """From its pay date on, create one file per approved run with checked transfers, and pay what is in a file.

    Transfers that cannot be paid yet get a later file. A run becomes paid on its pay date, also if it pays nothing or an
    employer cannot be paid yet; one that waits for approval becomes paid once it is approved.
    """
    in_hand = exists().where(store.Transfer.run_id == store.PaymentRun.run_id,
                             store.Transfer.status.in_([TransferStatus.READY, TransferStatus.FILED]))
    due = select(store.PaymentRun).where(store.PaymentRun.pay_on <= today,
                                         in_hand | (store.PaymentRun.status == RunStatus.PREPARED))
    for run in session.scalars(due.order_by(store.PaymentRun.run_id).with_for_update()):
        waits = False
        if ready := keep_present_payees(session, transfers_of(session, run, TransferStatus.READY)):
            control = runs.read_control(session, run)
            waits = count_approvals(session, run, control) < rule.needed(control.total)
            if not waits:
                file_transfers(session, run, ready, actor=SYSTEM, control=control)
        _pay(session, run, transfers_of(session, run, TransferStatus.FILED))
        if run.status == RunStatus.PREPARED and not waits:
            run.status, run.paid_at = RunStatus.PAID, session.clock.now()


def transfers_of(session: Session, run: store.PaymentRun, status: TransferStatus) -> Sequence[store.Transfer]:
    """The transfers of a run with this status, locked."""
    query = select(store.Transfer).where(store.Transfer.run_id == run.run_id, store.Transfer.status == status)
    return session.scalars(query.order_by(store.Transfer.policy_number, store.Transfer.part).with_for_update()).all()


def count_approvals(session: Session, run: store.PaymentRun, control: runs.Control) -> int:
    """The number of people who approved the set with this control number."""
    return len(runs.accounts_that(session, run.run_id, [RunActKind.APPROVED], control_number=control.number))


def file_transfers(session: Session, run: store.PaymentRun, transfers: Sequence[store.Transfer], *, actor: Actor,
                   control: runs.Control) -> None:
    """Write the next file of the run with these checked transfers, which must be approved."""
    number, today = len(run.files) + 1, session.clock.today()
    message_id = run.run_id if number == 1 else f"{run.run_id}-{number}"
    execute_on = run.pay_on if today <= run.pay_on else _working_day_from(today)
    made_at = session.clock.now()
    lines = [as_credit_transfer(row, name=row.name or "", iban=row.iban or "") for row in transfers]
    run.files.append(store.PaymentFile(
        number=number, message_id=message_id, made_at=made_at, execute_on=execute_on,
        content=credit_transfer_file(message_id=message_id, made_at=made_at, execute_on=execute_on, transfers=lines)))
    for row in transfers:
        row.status, row.file_number = advance(TransferStatus(row.status), TransferStatus.FILED), number
    runs.note_act(session, run_id=run.run_id, actor=actor, kind=RunActKind.FILED, control_number=control.number,
                  subject=message_id)


def _pay(session: Session, run: store.PaymentRun, transfers: Sequence[store.Transfer]) -> None:
    execute_on = {file.number: file.execute_on for file in run.files}
    by_day: dict[date, list[store.Transfer]] = {}
    for row in transfers:
        row.status = advance(TransferStatus(row.status), TransferStatus.PAID)
        by_day.setdefault(execute_on[row.file_number or 0], []).append(row)
    for day, rows in by_day.items():
        for row in rows:
            publish(session, publishing.benefit_paid(row, paid_on=day))
        session.execute(update(store.Payment).where(
            store.Payment.run_id == run.run_id,
            tuple_(store.Payment.policy_number, store.Payment.part).in_([(row.policy_number, row.part) for row in rows]),
        ).values(status=RunStatus.PAID, pay_on=day))


def _working_day_from(day: date) -> date:
    """The first working day on or after the day."""
    return add_working_days(day - ONE_DAY, 1)
