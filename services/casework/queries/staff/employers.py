"""Employers for those who assign staff to them."""
from sqlalchemy import ColumnElement, and_, func, or_, select

from services.casework import store
from services.casework.store.staff.delegations import active_consultants
from shared.db.session import Session
from shared.kernel.folding import fold
from shared.kernel.refusals import NotFound
from shared.web.pages import Page, page_by_keys


def list_employers(session: Session, *, search: str | None, without_consultant: bool, cursor: str | None,
                   limit: int) -> Page[store.Policy]:
    """Employers by company name, once for each policy.

    :param search: part of a company name, or a policy number; None for all
    :param without_consultant: only those without an active consultant (R-030)
    """
    found = select(store.Policy)
    if without_consultant:
        found = found.where(_without_consultant(session))
    if search:
        found = found.where(or_(store.Policy.search_name.contains(fold(search), autoescape=True),
                                store.Policy.policy_number == search.upper()))
    return page_by_keys(session, found, keys=[store.Policy.search_name, store.Policy.policy_number], cursor=cursor,
                        limit=limit, view_all=lambda rows: rows)


def count_without_consultant(session: Session) -> int:
    """Number of employers that no active consultant guides today."""
    query = select(func.count(store.Policy.employer_id.distinct())).where(_without_consultant(session))
    return session.scalar(query) or 0


def _without_consultant(session: Session) -> ColumnElement[bool]:
    today = session.clock.today()
    present = select(store.Assignment.employer_id).where(
        store.Assignment.valid_from <= today,
        or_(store.Assignment.valid_until.is_(None), store.Assignment.valid_until >= today),
        store.Assignment.consultant_id.in_(active_consultants()))
    return and_(store.Policy.employer_id.not_in(present),
                or_(store.Policy.valid_until.is_(None), store.Policy.valid_until >= today))


def get_employer(session: Session, *, employer_id: str) -> store.Policy:
    """The latest policy of an employer.

    :raises NotFound: ``employer.not_found``
    """
    policy = session.scalars(select(store.Policy).where(store.Policy.employer_id == employer_id).order_by(
        store.Policy.valid_from.desc(), store.Policy.policy_number).limit(1)).one_or_none()
    if policy is None:
        raise NotFound("employer.not_found", "Dit bedrijf bestaat niet.")
    return policy
