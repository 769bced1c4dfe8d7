"""Sign out everywhere."""
from datetime import datetime

from services.identity.domain.security import SecurityEventKind
from services.identity.store import get_account, record
from services.identity.usecases.tokens.revoke_access import end_all_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor


def end_all_sessions(session: Session, *, actor: Actor, now: datetime) -> None:
    """End every session of the actor's own account, this one included, and the trust in its devices.

    :param now: the machine's time, which tokens use
    """
    account = get_account(session, actor.account_id, lock=True)
    end_all_access(session, account, reason=RevocationReason.ALL_SESSIONS_ENDED, now=now)
    record(session, SecurityEventKind.ALL_SESSIONS_ENDED, account_id=account.id, actor_id=account.id,
           employer_id=account.employer_id)
