"""What every change of factors entails: a row in the log, a mail, and the end of devices that stay signed in (R-173)."""
from datetime import datetime

from services.identity.domain.login.factors import Factor
from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, queue_notice, record
from services.identity.usecases.sessions.ended_access import end_persistent_sessions
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor

ADDED, REMOVED = SecurityEventKind.FACTOR_ADDED, SecurityEventKind.FACTOR_REMOVED
NOTICES = {(ADDED, Factor.TOTP): NoticeKind.APP_ADDED, (REMOVED, Factor.TOTP): NoticeKind.APP_REMOVED,
           (ADDED, Factor.PASSKEY): NoticeKind.PASSKEY_ADDED, (REMOVED, Factor.PASSKEY): NoticeKind.PASSKEY_REMOVED}


def factor_changed(session: Session, account: Account, kind: SecurityEventKind, *, actor: Actor, now: datetime,
                   factor: Factor) -> None:
    """Record the change and mail it to the owner.

    No device stays signed in, but the present session, which was just proven, continues.

    :param now: the machine's time
    """
    end_persistent_sessions(session, account.id, reason=RevocationReason.FACTOR_CHANGED, now=now, but=actor.session_id)
    queue_notice(session, NOTICES[kind, factor], account.id)
    record(session, kind, account_id=account.id, actor_id=account.id, employer_id=account.employer_id, factor=factor)
