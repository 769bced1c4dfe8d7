"""Payments and their runs."""
from datetime import date

from sqlalchemy import func, select

from services.claims import store
from services.claims.domain.payments.states import RunStatus
from services.claims.queries.ownership import own
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page, page_by_keys


def list_payments(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[store.Payment]:
    """Executed payments, oldest first."""
    query = own(select(store.Payment).where(store.Payment.status == RunStatus.PAID), store.Payment.employer_id, actor)
    return page_by_keys(session, query, keys=(store.Payment.pay_on, store.Payment.payment_reference),
                        view_all=lambda rows: rows, cursor=cursor, limit=limit)


def list_runs(session: Session, *, order: str, cursor: str | None, limit: int) -> Page[store.PaymentRun]:
    """All payment runs.

    :param order: of their months: ``oldest`` or ``newest`` first
    """
    return page(session, select(store.PaymentRun), key=store.PaymentRun.month, view=lambda row: row, cursor=cursor,
                limit=limit, is_newest_first=order == "newest")


def find_unpaid_since(session: Session) -> date | None:
    """The pay date of the oldest unpaid run, or None."""
    return session.scalar(select(func.min(store.PaymentRun.pay_on)).where(store.PaymentRun.status != RunStatus.PAID))
