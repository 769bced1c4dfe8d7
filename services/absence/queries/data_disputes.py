"""Disputes of employees' data."""
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from services.absence import store
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute with the employee's name."""

    dispute: store.DataDispute
    employee_name: str


def list_disputes(session: Session, *, actor: Actor, is_open: bool, employee_id: str | None, cursor: str | None,
                  limit: int) -> Page[DisputeView]:
    """A page of the disputes of the actor's employer, newest first.

    :param is_open: only those that wait to be settled
    """
    row = store.DataDispute
    conditions = [row.employer_id == actor.employer_id]
    if is_open:
        conditions.append(row.outcome.is_(None))
    if employee_id is not None:
        conditions.append(row.employee_id == employee_id)

    def view_all(rows: Sequence[store.DataDispute]) -> list[DisputeView]:
        people = session.scalars(select(store.Employee).where(store.Employee.employee_id.in_({one.employee_id for one in rows})))
        names = {one.employee_id: " ".join(part for part in (one.first_name, one.infix, one.last_name) if part) for one in people}
        return [DisputeView(one, names[one.employee_id]) for one in rows]

    return page_by_keys(session, select(row).where(*conditions), keys=(row.dispute_id,), view_all=view_all, cursor=cursor,
                        limit=limit, is_newest_first=True)
