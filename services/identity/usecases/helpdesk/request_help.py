"""The main contact asks the helpdesk for an extra account or for another address or number of a colleague (R-177, R-178)."""
from dataclasses import asdict, dataclass

from services.identity.domain.accounts.account import ensure_activated
from services.identity.domain.requests import RequestKind, RequestState, ensure_contact
from services.identity.domain.security import SecurityEventKind
from services.identity.store import HelpdeskRequest, get_account, is_email_taken, record
from services.identity.usecases.accounts.new_accounts import EMAIL_TAKEN, EmailTaken
from services.identity.usecases.helpdesk.changing import get_changeable
from shared.db.constraints import flush_unique
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict


class AlreadyRequested(Conflict):
    """The same change of the same account waits for the helpdesk already."""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What is asked; the fields of the kind are present, see `NEEDED`."""

    kind: RequestKind
    account_id: str | None = None
    salutation: str | None = None
    first_name: str | None = None
    infix: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: str | None = None


def request_help(session: Session, *, actor: Actor, command: NewRequest) -> HelpdeskRequest:
    """Put a request in the helpdesk's queue.

    :raises NotTheContact: R-177
    :raises NotFound: for another employer's account
    :raises AccountIsBlocked: for a person who has no access any more
    :raises EmailTaken: if an account has the address already
    :raises AlreadyRequested: while the same change waits
    """
    ensure_contact(actor.kind)
    ensure_activated(get_account(session, actor.account_id).lifecycle)
    if command.account_id is not None:
        get_changeable(session, command.account_id, employer_id=actor.employer_id)
    if command.email is not None and is_email_taken(session, command.email):
        raise EmailTaken(*EMAIL_TAKEN, field="email")
    request = HelpdeskRequest(
        id=new_id(), state=RequestState.OPEN, employer_id=str(actor.employer_id), requested_by=actor.account_id,
        requested_at=session.clock.now(), version=1, **asdict(command))
    session.add(request)
    flush_unique(session, {"uq_helpdesk_request_open_change": AlreadyRequested(
        "request.already_open", "Deze wijziging heeft u al aangevraagd. De helpdesk belt u terug.",
        field="account_id")})
    record(session, SecurityEventKind.HELPDESK_REQUESTED, account_id=command.account_id, actor_id=actor.account_id,
           employer_id=actor.employer_id, request_id=request.id, request_kind=str(command.kind))
    return request
