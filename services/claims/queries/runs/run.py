"""One payment run: its totals, what differs from the run before, who checked and approved it."""
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from services.claims import store
from services.claims.domain.payments.states import TransferStatus
from services.claims.domain.runs.acts import RunActKind, RunStep, step_of
from services.claims.domain.runs.approval import ApprovalRule
from services.claims.store import runs
from shared.db.session import Session
from shared.kernel.money import ZERO
from shared.kernel.refusals import NotFound
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True)
class RunTotals:
    """Payments, claims and employers of a run, in euros; those set aside apart."""

    payments: int
    employers: int
    amount: Decimal
    aside_payments: int
    aside_amount: Decimal


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as its page shows it.

    :ivar control: the set that the next file pays
    :ivar needed: how many people must approve that set
    :ivar unseen: payments to be looked at that nobody saw
    :ivar checked: the act with which somebody finished the check of the set, None before it
    :ivar approvals: the acts with which people approved the set
    :ivar confirmed: transfers that the bank booked
    :ivar refused: transfers that the bank refused
    :ivar sent: transfers in a file, without those refused
    """

    run: store.PaymentRun
    totals: RunTotals
    previous_amount: Decimal
    differences: Sequence[runs.Difference]
    control: runs.Control
    needed: int
    to_look_at: int
    unseen: int
    checked: runs.RunAct | None
    approvals: Sequence[runs.RunAct]
    confirmed: int
    refused: int
    sent: int

    @property
    def step(self) -> RunStep:
        """Where the run is."""
        return step_of(open_payments=self.control.count, is_checked=self.checked is not None,
                       approvals=len(self.approvals), needed=self.needed)


def get_run(session: Session, *, run_id: str, rule: ApprovalRule) -> RunView:
    """The run with what people need to check and approve it.

    :raises NotFound: ``payment_run.not_found``
    """
    run = find_run(session, run_id)
    control, previous = runs.read_control(session, run), runs.previous_run(session, run)
    acts = session.scalars(select(runs.RunAct).where(
        runs.RunAct.run_id == run_id, runs.RunAct.control_number == control.number,
        runs.RunAct.kind.in_([RunActKind.CHECKED, RunActKind.APPROVED])).order_by(runs.RunAct.act_id)).all()
    wanted = runs.to_look_at(run, previous, session.clock.today())
    looked = (select(func.count(), func.count().filter(~runs.seen())).select_from(store.Payment)
              .join(store.Transfer, runs.in_transfer()).where(runs.to_be_filed(run_id), wanted))
    to_look_at, unseen = session.execute(looked).one()
    return RunView(
        run=run, totals=_totals(session, run_id), previous_amount=_totals(session, previous.run_id).amount if previous else ZERO,
        differences=runs.differences(session, run, previous), control=control, needed=rule.needed(control.total),
        to_look_at=to_look_at, unseen=unseen, checked=next((act for act in acts if act.kind == RunActKind.CHECKED), None),
        approvals=[act for act in acts if act.kind == RunActKind.APPROVED], **_answered(session, run_id))


def list_acts(session: Session, *, run_id: str, cursor: str | None, limit: int) -> Page[runs.RunAct]:
    """The history of a run, latest first.

    :raises NotFound: ``payment_run.not_found``
    """
    find_run(session, run_id)
    return page_by_keys(session, select(runs.RunAct).where(runs.RunAct.run_id == run_id), keys=[runs.RunAct.act_id],
                        view_all=lambda rows: rows, cursor=cursor, limit=limit, is_newest_first=True)


def find_run(session: Session, run_id: str) -> store.PaymentRun:
    """A run.

    :raises NotFound: ``payment_run.not_found``
    """
    run = session.get(store.PaymentRun, run_id)
    if run is None:
        raise NotFound("payment_run.not_found", "Deze betaalrun bestaat niet.")
    return run


def _answered(session: Session, run_id: str) -> dict[str, int]:
    status, counted = store.Transfer.status, func.count()
    confirmed, refused, sent = session.execute(select(
        counted.filter(store.Transfer.confirmed_on.is_not(None), status != TransferStatus.REFUSED),
        counted.filter(status == TransferStatus.REFUSED), counted.filter(status.in_([TransferStatus.FILED, TransferStatus.PAID])),
    ).where(store.Transfer.run_id == run_id)).one()
    return {"confirmed": confirmed, "refused": refused, "sent": sent}


def _totals(session: Session, run_id: str) -> RunTotals:
    aside = store.Transfer.status == TransferStatus.SET_ASIDE
    amount = store.Payment.amount
    return RunTotals(*session.execute(select(
        func.count().filter(~aside), func.count(store.Payment.employer_id.distinct()).filter(~aside),
        func.coalesce(func.sum(amount).filter(~aside), ZERO), func.count().filter(aside),
        func.coalesce(func.sum(amount).filter(aside), ZERO)).select_from(store.Payment)
        .join(store.Transfer, runs.in_transfer()).where(store.Payment.run_id == run_id)).one())
