"""The insurer makes the account of a request by the form, after it called back (R-187, R-190, R-191)."""
from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.accounts.person import Person, Salutation
from services.identity.domain.requests import RequestState, ensure_called_back
from services.identity.domain.security import SecurityEventKind
from services.identity.store import AccountRequest, get_open_account_request, record
from services.identity.usecases.accounts.create_main_contact import NewMainContact, create_main_contact
from services.identity.usecases.accounts.new_accounts import AccountIssued, Owner
from shared.db.session import Session
from shared.kernel.actor import Actor


def accept_account_request(session: Session, *, actor: Actor, request_id: str, called_back: bool, version: int | None,
                           public_url: str) -> AccountIssued:
    """Make the main contact, confirmed, with the mail of the temporary password.

    :param called_back: whether acceptance spoke with the employer
    :param version: the version that the actor read; None skips the check
    :raises RequestClosed: if it was decided before
    :raises Stale: if it was changed meanwhile
    :raises NotCalledBack: without the call-back
    :raises PolicyUnknown: R-187
    :raises MainContactExists: R-180
    :raises EmailTaken: if an account has the address
    """
    request = get_open_account_request(session, request_id, version=version)
    ensure_called_back(called_back)
    issued = create_main_contact(session, actor=actor, public_url=public_url, command=NewMainContact(
        request.policy_number, request.company_name, _owner(request), is_confirmed=True))
    request.account_id = issued.account.id
    decide(session, request, RequestState.EXECUTED, actor=actor, employer_id=issued.account.employer_id)
    return issued


def decide(session: Session, request: AccountRequest, state: RequestState, *, actor: Actor, employer_id: str | None) -> None:
    """Note the decision."""
    request.state, request.decided_by, request.decided_at = state, actor.account_id, session.clock.now()
    request.version += 1
    record(session, SecurityEventKind.ACCOUNT_REQUEST_DECIDED, account_id=request.account_id, actor_id=actor.account_id,
           employer_id=employer_id, request_id=request.id, decision=state, reason=request.reason)


def _owner(request: AccountRequest) -> Owner:
    person = Person(Salutation(request.salutation), request.first_name, request.last_name, request.infix)
    return Owner(person, EmailAddress(request.email), PhoneNumber(request.phone))
