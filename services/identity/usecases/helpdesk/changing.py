"""Another address or number: whose the helpdesk changes, and what the change entails (R-178, R-201)."""
from datetime import datetime

from services.identity.domain.accounts.account import OVER, AccountKind
from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.messages.message import (
    Message,
    email_changed_mail,
    phone_changed_mail,
    phone_changed_sms,
)
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import email_changed
from services.identity.store import Account, get_granted, is_email_taken, list_access, lock_email, record
from services.identity.usecases.accounts.new_accounts import EMAIL_TAKEN, EmailTaken
from services.identity.usecases.tokens.revoke_access import end_all_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict
from shared.messaging.outbox import publish


class AccountIsBlocked(Conflict):
    """The account of a person without access is not changed any more."""


class OwnerAsksAlone(Conflict):
    """A third party may work for several employers, so none of them decides on its address and number (decision 0913)."""


def get_changeable(session: Session, account_id: str, *, employer_id: str | None) -> Account:
    """The account, locked, of a person with access to the employer that asks.

    :raises NotFound: for another employer's account
    :raises AccountIsBlocked: if it was blocked or closed, or its access to the employer ended
    :raises OwnerAsksAlone: for a third party, whether or not it works for others: the employer must not find that out
    """
    account, grant = get_granted(session, account_id, employer_id=employer_id)
    if account.lifecycle in OVER or not grant.is_live(session.clock.today()):
        raise AccountIsBlocked("account.blocked", "Dit account is geblokkeerd.", field="account_id")
    if account.kind == AccountKind.THIRD_PARTY:
        raise OwnerAsksAlone("request.owner_asks_alone", "Een adviseur of administratiekantoor belt hiervoor zelf met de "
                             "helpdesk.", field="account_id")
    return account


def change_contact(session: Session, account: Account, *, email: EmailAddress | None, phone: PhoneNumber | None,
                   requested_by: str, actor: Actor, now: datetime) -> tuple[Message, ...]:
    """Give an account another address or number; all its sessions and open codes end.

    :param account: locked
    :param requested_by: the account that asked for it, the main contact's or the owner's own
    :param now: the machine's time, which tokens use
    :returns: the notices to the old and the new address and to the old number
    :raises EmailTaken: if another account has the address
    """
    messages: tuple[Message, ...] = ()
    is_own = requested_by == account.id
    if email is not None:
        messages += _change_email(session, account, email, requested_by, actor, is_own=is_own)
    if phone is not None:
        messages += _change_phone(session, account, phone, actor, is_own=is_own)
    account.version += 1
    end_all_access(session, account, reason=RevocationReason.CONTACT_CHANGED, now=now)
    return messages


def _change_email(session: Session, account: Account, new: EmailAddress, requested_by: str, actor: Actor, *,
                  is_own: bool) -> tuple[Message, ...]:
    old = EmailAddress(account.email)
    lock_email(session, new.value)
    if is_email_taken(session, new.value):
        raise EmailTaken(*EMAIL_TAKEN, field="email")
    account.email = new.value
    publish(session, email_changed(account, requested_by=requested_by, executed_by=actor.account_id))
    _note(session, account, SecurityEventKind.EMAIL_CHANGED, actor)
    name = account.person.full_name
    return email_changed_mail(old, name=name, is_own=is_own), email_changed_mail(new, name=name, is_own=is_own)


def _change_phone(session: Session, account: Account, new: PhoneNumber, actor: Actor, *, is_own: bool) -> tuple[Message, ...]:
    old, account.phone = PhoneNumber(account.phone), new.value
    _note(session, account, SecurityEventKind.PHONE_CHANGED, actor)
    mail = phone_changed_mail(EmailAddress(account.email), name=account.person.full_name, is_own=is_own)
    return phone_changed_sms(old), mail


def _note(session: Session, account: Account, kind: SecurityEventKind, actor: Actor) -> None:
    """A row in the log of each employer for whom the person works."""
    employers: list[str | None] = [access.employer_id for access in list_access(session, account.id)]
    for employer_id in employers or [account.employer_id]:
        record(session, kind, account_id=account.id, actor_id=actor.account_id, employer_id=employer_id)
