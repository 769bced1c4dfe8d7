"""Invoices in the order of issue."""
from typing import Any

from sqlalchemy import Row, select

from services.billing import store
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_number


def list_invoices(session: Session, *, actor: Actor, cursor: str | None, limit: int,
                  order: str = "oldest", which: str = "all") -> Page[Row[Any]]:
    """The invoices of the actor's employer, or all for staff, in the order of issue.

    :param order: ``oldest`` or ``newest`` first
    :param which: ``all``, ``open`` or ``disputed``
    """
    table = store.Invoice.__table__
    query = select(table)
    if actor.employer_id is not None:
        query = query.where(table.c.employer_id == actor.employer_id)
    if which != "all":
        query = query.where(table.c.status == "OPEN")
    if which == "disputed":
        query = query.where(table.c.disputed_on.is_not(None))
    return page_by_number(session, query, key=table.c.position, view=lambda row: row, cursor=cursor, limit=limit,
                          is_newest_first=order == "newest")
