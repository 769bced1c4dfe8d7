"""The helpdesk executes a request after it called the main contact back (R-177, R-178, R-201)."""
from dataclasses import dataclass
from datetime import datetime

from services.identity.domain.accounts.account import AccountKind
from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.accounts.person import Person, Salutation
from services.identity.domain.messages.message import Message, email_changed_mail, phone_changed_mail, phone_changed_sms
from services.identity.domain.requests import RequestKind, RequestState, ensure_called_back
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, HelpdeskRequest, is_email_taken, lock_email, record
from services.identity.store.requests import get_open_request
from services.identity.usecases.accounts.new_accounts import (
    EMAIL_TAKEN,
    EmailTaken,
    Owner,
    add_member,
    issue_temporary_password,
)
from services.identity.usecases.helpdesk.changing import get_changeable
from services.identity.usecases.tokens.revoke_access import end_all_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict


class AccountOfAnother(Conflict):
    """Another employer made the account of this third party: who gave access to it afterwards does not decide on it."""


@dataclass(frozen=True, slots=True)
class Execution:
    """The request to execute.

    :ivar called_back: whether the helpdesk spoke with the main contact at the number on file
    :ivar version: the version that the actor read; None skips the check
    """

    request_id: str
    called_back: bool
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Executed:
    """The request, and the messages that the caller sends after the commit."""

    request: HelpdeskRequest
    messages: tuple[Message, ...]


def execute_request(session: Session, *, actor: Actor, command: Execution, now: datetime, public_url: str) -> Executed:
    """Do what the request asks.

    A new address or number ends all sessions and open codes of the account; the old one gets a notice.

    :param now: the machine's time, which tokens use
    :raises RequestClosed: if it was decided before
    :raises Stale: if it was changed meanwhile
    :raises NotCalledBack: without the call-back
    :raises AccountIsBlocked: if the person lost access meanwhile
    :raises AccountOfAnother: for a third party whose account another employer made
    :raises EmailTaken: if another account has the address by now
    """
    request = get_open_request(session, command.request_id, version=command.version)
    ensure_called_back(command.called_back)
    messages = _execute(session, actor, request, now, public_url)
    request.state, request.decided_by, request.decided_at = RequestState.EXECUTED, actor.account_id, session.clock.now()
    request.version += 1
    record(session, SecurityEventKind.HELPDESK_DECIDED, account_id=request.account_id, actor_id=actor.account_id,
           employer_id=request.employer_id, request_id=request.id, request_kind=request.kind, decision=request.state)
    return Executed(request, messages)


def _execute(session: Session, actor: Actor, request: HelpdeskRequest, now: datetime, public_url: str) -> tuple[Message, ...]:
    if request.kind == RequestKind.EXTRA_ACCOUNT:
        return _open_account(session, actor, request, public_url)
    account = get_changeable(session, str(request.account_id), employer_id=request.employer_id)
    _ensure_own(account, request)
    change = _change_email if request.kind == RequestKind.NEW_EMAIL else _change_phone
    messages = change(session, actor, account, request)
    account.version += 1
    end_all_access(session, account, reason=RevocationReason.CONTACT_CHANGED, now=now)
    return messages


def _ensure_own(account: Account, request: HelpdeskRequest) -> None:
    """Asked when the helpdesk executes it: the employer that asks must not find out who else works with this person."""
    if account.employer_id != request.employer_id:
        raise AccountOfAnother("request.account_of_another", "Een ander bedrijf heeft dit account gemaakt. Weiger het verzoek; "
                               "alleen dat bedrijf kan de wijziging aanvragen.")


def _open_account(session: Session, actor: Actor, request: HelpdeskRequest, public_url: str) -> tuple[Message, ...]:
    """An account without rights, which the main contact gives (R-185)."""
    person = Person(Salutation(str(request.salutation)), str(request.first_name), str(request.last_name), request.infix)
    owner = Owner(person, EmailAddress(str(request.email)), PhoneNumber(str(request.phone)))
    account, _ = add_member(session, owner, actor=actor, kind=AccountKind.COLLEAGUE, employer_id=request.employer_id, rights=())
    request.account_id = account.id
    return (issue_temporary_password(session, account, public_url=public_url),)


def _change_email(session: Session, actor: Actor, account: Account, request: HelpdeskRequest) -> tuple[Message, ...]:
    old, new = EmailAddress(account.email), EmailAddress(str(request.email))
    lock_email(session, new.value)
    if is_email_taken(session, new.value):
        raise EmailTaken(*EMAIL_TAKEN, field="email")
    account.email = new.value
    record(session, SecurityEventKind.EMAIL_CHANGED, account_id=account.id, actor_id=actor.account_id,
           employer_id=account.employer_id)
    name = account.person.full_name
    return email_changed_mail(old, name=name), email_changed_mail(new, name=name)


def _change_phone(session: Session, actor: Actor, account: Account, request: HelpdeskRequest) -> tuple[Message, ...]:
    old, account.phone = PhoneNumber(account.phone), str(request.phone)
    record(session, SecurityEventKind.PHONE_CHANGED, account_id=account.id, actor_id=actor.account_id,
           employer_id=account.employer_id)
    return phone_changed_sms(old), phone_changed_mail(EmailAddress(account.email), name=account.person.full_name)
