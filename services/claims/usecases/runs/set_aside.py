"""Set a payment of a run aside until a day, and put it back."""
from datetime import date

from sqlalchemy import func, select

from services.claims import store
from services.claims.domain.payments.states import TO_BE_FILED, TransferStatus, advance
from services.claims.domain.runs.acts import RunActKind
from services.claims.domain.runs.approval import RunNotReady
from services.claims.store import runs
from services.claims.usecases.runs.finding import lock_run
from shared.db.session import Session
from shared.kernel.actor import SYSTEM, Actor
from shared.kernel.refusals import NotFound
from shared.payments.identifiers import payment_id


def set_aside(session: Session, *, actor: Actor, run_id: str, payment_reference: str, reason: str, until: date,
              version: int | None = None) -> store.PaymentRun:
    """Keep a payment out of the files of its run until a day; the rest of the employer's transfer stays.

    :param until: the day on which the payment returns to the run
    :raises NotFound: if the run or the payment does not exist
    :raises Stale: if the set changed since `version`
    :raises RunNotReady: if the payment is in a file or set aside already, or the day has passed
    """
    run = lock_run(session, run_id, version)
    payment, whole = _payment(session, run_id, payment_reference)
    if whole.status not in TO_BE_FILED:
        raise RunNotReady("payment_run.payment_not_open", "Deze betaling staat al in een bestand of is al apart gezet.")
    if until <= session.clock.today():
        raise RunNotReady("payment_run.until_has_passed", "Kies een dag na vandaag.", field="until")
    parts = session.scalar(select(func.max(store.Transfer.part)).where(
        store.Transfer.run_id == run_id, store.Transfer.policy_number == payment.policy_number)) or 1
    payment.part = parts + 1
    whole.amount -= payment.amount
    if not whole.amount:
        whole.status = advance(TransferStatus(whole.status), TransferStatus.NOTHING_DUE)
    session.add(store.Transfer(
        run_id=run_id, policy_number=payment.policy_number, part=payment.part, employer_id=payment.employer_id,
        amount=payment.amount, reference=payment_id(f"{run_id}-{payment.part}", payment.policy_number),
        status=TransferStatus.SET_ASIDE, set_aside_until=until))
    _change(session, run, actor, RunActKind.SET_ASIDE, payment_reference, reason)
    return run


def put_back(session: Session, *, actor: Actor, run_id: str, payment_reference: str,
             version: int | None = None) -> store.PaymentRun:
    """Put a payment that was set aside back into its run.

    :raises NotFound: if the run or the payment does not exist
    :raises Stale: if the set changed since `version`
    :raises RunNotReady: if the payment is not set aside
    """
    run = lock_run(session, run_id, version)
    _, transfer = _payment(session, run_id, payment_reference)
    if transfer.status != TransferStatus.SET_ASIDE:
        raise RunNotReady("payment_run.payment_not_set_aside", "Deze betaling is niet apart gezet.")
    _put_back(session, run, transfer, actor, payment_reference)
    return run


def return_due(session: Session, *, today: date) -> None:
    """Put back every payment whose day has come."""
    due = (select(store.PaymentRun, store.Transfer, store.Payment.payment_reference)
           .join(store.Transfer, store.Transfer.run_id == store.PaymentRun.run_id).join(store.Payment, runs.in_transfer())
           .where(store.Transfer.status == TransferStatus.SET_ASIDE, store.Transfer.set_aside_until <= today))
    for run, transfer, reference in session.execute(due.order_by(store.Payment.payment_reference).with_for_update()):
        _put_back(session, run, transfer, SYSTEM, reference)


def _put_back(session: Session, run: store.PaymentRun, transfer: store.Transfer, actor: Actor, reference: str) -> None:
    transfer.status = advance(TransferStatus(transfer.status), TransferStatus.PREPARED)
    transfer.set_aside_until = None
    _change(session, run, actor, RunActKind.PUT_BACK, reference, None)


def _payment(session: Session, run_id: str, payment_reference: str) -> tuple[store.Payment, store.Transfer]:
    row = session.execute(
        select(store.Payment, store.Transfer).join(store.Transfer, runs.in_transfer())
        .where(store.Payment.run_id == run_id, store.Payment.payment_reference == payment_reference)
        .with_for_update()).one_or_none()
    if row is None:
        raise NotFound("payment_run.no_payment", "Deze betaling staat niet in deze betaalrun.")
    return row[0], row[1]


def _change(session: Session, run: store.PaymentRun, actor: Actor, kind: RunActKind, reference: str,
            reason: str | None) -> None:
    run.revision += 1
    session.flush()
    runs.note_act(session, run_id=run.run_id, actor=actor, kind=kind, subject=reference, note=reason,
                  control_number=runs.read_control(session, run).number)
