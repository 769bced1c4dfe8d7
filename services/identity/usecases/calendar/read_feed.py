"""Find whose deadlines a calendar application may read with a secret address."""
from services.identity.domain.accounts.account import AccountState
from services.identity.domain.accounts.rights import Right
from services.identity.hashing import digest
from services.identity.store import Access, Account, CalendarFeed, find_access
from shared.db.session import Session


def read_feed(session: Session, *, secret: str) -> tuple[Account, Access] | None:
    """The owner of an address and what may be read; None if the address is unknown or the owner may no longer see absence.

    The account must be active and hold the right today, so that an address ends with a block or a changed right.
    """
    feed = session.get(CalendarFeed, digest(secret))
    account = session.get(Account, feed.account_id) if feed else None
    if feed is None or account is None or account.lifecycle is not AccountState.ACTIVE:
        return None
    access = find_access(session, account.id, employer_id=feed.employer_id)
    if access is None or Right.SICK_REPORTS not in access.rights:
        return None
    feed.read_at = session.clock.now()
    return account, Access(access.employer_id, (Right.SICK_REPORTS,))
