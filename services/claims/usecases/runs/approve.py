"""Finish the check of a run, approve or reject it: by others than who checked or changed it (features.md CL10)."""
from services.claims import store
from services.claims.domain.runs.acts import TAKES_PART, RunActKind
from services.claims.domain.runs.approval import ApprovalRule, RunNotReady, refuse_approver, refuse_other_set
from services.claims.domain.runs.review import refuse_unseen
from services.claims.store import runs
from services.claims.usecases.runs.finding import lock_run
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


def mark_seen(session: Session, *, actor: Actor, run_id: str, payment_reference: str,
              version: int | None = None) -> store.PaymentRun:
    """Note that somebody looked at a payment of the run, once.

    :raises NotFound: if the run or the payment does not exist
    """
    run = lock_run(session, run_id, version)
    payment = session.get(store.Payment, payment_reference)
    if payment is None or payment.run_id != run_id:
        raise NotFound("payment_run.no_payment", "Deze betaling staat niet in deze betaalrun.")
    if not runs.is_seen(session, run_id, payment_reference):
        _note(session, run, actor, RunActKind.SEEN, subject=payment_reference)
    return run


def finish_check(session: Session, *, actor: Actor, run_id: str, control_number: str,
                 version: int | None = None) -> store.PaymentRun:
    """Say that the set was checked, so that others can approve it.

    :param control_number: of the set that the actor saw
    :raises ControlNumberChanged: if the set is another one
    :raises RunNotReady: if there is nothing to pay
    :raises PaymentsUnseen: if a payment to be looked at was not
    """
    run, _ = _open_set(session, run_id, control_number, version)
    refuse_unseen(runs.count_unseen(session, run))
    _note(session, run, actor, RunActKind.CHECKED)
    return run


def approve_run(session: Session, *, actor: Actor, run_id: str, control_number: str, rule: ApprovalRule,
                version: int | None = None) -> store.PaymentRun:
    """Approve the set with this control number; any change of the set makes it void.

    :raises ControlNumberChanged: if the set is another one
    :raises RunNotReady: if there is nothing to pay, nobody checked the set, or it has all approvals
    :raises ApproverNotAllowed: if the actor checked or changed the run, confirmed an account in it, or approved the set before
    """
    run, control = _open_set(session, run_id, control_number, version)
    if not runs.accounts_that(session, run_id, [RunActKind.CHECKED], control_number=control.number):
        raise RunNotReady("payment_run.not_checked", "Deze betaalrun is nog niet gecontroleerd.")
    approved = runs.accounts_that(session, run_id, [RunActKind.APPROVED], control_number=control.number)
    refuse_approver(actor.account_id, approved=approved, took_part=(
        runs.accounts_that(session, run_id, TAKES_PART) | runs.confirmers(session, run_id)))
    if len(approved) >= rule.needed(control.total):
        raise RunNotReady("payment_run.approved", "Deze betaalrun heeft alle akkoorden al.")
    _note(session, run, actor, RunActKind.APPROVED)
    return run


def reject_run(session: Session, *, actor: Actor, run_id: str, control_number: str, reason: str,
               version: int | None = None) -> store.PaymentRun:
    """Send the set back to the check; its approvals are void.

    :raises ControlNumberChanged: if the set is another one
    :raises RunNotReady: if there is nothing to pay
    """
    run, _ = _open_set(session, run_id, control_number, version)
    run.revision += 1
    _note(session, run, actor, RunActKind.REJECTED, reason=reason)
    return run


def _open_set(session: Session, run_id: str, control_number: str, version: int | None) -> tuple[store.PaymentRun, runs.Control]:
    run = lock_run(session, run_id, version)
    control = runs.read_control(session, run)
    refuse_other_set(seen=control_number, present=control.number)
    if not control.count:
        raise RunNotReady("payment_run.empty", "Er staat geen betaling klaar.")
    return run, control


def _note(session: Session, run: store.PaymentRun, actor: Actor, kind: RunActKind, *, subject: str | None = None,
          reason: str | None = None) -> None:
    runs.note_act(session, run_id=run.run_id, actor=actor, kind=kind, subject=subject, note=reason,
                  control_number=runs.read_control(session, run).number)
