"""Withdraw the secret address of a calendar."""
from sqlalchemy import delete

from services.identity.domain.security import SecurityEventKind
from services.identity.store import CalendarFeed, get_account, record
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


def end_feed(session: Session, *, actor: Actor) -> None:
    """Withdraw the own address for the employer whom the actor works for.

    :raises NotFound: ``calendar.none`` if there is none
    """
    account = get_account(session, actor.account_id, lock=True)
    if not forget_feeds(session, account.id, employer_id=actor.employer_id):
        raise NotFound("calendar.none", "U heeft geen adres voor uw agenda.")
    record(session, SecurityEventKind.CALENDAR_ENDED, account_id=account.id, actor_id=account.id, employer_id=actor.employer_id)


def forget_feeds(session: Session, account_id: str, *, employer_id: str | None) -> int:
    """Delete the address of an account for an employer; returns how many there were."""
    gone = delete(CalendarFeed).where(CalendarFeed.account_id == account_id, CalendarFeed.employer_id == employer_id)
    return len(session.scalars(gone.returning(CalendarFeed.secret_digest)).all())
