"""Replace a password by a temporary one; everything that was open with the former one ends."""
from datetime import datetime

from sqlalchemy import delete

from services.identity.domain.messages.message import Mail
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, PasswordReset, record
from services.identity.usecases.accounts.new_accounts import issue_temporary_password
from services.identity.usecases.tokens.revoke_access import end_all_access
from shared.db.session import Session
from shared.events.identity import RevocationReason


def replace_by_temporary(session: Session, account: Account, *, actor_id: str, employer_id: str | None,
                         public_url: str, now: datetime) -> Mail:
    """End sessions, logins in progress, codes, links and the trust in devices, and issue a temporary password (R-192, R-193).

    :param actor_id: who issues it
    :param employer_id: the employer whose log shows it
    :param now: the machine's time, which tokens use
    """
    end_all_access(session, account, reason=RevocationReason.PASSWORD_CHANGED, now=now)
    session.execute(delete(PasswordReset).where(PasswordReset.account_id == account.id))
    account.version += 1
    record(session, SecurityEventKind.TEMPORARY_PASSWORD_ISSUED, account_id=account.id, actor_id=actor_id,
           employer_id=employer_id)
    return issue_temporary_password(session, account, public_url=public_url)
