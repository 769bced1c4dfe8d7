"""Issue ten recovery codes; earlier ones become invalid."""
import secrets
from datetime import datetime

from sqlalchemy import delete

from services.identity.domain.login.recovery import generate, plain
from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.security import SecurityEventKind
from services.identity.hashing import digest
from services.identity.store import RecoveryCode, get_account, queue_notice, record
from services.identity.usecases.factors.freshness import ensure_fresh
from shared.db.session import Session
from shared.kernel.actor import Actor


def issue_recovery_codes(session: Session, *, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Replace the account's recovery codes; returns the new ones, which are stored hashed and cannot be shown again.

    :raises LoginNotFresh: after a login of long ago
    """
    ensure_fresh(actor, now)
    account = get_account(session, actor.account_id, lock=True)
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = generate(secrets.choice)
    session.add_all(RecoveryCode(digest=digest_of(account.id, code), account_id=account.id, issued_at=session.clock.now())
                    for code in codes)
    queue_notice(session, NoticeKind.RECOVERY_CODES_ISSUED, account.id)
    record(session, SecurityEventKind.RECOVERY_CODES_ISSUED, account_id=account.id, actor_id=account.id,
           employer_id=account.employer_id)
    return codes


def digest_of(account_id: str, code: str) -> str:
    """The digest of a code of 49 random bits, apart for each account."""
    return digest(f"{account_id}:{plain(code)}")
