"""The payments of a run: those to be looked at, all, and those set aside."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import func, select

from services.claims import store
from services.claims.domain.payments.states import TransferStatus
from services.claims.domain.runs.acts import RunActKind
from services.claims.domain.runs.review import ReviewReason
from services.claims.queries.runs.run import find_run
from services.claims.store import runs
from shared.db.session import Session
from shared.web.pages import Page, page_by_row


class Lines(StrEnum):
    """Which payments of a run are listed."""

    REVIEW = "REVIEW"
    ALL = "ALL"
    ASIDE = "ASIDE"


@dataclass(frozen=True, slots=True)
class RunLine:
    """A payment of a run.

    :ivar previous: paid for the claim in the run before, in euros; None if nothing was
    :ivar seen_by: the account that looked at it, None before that
    :ivar aside: the latest act that set it aside, None unless it is set aside
    :ivar until: the day on which it returns to the run; None if a person must put it back
    :ivar refusal: code of the bank that refused it, None if it did not
    """

    payment: store.Payment
    status: str
    company_name: str
    previous: Decimal | None
    reasons: tuple[ReviewReason, ...]
    seen_by: str | None
    aside: runs.RunAct | None
    until: date | None
    refusal: str | None


def list_lines(session: Session, *, run_id: str, shown: Lines, cursor: str | None, limit: int) -> Page[RunLine]:
    """Payments of a run: the largest first, all of them by policy.

    :raises NotFound: ``payment_run.not_found``
    """
    run = find_run(session, run_id)
    previous, today = runs.previous_run(session, run), session.clock.today()
    payment = store.Payment
    query = select(payment).join(store.Transfer, runs.in_transfer()).where(payment.run_id == run_id)
    if shown is Lines.REVIEW:
        query = query.where(runs.to_be_filed(run_id), runs.to_look_at(run, previous, today))
    elif shown is Lines.ASIDE:
        query = query.where(store.Transfer.status == TransferStatus.SET_ASIDE)
    first = payment.policy_number if shown is Lines.ALL else payment.amount
    return page_by_row(session, query, rows=select(payment).where(payment.run_id == run_id),
                       keys=[first, payment.payment_reference], cursor=cursor, limit=limit,
                       view_all=lambda rows: _views(session, run, previous, rows), is_descending=shown is not Lines.ALL)


def _views(session: Session, run: store.PaymentRun, previous: store.PaymentRun | None,
           rows: Sequence[store.Payment]) -> list[RunLine]:
    today, references = session.clock.today(), [row.payment_reference for row in rows]
    why = runs.reasons(run, previous, today)
    found = {row[0]: row[1:] for row in session.execute(
        select(store.Payment.payment_reference, store.Transfer.status, store.Transfer.set_aside_until, store.Transfer.refusal,
               *why.values())
        .join(store.Transfer, runs.in_transfer()).where(store.Payment.payment_reference.in_(references)))}
    versions = store.list_policy_versions(session, {row.policy_number for row in rows})
    paid = _paid(session, previous, [row.composite_id for row in rows])
    acts = _acts(session, run.run_id, references)
    return [RunLine(
        payment=row, status=found[row.payment_reference][0], previous=paid.get(row.composite_id),
        company_name=store.version_on(versions[row.policy_number], today).company_name,
        reasons=tuple(reason for reason, holds in zip(why, found[row.payment_reference][3:], strict=True) if holds),
        seen_by=act.account_id if (act := acts.get((row.payment_reference, RunActKind.SEEN))) else None,
        until=found[row.payment_reference][1], refusal=found[row.payment_reference][2],
        aside=acts.get((row.payment_reference, RunActKind.SET_ASIDE)) if found[row.payment_reference][1] else None)
        for row in rows]


def _paid(session: Session, previous: store.PaymentRun | None, composite_ids: Sequence[str]) -> dict[str, Decimal]:
    query = (select(store.Payment.composite_id, func.sum(store.Payment.amount))
             .where(store.Payment.run_id == (previous and previous.run_id), store.Payment.composite_id.in_(composite_ids))
             .group_by(store.Payment.composite_id))
    return {row[0]: row[1] for row in session.execute(query)}


def _acts(session: Session, run_id: str, references: Sequence[str]) -> dict[tuple[str | None, RunActKind], runs.RunAct]:
    """The latest act of each kind by payment."""
    query = (select(runs.RunAct).where(runs.RunAct.run_id == run_id, runs.RunAct.subject.in_(references))
             .order_by(runs.RunAct.act_id))
    return {(act.subject, act.kind): act for act in session.scalars(query)}
