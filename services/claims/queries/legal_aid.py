"""Requests for legal aid (R-032 to R-034)."""
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from services.claims import store
from services.claims.queries.ownership import own
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True)
class ListedRequest:
    """A request with the company that made it."""

    request: store.LegalAidRequest
    company_name: str


def list_legal_aid_requests(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[ListedRequest]:
    """The requests of the employer, or of every employer for staff, latest first."""
    query = own(select(store.LegalAidRequest), store.LegalAidRequest.employer_id, actor)
    return page_by_keys(session, query, keys=[store.LegalAidRequest.request_number], cursor=cursor, limit=limit,
                        view_all=lambda rows: _views(session, rows), is_newest_first=True)


def _views(session: Session, rows: Sequence[store.LegalAidRequest]) -> list[ListedRequest]:
    policies = store.list_policy_versions(session, {row.policy_number for row in rows})
    return [ListedRequest(row, policies[row.policy_number][-1].company_name) for row in rows]
