"""Somebody who is not signed in asks for the account of an employer's main contact (R-191)."""
from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert

from services.identity.domain.requests import RequestState
from services.identity.domain.security import UNIDENTIFIED, SecurityEventKind
from services.identity.store import AccountRequest, record
from services.identity.usecases.accounts.new_accounts import Owner
from shared.db.session import Session
from shared.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class AskedAccount:
    """The eight fields of R-186."""

    policy_number: str
    company_name: str
    owner: Owner


def request_account(session: Session, *, command: AskedAccount) -> None:
    """Put the request in the queue of acceptance, which calls back; nothing is compared and nothing is sent.

    So neither answer nor time shows which policies, companies and addresses exist. Who sends the same policy and address again
    while the first request waits changes nothing.
    """
    person, now = command.owner.person, session.clock.now()
    request_id = new_id()
    session.execute(insert(AccountRequest).values(
        id=request_id, state=RequestState.OPEN, policy_number=command.policy_number, company_name=command.company_name,
        salutation=person.salutation, first_name=person.first_name, infix=person.infix, last_name=person.last_name,
        email=command.owner.email.value, phone=command.owner.phone.value, requested_at=now, version=1,
    ).on_conflict_do_nothing())
    record(session, SecurityEventKind.ACCOUNT_REQUESTED, account_id=None, actor_id=UNIDENTIFIED, request_id=request_id)
