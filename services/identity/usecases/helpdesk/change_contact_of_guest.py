"""The helpdesk gives a third party another address or number, after it called the owner back (decision 0913)."""
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from services.identity.domain.accounts.account import MAY_LOG_IN, AccountKind, ensure_in_use
from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.messages.message import Message
from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.requests import ensure_called_back
from services.identity.store import Account, get_account, list_access, queue_notice
from services.identity.usecases.helpdesk.changing import change_contact
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, ensure_version


class ContactAsks(Conflict):
    """Others have one employer, whose main contact asks for the change (R-178)."""


@dataclass(frozen=True, slots=True)
class NewContact:
    """The new address, the new number, or both.

    :ivar called_back: whether the helpdesk spoke with the owner at the number on file
    :ivar version: the version that the actor read; None skips the check
    """

    account_id: str
    email: EmailAddress | None
    phone: PhoneNumber | None
    called_back: bool
    version: int | None = None


def change_contact_of_guest(session: Session, *, actor: Actor, command: NewContact, now: datetime) -> tuple[Message, ...]:
    """Change it, and mail the main contact of every employer for whom the person works.

    :param now: the machine's time, which tokens use
    :raises NotFound: if there is no such account
    :raises Stale: if the account was changed since
    :raises ContactAsks: for anybody but a third party
    :raises AccountStateForbids: for an account that is not in use
    :raises NotCalledBack: without the call-back
    :raises EmailTaken: if another account has the address
    """
    account = get_account(session, command.account_id, lock=True)
    ensure_version(command.version, account.version)
    if account.kind != AccountKind.THIRD_PARTY:
        raise ContactAsks("request.contact_asks", "Dit vraagt de hoofdcontactpersoon van het bedrijf aan.")
    ensure_in_use(account.lifecycle)
    ensure_called_back(command.called_back)
    messages = change_contact(session, account, email=command.email, phone=command.phone, requested_by=account.id, actor=actor,
                              now=now)
    employers = [access.employer_id for access in list_access(session, account.id)]
    for contact in session.scalars(select(Account.id).where(
            Account.employer_id.in_(employers), Account.kind == AccountKind.MAIN_CONTACT, Account.state.in_(MAY_LOG_IN))):
        queue_notice(session, NoticeKind.GUEST_CHANGED, contact)
    return messages
