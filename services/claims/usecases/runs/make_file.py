"""Make the file of an approved run before its pay date, and hand a file to a person."""
from sqlalchemy import select
from sqlalchemy.orm import undefer

from services.claims import store
from services.claims.domain.payments.states import TransferStatus
from services.claims.domain.runs.acts import RunActKind
from services.claims.domain.runs.approval import ApprovalRule, RunNotReady, refuse_other_set
from services.claims.store import runs
from services.claims.usecases.payments.check_payee import check_transfers
from services.claims.usecases.payments.make_payment_files import count_approvals, file_transfers, transfers_of
from services.claims.usecases.runs.finding import lock_run
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


def make_file(session: Session, *, actor: Actor, run_id: str, control_number: str, rule: ApprovalRule,
              version: int | None = None) -> store.PaymentRun:
    """Write the file of the approved set; employers who cannot be paid stay in the run for a later file.

    :raises ControlNumberChanged: if the set, or an account in it, is not what was approved
    :raises RunNotReady: if approvals are missing, or no employer of the set can be paid
    """
    run = lock_run(session, run_id, version)
    control = runs.read_control(session, run)
    refuse_other_set(seen=control_number, present=control.number)
    if count_approvals(session, run, control) < rule.needed(control.total):
        raise RunNotReady("payment_run.not_approved", "Voor deze betaalrun ontbreekt nog een akkoord.")
    # the job check-payees sets aside with the reason who cannot be paid, from the pay date on
    check_transfers(session, transfers_of(session, run, TransferStatus.PREPARED), may_fail=True)
    ready = transfers_of(session, run, TransferStatus.READY)
    if not ready:
        raise RunNotReady("payment_run.nobody_payable", "Geen van de werkgevers in deze betaalrun kan worden betaald.")
    file_transfers(session, run, ready, actor=actor, control=control)
    return run


def fetch_file(session: Session, *, actor: Actor, run_id: str, number: int) -> tuple[store.PaymentFile, str]:
    """A pain.001 file of a run with its content and the control number under which it was made; the reading is noted.

    :raises NotFound: if there is no such run, or it has no such file
    """
    file = session.scalar(select(store.PaymentFile).options(undefer(store.PaymentFile.content)).where(
        store.PaymentFile.run_id == run_id, store.PaymentFile.number == number))
    if file is None:
        raise NotFound("payment_run.no_file", "Van deze betaalronde is er geen bestand.")
    made = session.scalar(select(runs.RunAct.control_number).where(
        runs.RunAct.run_id == run_id, runs.RunAct.kind == RunActKind.FILED, runs.RunAct.subject == file.message_id))
    runs.note_act(session, run_id=run_id, actor=actor, kind=RunActKind.FETCHED, control_number=made or "",
                  subject=file.message_id)
    return file, made or ""
