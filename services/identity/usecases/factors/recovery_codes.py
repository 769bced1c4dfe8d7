"""Issue ten recovery codes; earlier ones become invalid."""
import secrets
from datetime import datetime

from sqlalchemy import delete

from services.identity.domain.login.recovery import generate, plain
from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.security import SecurityEventKind
from services.identity.hashing import digest, slow_digest
from services.identity.store import RecoveryCode, get_account, list_recovery_codes, queue_notice, record
from services.identity.usecases.factors.freshness import ensure_fresh
from shared.db.session import Session
from shared.kernel.actor import Actor

SALT_BYTES = 16


def issue_recovery_codes(session: Session, *, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Replace the account's recovery codes; returns the new ones, which are stored hashed and cannot be shown again.

    :raises LoginNotFresh: after a login of long ago
    """
    ensure_fresh(actor, now)
    account = get_account(session, actor.account_id, lock=True)
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = generate(secrets.choice)
    salt = secrets.token_hex(SALT_BYTES)
    session.add_all(RecoveryCode(digest=digest_of(account.id, code, salt), salt=salt, account_id=account.id,
                                 issued_at=session.clock.now()) for code in codes)
    queue_notice(session, NoticeKind.RECOVERY_CODES_ISSUED, account.id)
    record(session, SecurityEventKind.RECOVERY_CODES_ISSUED, account_id=account.id, actor_id=account.id,
           employer_id=account.employer_id)
    return codes


def find_recovery_code(session: Session, account_id: str, code: str) -> RecoveryCode | None:
    """The account's unused code that was given; one slow hash whatever is given, because the codes share their salt.

    :raises TooBusy: if it cannot be calculated soon
    """
    rows = {row.digest: row for row in list_recovery_codes(session, account_id)}
    salt = next((row.salt for row in rows.values()), secrets.token_hex(SALT_BYTES))
    return rows.get(digest_of(account_id, code, salt))


def digest_of(account_id: str, code: str, salt: str) -> str:
    """The salted slow hash of a code, whose 49 random bits could be tried one by one (ASVS 5.0, 6.5.2)."""
    return slow_digest(digest(f"{account_id}:{plain(code)}"), bytes.fromhex(salt))
