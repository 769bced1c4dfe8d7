"""Payments, their runs and the files of the runs."""
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from services.claims import store
from services.claims.domain.payments.states import RunStatus
from services.claims.queries.ownership import own
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound
from shared.web.pages import Page, page, page_by_keys


def list_payments(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[store.Payment]:
    """Executed payments, oldest first."""
    query = own(select(store.Payment).where(store.Payment.status == RunStatus.PAID), store.Payment.employer_id, actor)
    return page_by_keys(session, query, keys=(store.Payment.pay_on, store.Payment.payment_reference),
                        view_all=lambda rows: rows, cursor=cursor, limit=limit)


def list_runs(session: Session, *, cursor: str | None, limit: int) -> Page[store.PaymentRun]:
    """All payment runs, oldest first."""
    return page(session, select(store.PaymentRun), key=store.PaymentRun.month, view=lambda row: row, cursor=cursor,
                limit=limit)


def find_unpaid_since(session: Session) -> date | None:
    """The pay date of the oldest unpaid run, or None."""
    return session.scalar(select(func.min(store.PaymentRun.pay_on)).where(store.PaymentRun.status != RunStatus.PAID))


def get_run_file(session: Session, *, run_id: str, number: int) -> store.PaymentFile:
    """A pain.001 file of a run, with its content.

    :raises NotFound: if there is no such run, or it has no such file
    """
    file = session.scalar(select(store.PaymentFile).options(undefer(store.PaymentFile.content)).where(
        store.PaymentFile.run_id == run_id, store.PaymentFile.number == number))
    if file is None:
        raise NotFound("payment_run.no_file", "Van deze betaalronde is er geen bestand.")
    return file
