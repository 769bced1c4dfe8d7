"""Builds identity's events from its rows."""
from collections.abc import Iterable
from datetime import date

from services.identity.domain.accounts.account import OVER
from services.identity.domain.accounts.rights import Right
from services.identity.store import Account, Grant
from shared.db.session import Session
from shared.events import identity as events
from shared.messaging.revocation.recording import list_revocations

BLOCKED_BEFORE = "BLOCKED_BEFORE"
"""Reason of a block in a snapshot: date and reason are not stored, and no reader uses them."""


def account_created(account: Account, rights: Iterable[str] = ()) -> events.AccountCreated:
    """A new account with its rights or roles.

    :param rights: for the employer for which it was made
    """
    return events.AccountCreated(
        account_id=account.id, employer_id=account.employer_id, kind=events.AccountKind(account.kind),
        rights=tuple(events.Right(right) for right in rights), roles=tuple(account.roles), person=_staff_person(account))


def account_activated(account: Account) -> events.AccountActivated:
    """The event of a completed first login."""
    if account.activated_at is None:
        raise TypeError("an account that is not activated")
    return events.AccountActivated(account_id=account.id, employer_id=account.employer_id, activated_at=account.activated_at)


def account_blocked(account: Account, *, blocked_on: date, reason: str) -> events.AccountBlocked:
    """The event of a blocked account."""
    return events.AccountBlocked(account_id=account.id, employer_id=account.employer_id, blocked_on=blocked_on, reason=reason)


def email_changed(account: Account, *, requested_by: str, executed_by: str) -> events.EmailChanged:
    """The event of another e-mail address."""
    return events.EmailChanged(account_id=account.id, employer_id=account.employer_id, requested_by=requested_by,
                               executed_by=executed_by)


def roles_changed(account: Account) -> events.RolesChanged:
    """The event of another role, or another number at work, of staff."""
    return events.RolesChanged(account_id=account.id, roles=tuple(account.roles), person=_staff_person(account))


def _staff_person(account: Account) -> events.StaffPerson | None:
    """How employers reach staff; None for an employer's account, and for staff whose access ended."""
    if account.kind != events.AccountKind.STAFF or account.lifecycle in OVER:
        return None
    return events.StaffPerson(name=account.person.full_name, phone=account.work_phone)


def rights_changed(grant: Grant, *, before: Iterable[Right], after: Iterable[Right], changed_by: str) -> events.RightsChanged:
    """The event of rights for one employer that were given, changed or taken away."""
    return events.RightsChanged(
        account_id=grant.account_id, employer_id=grant.employer_id, changed_by=changed_by,
        before=tuple(events.Right(right) for right in before), after=tuple(events.Right(right) for right in after))


def restate_account(session: Session, account_id: str) -> events.AccountSnapshot | None:
    """Snapshot of an account; None if it does not exist."""
    account = session.get(Account, account_id)
    if account is None:
        return None
    grant = session.get(Grant, (account_id, account.employer_id)) if account.employer_id else None
    blocked = account_blocked(account, blocked_on=session.clock.today(), reason=BLOCKED_BEFORE)
    return events.AccountSnapshot(account_id=account_id, created=account_created(account, grant.rights if grant else ()),
                                  blocked=blocked if account.lifecycle in OVER else None,
                                  revoked=list_revocations(session, account_id))
