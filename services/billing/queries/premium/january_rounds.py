"""The January round per policy: whose data came, who was reminded, and what was settled (domain.md §4.5, R-017 to R-019)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select

from services.billing import store
from services.billing.domain.premium.premium_year import PremiumYearState
from services.billing.queries.premium.years import list_settlements
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class JanuaryRoundView:
    """The round of one policy.

    :ivar year: of the round; the premium settled is that of the year before
    :ivar state: of that premium
    :ivar is_late: whether the data are awaited after the deadline
    :ivar settlement: invoiced less credited; None before
    """

    policy_number: str
    employer_id: str
    company_name: str
    year: int
    state: str
    data_due_on: date | None
    reminders: int
    is_late: bool
    provisional: Decimal
    definitive: Decimal | None
    settlement: Decimal | None


def list_january_rounds(session: Session, *, actor: Actor, year: int, cursor: str | None, limit: int,
                        state: PremiumYearState | None = None) -> Page[JanuaryRoundView]:
    """The rounds of a year, by policy number; an employer's own, or all for staff.

    :param state: of the premium of the year before
    """
    row, today = store.PremiumYear, session.clock.today()
    query: Select[Any] = select(row).where(row.year == year - 1)
    if actor.employer_id is not None:
        query = query.join(store.Policy, store.Policy.policy_number == row.policy_number).where(
            store.Policy.employer_id == actor.employer_id)
    if state is not None:
        query = query.where(row.state == state.value)

    def view_all(rows: Any) -> list[JanuaryRoundView]:
        numbers = [one.policy_number for one in rows]
        versions, settled = store.list_versions(session, numbers), list_settlements(session, numbers)
        policies = session.scalars(select(store.Policy).where(store.Policy.policy_number.in_(numbers)))
        owners = {policy.policy_number: policy.employer_id for policy in policies}
        return [JanuaryRoundView(
            policy_number=one.policy_number, employer_id=owners[one.policy_number],
            company_name=store.row_on(versions[one.policy_number], today).company_name, year=year, state=one.state,
            data_due_on=one.data_due_on, reminders=one.reminders, provisional=one.provisional, definitive=one.definitive,
            is_late=one.state == PremiumYearState.AWAITING_DATA and one.data_due_on is not None and today > one.data_due_on,
            settlement=settled.get((one.policy_number, one.year), ZERO) if one.definitive is not None else None) for one in rows]

    return page_by_keys(session, query, keys=(row.policy_number,), view_all=view_all, cursor=cursor, limit=limit)
