"""Erase the personal data of accounts that ended half a year ago (domain.md §7.6); the security log keeps their ids."""
from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, null, select, update

from services.identity.domain.accounts.account import OVER
from services.identity.domain.accounts.administration import erase_until
from services.identity.domain.accounts.person import Salutation
from services.identity.domain.security import SecurityEventKind
from services.identity.store import (
    Account,
    Device,
    Grant,
    HelpdeskRequest,
    MainContactRequest,
    get_account,
    nobody_at,
    record,
)
from shared.db.session import Session
from shared.kernel.actor import SYSTEM

NOBODY = "Verwijderd"


def list_to_erase(session: Session, business_date: date) -> Sequence[str]:
    """The ids of blocked and closed accounts that hold personal data for longer than allowed."""
    return session.scalars(select(Account.id).where(
        Account.state.in_(OVER), Account.erased_at.is_(None),
        Account.ended_at < erase_until(business_date)).order_by(Account.id)).all()


def erase_account(session: Session, *, account_id: str) -> None:
    """Replace name, username, address and number by what identifies nobody, and forget the devices; once is enough."""
    account = get_account(session, account_id, lock=True)
    if account.erased_at is not None:
        return
    account.salutation, account.first_name, account.infix, account.last_name = Salutation.NEUTRAL, NOBODY, None, NOBODY
    account.username, account.email, account.phone, account.work_phone = account.id, nobody_at(account.id), "", None
    session.execute(update(Grant).where(Grant.account_id == account_id).values(as_entered=null()))
    session.execute(update(HelpdeskRequest).where(HelpdeskRequest.account_id == account_id).values(
        first_name=None, infix=None, last_name=None, email=None, phone=None))
    session.execute(update(MainContactRequest).where(MainContactRequest.account_id == account_id).values(landline=None))
    session.execute(delete(Device).where(Device.account_id == account_id))
    account.erased_at, account.version = session.clock.now(), account.version + 1
    record(session, SecurityEventKind.ACCOUNT_ERASED, account_id=account.id, actor_id=SYSTEM.account_id,
           employer_id=account.employer_id)
