"""Queries of requests to the helpdesk."""
from sqlalchemy import select

from services.identity.store import HelpdeskRequest
from shared.db.session import Session
from shared.web.pages import Page, page


def list_requests(session: Session, *, employer_id: str | None, cursor: str | None, limit: int) -> Page[HelpdeskRequest]:
    """The requests of one employer to the helpdesk, newest first."""
    found = select(HelpdeskRequest).where(HelpdeskRequest.employer_id == employer_id)
    return page(session, found, key=HelpdeskRequest.id, view=lambda row: row, cursor=cursor, limit=limit, is_newest_first=True)
