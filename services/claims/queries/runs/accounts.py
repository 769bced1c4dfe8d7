"""Policies whose account is another one than that of the last payment."""
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from services.claims import store
from services.claims.store import runs
from shared.db.session import Session
from shared.web.pages import Page, page_by_key


@dataclass(frozen=True, slots=True)
class AccountChange:
    """A changed account.

    :ivar last: the account of the last payment, which is used until the change may be
    :ivar confirmation: None if nobody confirmed it
    """

    policy_number: str
    company_name: str
    iban: str
    last: str
    confirmation: runs.AccountConfirmation | None


def list_account_changes(session: Session, *, cursor: str | None, limit: int) -> Page[AccountChange]:
    """Policies whose present account is not the one of the last payment, by number."""
    today = session.clock.today()
    paid = select(store.Transfer.policy_number).where(store.Transfer.iban.is_not(None)).distinct().subquery()
    changed = select(paid.c.policy_number).where(
        runs.account_of_policy(paid.c.policy_number, today) != runs.last_account(paid.c.policy_number)).subquery()

    def view_all(numbers: Sequence[str]) -> list[AccountChange]:
        versions = store.list_policy_versions(session, numbers)
        accounts = session.execute(select(
            paid.c.policy_number, runs.account_of_policy(paid.c.policy_number, today), runs.last_account(paid.c.policy_number),
        ).where(paid.c.policy_number.in_(numbers)).order_by(paid.c.policy_number)).all()
        confirmed = {(row.policy_number, row.iban): row for row in session.scalars(
            select(runs.AccountConfirmation).where(runs.AccountConfirmation.policy_number.in_(numbers)))}
        return [AccountChange(number, store.version_on(versions[number], today).company_name, iban, last,
                              confirmed.get((number, iban))) for number, iban, last in accounts]

    return page_by_key(session, changed.c.policy_number, view_all=view_all, cursor=cursor, limit=limit)
