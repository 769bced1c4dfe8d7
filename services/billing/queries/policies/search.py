"""Policies found by a text and by how their versions stand to today."""
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, case, cast, exists, func, or_, select
from sqlalchemy.orm import aliased

from services.billing import store
from services.billing.queries.policies.policies import PolicyView
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.folding import fold
from shared.web.pages import Page, page


class PolicyState(StrEnum):
    """What a list of policies may be limited to: in force, with a later version, with a last day, ended, not begun."""

    IN_FORCE = "IN_FORCE"
    AHEAD = "AHEAD"
    ENDING = "ENDING"
    ENDED = "ENDED"
    NOT_BEGUN = "NOT_BEGUN"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPolicy(PolicyView):
    """A policy with the version in force today.

    :ivar next_change_on: first day of the next later version, None without one
    """

    first_day: date
    next_change_on: date | None


def search_policies(session: Session, *, actor: Actor, cursor: str | None, limit: int, search: str | None = None,
                    state: PolicyState | None = None) -> Page[ListedPolicy]:
    """The policies of the actor's employer, or all for staff, by policy number.

    :param search: part of a company name of any version, the first characters of a policy number, or a postcode
    """
    today, policy = session.clock.today(), store.Policy
    query = select(policy)
    if actor.employer_id is not None:
        query = query.where(policy.employer_id == actor.employer_id)
    if search:
        query = query.where(_found_by(search))
    if state is not None:
        query = query.where(_stands(state, today))
    found: Page[store.Policy] = page(session, query, key=policy.policy_number, view=lambda row: row, cursor=cursor, limit=limit)
    versions = store.list_versions(session, [one.policy_number for one in found.items])
    return Page([_listed(one, versions[one.policy_number], today) for one in found.items], found.next)


def _listed(policy: store.Policy, rows: list[store.PolicyVersion], today: date) -> ListedPolicy:
    shown = PolicyView.of(policy, store.row_on(rows, today))
    later = [row.value.applies_from for row in rows if row.value.applies_from > today]
    own = {each.name: getattr(shown, each.name) for each in fields(PolicyView)}
    return ListedPolicy(**own, first_day=rows[0].valid_from, next_change_on=min(later, default=None))


def _found_by(search: str) -> ColumnElement[bool]:
    version, policy = store.PolicyVersion, store.Policy
    postcode = func.replace(version.postcode, " ", "") == search.replace(" ", "").upper()
    named = exists().where(version.policy_number == policy.policy_number,
                           or_(version.search_name.contains(fold(search), autoescape=True), postcode))
    return or_(policy.policy_number.startswith(search.upper(), autoescape=True), named)


def _stands(state: PolicyState, today: date) -> ColumnElement[bool]:
    version = store.PolicyVersion
    own = version.policy_number == store.Policy.policy_number
    if state is PolicyState.AHEAD:
        return exists().where(own, _applies_from(version) > today)
    if state is PolicyState.NOT_BEGUN:
        return exists().where(own, version.version == 1, version.valid_from > today)
    end = _end(today)
    has_begun = exists().where(own, _applies_from(version) <= today)
    if state is PolicyState.ENDED:
        return and_(has_begun, end < today)
    if state is PolicyState.ENDING:
        return and_(has_begun, end >= today)
    return and_(has_begun, or_(end.is_(None), end >= today))


def _end(today: date) -> ColumnElement[date]:
    """The last day by the version that applies today."""
    version = aliased(store.PolicyVersion)
    query: Select[Any] = select(version.valid_until).where(
        version.policy_number == store.Policy.policy_number, _applies_from(version) <= today)
    return query.order_by(version.valid_from.desc(), version.version.desc()).limit(1).correlate(store.Policy).scalar_subquery()


def _applies_from(version: Any) -> ColumnElement[date]:
    """As `Version.applies_from`."""
    later = case((version.version == 1, version.valid_from), else_=func.greatest(version.valid_from, version.accepted_on))
    return cast(later, Date)
