"""Wages recorded after a report, with the decisions of Claims (§15.6)."""
from sqlalchemy import select

from services.claims import store
from services.claims.domain.claim.wage_judgement import JudgementStatus
from services.claims.queries.ownership import own
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_keys


def list_judgements(session: Session, *, actor: Actor, status: JudgementStatus | None, cursor: str | None,
                    limit: int) -> Page[store.WageJudgement]:
    """The recorded wages of the employer, or of every employer for staff, oldest first.

    :param status: None for all
    """
    judgement = store.WageJudgement
    query = own(select(judgement), judgement.employer_id, actor)
    if status is not None:
        query = query.where(judgement.status == status)
    return page_by_keys(session, query, keys=(judgement.recorded_on, judgement.judgement_id), view_all=lambda rows: rows,
                        cursor=cursor, limit=limit)
