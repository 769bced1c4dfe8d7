"""The work list of Team Claims: claims of months by tab, with true counts (screens.md §4.3a)."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ColumnElement, any_, func, literal, select

from services.claims import store
from services.claims.domain.claim.approval import Exceptional
from services.claims.domain.claim.month_status import MonthStatus
from services.claims.store.claim.month_claims import MonthClaim
from shared.db.session import Session
from shared.kernel.clock import AMSTERDAM
from shared.web.pages import Page, page_by_keys


class Tab(StrEnum):
    """A tab of the list.

    :cvar DONE: decided since the first of this month, by people or by rule
    """

    TO_JUDGE = "TO_JUDGE"
    SECOND_APPROVAL = "SECOND_APPROVAL"
    WAITING = "WAITING"
    SAMPLE = "SAMPLE"
    DONE = "DONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is sought.

    :ivar employer: part of the employer's name
    :ivar amount_from: least amount to pay in euros, upwards or downwards
    """

    reason: Exceptional | None = None
    employer: str | None = None
    amount_from: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ListedClaim:
    """A claim with the employer's name."""

    claim: MonthClaim
    company_name: str


def list_month_claims(session: Session, *, tab: Tab, filters: Filters, cursor: str | None, limit: int) -> Page[ListedClaim]:
    """The claims of a tab, those to be decided first at the top."""
    query = select(MonthClaim).where(_in_tab(tab, session.clock.today()), *_sought(filters))
    return page_by_keys(session, query, keys=(MonthClaim.due_on, MonthClaim.claim_number), cursor=cursor, limit=limit,
                        view_all=lambda rows: _views(session, rows))


def count_month_claims(session: Session, *, filters: Filters) -> Mapping[str, int]:
    """The number of claims of each tab, in one statement."""
    today = session.clock.today()
    row = session.execute(select(*(func.count().filter(_in_tab(tab, today)) for tab in Tab)).select_from(MonthClaim).where(
        *_sought(filters))).one()
    return {tab.value: count for tab, count in zip(Tab, row, strict=True)}


def _in_tab(tab: Tab, today: date) -> ColumnElement[bool]:
    if tab is Tab.SAMPLE:
        return MonthClaim.is_sampled.is_(True)
    if tab is Tab.DONE:
        return (MonthClaim.status.in_([MonthStatus.APPROVED, MonthStatus.REFUSED])
                & (MonthClaim.decided_at >= datetime.combine(today.replace(day=1), time(), AMSTERDAM)))
    return MonthClaim.status == tab.value


def _sought(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.reason is not None:
        found.append(literal(filters.reason.value) == any_(MonthClaim.reasons))
    if filters.employer:
        named = select(store.PolicyVersion.policy_number).where(
            store.PolicyVersion.company_name.icontains(filters.employer, autoescape=True))
        found.append(MonthClaim.policy_number.in_(named))
    if filters.amount_from is not None:
        found.append((MonthClaim.to_pay >= filters.amount_from) | (MonthClaim.to_pay <= -filters.amount_from))
    return found


def _views(session: Session, rows: Sequence[MonthClaim]) -> list[ListedClaim]:
    policies = store.list_policy_versions(session, {row.policy_number for row in rows})
    return [ListedClaim(row, policies[row.policy_number][-1].company_name) for row in rows]
