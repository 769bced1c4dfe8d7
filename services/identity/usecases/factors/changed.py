"""What every change of factors entails: a row in the log, and the end of devices that stay signed in (R-173)."""
from datetime import datetime

from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, record
from services.identity.usecases.sessions.ended_access import end_persistent_sessions
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor


def factor_changed(session: Session, account: Account, kind: SecurityEventKind, *, actor: Actor, now: datetime,
                   factor: str) -> None:
    """Record the change; no device stays signed in, but the present session, which was just proven, continues.

    :param now: the machine's time
    """
    end_persistent_sessions(session, account.id, reason=RevocationReason.FACTOR_CHANGED, now=now, but=actor.session_id)
    record(session, kind, account_id=account.id, actor_id=account.id, employer_id=account.employer_id, factor=factor)
