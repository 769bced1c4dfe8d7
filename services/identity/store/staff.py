"""Accounts of staff."""
from sqlalchemy import func, select

from services.identity.domain.accounts.account import MAY_LOG_IN, AccountKind
from services.identity.domain.accounts.roles import StaffRole
from services.identity.store.accounts import Account, get_account
from shared.db.session import Session
from shared.kernel.refusals import NotFound


def get_staff(session: Session, account_id: str) -> Account:
    """An account of staff, locked.

    :raises NotFound: if there is none, or it is an employer's
    """
    account = get_account(session, account_id, lock=True)
    if account.kind != AccountKind.STAFF:
        raise NotFound("account.unknown", "Dit account bestaat niet.")
    return account


def count_administrators(session: Session) -> int:
    """How many accounts in use manage the platform; nobody else counts until the end of the transaction."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("administrators", 0))))
    found = select(func.count()).select_from(Account).where(
        Account.state.in_(MAY_LOG_IN), Account.roles.contains([StaffRole.PLATFORM_ADMIN.value]))
    return session.scalar(found) or 0
