"""Employers for those who assign staff to them."""
from sqlalchemy import or_, select

from services.casework import store
from shared.db.session import Session
from shared.kernel.folding import fold
from shared.kernel.refusals import NotFound
from shared.web.pages import Page, page_by_keys


def list_employers(session: Session, *, search: str | None, cursor: str | None, limit: int) -> Page[store.Policy]:
    """Employers by company name, once for each policy.

    :param search: part of a company name, or a policy number; None for all
    """
    found = select(store.Policy)
    if search:
        found = found.where(or_(store.Policy.search_name.contains(fold(search), autoescape=True),
                                store.Policy.policy_number == search.upper()))
    return page_by_keys(session, found, keys=[store.Policy.search_name, store.Policy.policy_number], cursor=cursor,
                        limit=limit, view_all=lambda rows: rows)


def get_employer(session: Session, *, employer_id: str) -> store.Policy:
    """The latest policy of an employer.

    :raises NotFound: ``employer.not_found``
    """
    policy = session.scalars(select(store.Policy).where(store.Policy.employer_id == employer_id).order_by(
        store.Policy.valid_from.desc(), store.Policy.policy_number).limit(1)).one_or_none()
    if policy is None:
        raise NotFound("employer.not_found", "Dit bedrijf bestaat niet.")
    return policy
