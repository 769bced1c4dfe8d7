"""Match what the bank answers with the transfers of runs: confirmed, or refused and back to people (features.md CL14)."""
import hashlib
from dataclasses import dataclass

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from services.claims import store
from services.claims.domain.payments.states import RunStatus, TransferStatus, advance
from services.claims.domain.runs.acts import RunActKind
from services.claims.store import runs
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.payments.bank_file import BankLine, Outcome, read_bank_file
from shared.payments.identifiers import payment_id

IN_A_FILE = (TransferStatus.FILED, TransferStatus.PAID)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a file of the bank changed.

    :ivar unmatched: lines that are about no transfer of ours
    :ivar is_known: whether the same file was read before, so that it changed nothing
    """

    confirmed: int = 0
    refused: int = 0
    unmatched: int = 0
    is_known: bool = False


def read_bank_answer(session: Session, *, actor: Actor, content: bytes) -> Answered:
    """Read a camt.053, camt.054 or pain.002; the same file, and the same line in another file, change nothing.

    A refused transfer is set aside as a new part of its run, until a person puts it back.

    :raises BankFileUnreadable: ``bank_file.unreadable``
    """
    lines = read_bank_file(content)
    digest = hashlib.sha256(content).hexdigest()
    new = session.execute(insert(runs.BankAnswer).values(
        digest=digest, received_at=session.clock.now(), account_id=actor.account_id,
    ).on_conflict_do_nothing().returning(runs.BankAnswer.digest)).one_or_none()
    if new is None:
        return Answered(is_known=True)
    confirmed = refused = unmatched = 0
    for line in lines:
        if line.outcome is Outcome.CAME_IN:
            continue
        found = _transfers_of(session, line)
        unmatched += not found
        if line.outcome is Outcome.REFUSED:
            refused += sum(_refuse(session, actor, transfer, line) for transfer in found)
        else:
            confirmed += sum(_confirm(session, transfer, line) for transfer in found)
    return Answered(confirmed, refused, unmatched)


def _transfers_of(session: Session, line: BankLine) -> list[store.Transfer]:
    """The transfer of a line, or those of the whole file that it is about; locked in one order."""
    transfer, file = store.Transfer, store.PaymentFile
    if line.reference is not None:
        where = transfer.reference == line.reference
    else:
        in_file = select(file.run_id, file.number).where(
            or_(file.message_id == line.batch, func.concat(file.message_id, "-1") == line.batch)).subquery()
        where = (transfer.run_id == in_file.c.run_id) & (transfer.file_number == in_file.c.number)
    return list(session.scalars(select(transfer).where(where).order_by(transfer.reference).with_for_update(of=transfer)))


def _confirm(session: Session, transfer: store.Transfer, line: BankLine) -> bool:
    whole = line.reference is None or line.amount is None or line.amount == transfer.amount
    if transfer.status not in IN_A_FILE or transfer.confirmed_on is not None or not whole:
        return False
    transfer.confirmed_on = line.booked_on or session.clock.today()
    return True


def _refuse(session: Session, actor: Actor, transfer: store.Transfer, line: BankLine) -> bool:
    if transfer.status not in IN_A_FILE:
        return False
    run = session.get_one(store.PaymentRun, transfer.run_id, with_for_update=True)
    transfer.status, transfer.refusal = advance(TransferStatus(transfer.status), TransferStatus.REFUSED), line.reason or "RJCT"
    part = 1 + (session.scalar(select(func.max(store.Transfer.part)).where(
        store.Transfer.run_id == run.run_id, store.Transfer.policy_number == transfer.policy_number)) or 1)
    session.add(store.Transfer(
        run_id=run.run_id, policy_number=transfer.policy_number, part=part, employer_id=transfer.employer_id,
        amount=transfer.amount, reference=payment_id(f"{run.run_id}-{part}", transfer.policy_number),
        status=TransferStatus.SET_ASIDE, refusal=transfer.refusal))
    session.execute(update(store.Payment).where(
        store.Payment.run_id == run.run_id, store.Payment.policy_number == transfer.policy_number,
        store.Payment.part == transfer.part).values(part=part, status=RunStatus.PREPARED))
    run.revision += 1
    session.flush()
    runs.note_act(session, run_id=run.run_id, actor=actor, kind=RunActKind.REFUSED, subject=transfer.reference,
                  note=f"Geweigerd door de bank: {transfer.refusal}.", control_number=runs.read_control(session, run).number)
    return True
