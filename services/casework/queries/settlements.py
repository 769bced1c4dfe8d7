"""The settlements about transition payments of an employer (R-136)."""
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from services.casework import store
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True)
class SettlementView:
    """A settlement with its employee."""

    settlement: store.Settlement
    employee: store.Employee | None


def list_settlements(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[SettlementView]:
    """The settlements of the own employer, latest first."""
    return page_by_keys(session, select(store.Settlement).where(store.Settlement.employer_id == actor.employer_id),
                        keys=[store.Settlement.settlement_id], view_all=lambda rows: _views(session, rows), cursor=cursor,
                        limit=limit, is_newest_first=True)


def _views(session: Session, rows: Sequence[store.Settlement]) -> list[SettlementView]:
    employees = {row.employee_id: row for row in session.scalars(select(store.Employee).where(
        store.Employee.employee_id.in_({row.employee_id for row in rows})))}
    return [SettlementView(row, employees.get(row.employee_id)) for row in rows]
