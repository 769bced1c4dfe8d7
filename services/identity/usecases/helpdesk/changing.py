"""Whose address or number the helpdesk changes: of a person with access to the employer that asks."""
from services.identity.domain.accounts.account import OVER
from services.identity.store import Account, get_granted
from shared.db.session import Session
from shared.kernel.refusals import Conflict


class AccountIsBlocked(Conflict):
    """The account of a person without access is not changed any more."""


def get_changeable(session: Session, account_id: str, *, employer_id: str | None) -> Account:
    """The account, locked.

    :raises NotFound: for another employer's account
    :raises AccountIsBlocked: if it was blocked or closed, or its access to the employer ended
    """
    account, grant = get_granted(session, account_id, employer_id=employer_id)
    if account.lifecycle in OVER or not grant.is_live(session.clock.today()):
        raise AccountIsBlocked("account.blocked", "Dit account is geblokkeerd.")
    return account
