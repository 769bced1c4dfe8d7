"""Make the secret address of the own calendar; an earlier address no longer works (idea 20)."""
import secrets
from dataclasses import dataclass, field

from services.identity.domain.accounts.rights import Right
from services.identity.domain.security import SecurityEventKind
from services.identity.hashing import digest
from services.identity.store import CalendarFeed, find_access, get_account, record
from services.identity.usecases.calendar.end_feed import forget_feeds
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Forbidden

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A calendar address: its secret is shown once and not stored."""

    row: CalendarFeed
    secret: str = field(repr=False)


def make_feed(session: Session, *, actor: Actor) -> NewFeed:
    """Make the address for the employer whom the actor works for.

    :raises Forbidden: ``calendar.right_missing`` without the right to see absence
    """
    account = get_account(session, actor.account_id, lock=True)
    access = find_access(session, account.id, employer_id=actor.employer_id) if actor.employer_id else None
    if access is None or Right.SICK_REPORTS not in access.rights:
        raise Forbidden("calendar.right_missing", "Een agenda met stappen kan alleen wie ziekmeldingen mag doen.")
    forget_feeds(session, account.id, employer_id=access.employer_id)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = CalendarFeed(secret_digest=digest(secret), account_id=account.id, employer_id=access.employer_id,
                       made_at=session.clock.now())
    session.add(row)
    record(session, SecurityEventKind.CALENDAR_MADE, account_id=account.id, actor_id=account.id, employer_id=access.employer_id)
    session.flush()
    return NewFeed(row, secret)
