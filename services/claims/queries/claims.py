"""Claims and decided guarantees."""
from sqlalchemy import select

from services.claims import store
from services.claims.queries.ownership import own
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound
from shared.web.pages import Page, page, page_by_keys


def get_claim(session: Session, *, actor: Actor, absence_number: str) -> store.Absence:
    """One claim."""
    return store.get_claim(session, absence_number, actor)


def list_claims(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[store.Absence]:
    """The claims of the employer, or of every employer for staff, by number."""
    query = own(select(store.Absence), store.Absence.employer_id, actor)
    return page(session, query, key=store.Absence.absence_number, view=lambda row: row, cursor=cursor, limit=limit)


def list_guarantees(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[store.Guarantee]:
    """Decided guarantees, oldest first."""
    query = own(select(store.Guarantee), store.Guarantee.employer_id, actor)
    return page_by_keys(session, query, keys=(store.Guarantee.decided_on, store.Guarantee.sanction_id),
                        view_all=lambda rows: rows, cursor=cursor, limit=limit)


def get_guarantee(session: Session, *, actor: Actor, sanction_id: str) -> store.Guarantee:
    """One guarantee.

    :raises NotFound: if there is none, or it is another employer's
    """
    found = session.get(store.Guarantee, sanction_id)
    if found is None or not actor.may_see(found.employer_id):
        raise NotFound("guarantee.not_found", "Deze garantie bestaat niet.")
    return found
