"""The helpdesk replaces a password by a temporary one after it called the owner back (R-193)."""
from datetime import datetime

from services.identity.domain.accounts.account import ensure_in_use
from services.identity.domain.accounts.administration import ensure_not_self
from services.identity.domain.accounts.contact import PhoneNumber
from services.identity.domain.messages.message import Message, password_replaced_sms
from services.identity.domain.requests import ensure_called_back
from services.identity.store import get_account
from services.identity.usecases.password.replace_by_temporary import replace_by_temporary
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version


def reset_password(session: Session, *, actor: Actor, account_id: str, called_back: bool, version: int | None,
                   public_url: str, now: datetime) -> tuple[Message, ...]:
    """End all access of the account, mail a temporary password to its address, and tell its number.

    :param called_back: whether the helpdesk spoke with the owner at the number on file
    :param version: the version that the actor read; None skips the check
    :param now: the machine's time, which tokens use
    :raises OwnAccount: for the actor's own account
    :raises NotCalledBack: without the call-back
    :raises AccountStateForbids: for an account that is not in use
    """
    account = get_account(session, account_id, lock=True)
    ensure_version(version, account.version)
    ensure_not_self(actor.account_id, account.id)
    ensure_called_back(called_back)
    ensure_in_use(account.lifecycle)
    mail = replace_by_temporary(session, account, actor_id=actor.account_id, employer_id=account.employer_id,
                                public_url=public_url, now=now)
    return mail, password_replaced_sms(PhoneNumber(account.phone))
