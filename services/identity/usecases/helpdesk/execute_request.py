"""The helpdesk executes a request after it called the main contact back (R-177, R-178, R-201)."""
from dataclasses import dataclass
from datetime import datetime

from services.identity.domain.accounts.account import AccountKind
from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.accounts.person import Person, Salutation
from services.identity.domain.messages.message import Message
from services.identity.domain.requests import RequestKind, RequestState, ensure_called_back, ensure_still_contact
from services.identity.domain.security import SecurityEventKind
from services.identity.store import HelpdeskRequest, get_account, record
from services.identity.store.requests import get_open_request
from services.identity.usecases.accounts.new_accounts import (
    Owner,
    add_member,
    issue_temporary_password,
)
from services.identity.usecases.helpdesk.changing import change_contact, get_changeable
from shared.db.session import Session
from shared.kernel.actor import Actor


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
    :raises RequesterGone: if who asked is no main contact any more
    :raises NotCalledBack: without the call-back
    :raises AccountIsBlocked: if the person lost access meanwhile
    :raises OwnerAsksAlone: for a third party
    :raises EmailTaken: if another account has the address by now
    """
    request = get_open_request(session, command.request_id, version=command.version)
    requester = get_account(session, request.requested_by)
    ensure_still_contact(requester.kind, requester.lifecycle)
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
    return change_contact(
        session, account, email=EmailAddress(request.email) if request.email else None,
        phone=PhoneNumber(request.phone) if request.phone else None, requested_by=request.requested_by, actor=actor, now=now)


def _open_account(session: Session, actor: Actor, request: HelpdeskRequest, public_url: str) -> tuple[Message, ...]:
    """An account without rights, which the main contact gives (R-185)."""
    person = Person(Salutation(str(request.salutation)), str(request.first_name), str(request.last_name), request.infix)
    owner = Owner(person, EmailAddress(str(request.email)), PhoneNumber(str(request.phone)))
    account, _ = add_member(session, owner, actor=actor, kind=AccountKind.COLLEAGUE, employer_id=request.employer_id, rights=())
    request.account_id = account.id
    return (issue_temporary_password(session, account, public_url=public_url),)
