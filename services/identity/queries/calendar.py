"""The secret address of the own calendar."""
from dataclasses import dataclass
from datetime import datetime

from services.identity.store import find_feed
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class FeedView:
    """When an address was made and last used; None without one."""

    made_at: datetime | None = None
    read_at: datetime | None = None


def show_feed(session: Session, *, actor: Actor) -> FeedView:
    """The address of the actor for the employer whom he works for."""
    row = find_feed(session, actor.account_id, actor.employer_id)
    return FeedView(row.made_at, row.read_at) if row else FeedView()
