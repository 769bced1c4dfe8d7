"""Take away the access of an account to one employer; other employers of a third party are not concerned."""
from datetime import datetime

from services.identity.domain.accounts.rights import in_order
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import rights_changed
from services.identity.store import Account, Grant, find_access, record
from services.identity.usecases.tokens.revoke_access import end_all_access, revoke_access
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.messaging.outbox import publish


def end_grant(session: Session, account: Account, grant: Grant, *, ended_by: str, reason: str, now: datetime) -> None:
    """End a grant, and refuse the tokens for this employer; sessions end too if no employer is left.

    :param account: locked, like the grant
    :param now: the machine's time, which tokens use
    """
    grant.ended_at = session.clock.now()
    grant.version += 1
    session.flush()
    end = revoke_access if find_access(session, account.id) else end_all_access
    end(session, account, reason=RevocationReason.GRANT_ENDED, now=now)
    publish(session, rights_changed(grant, before=in_order(grant.rights), after=(), changed_by=ended_by))
    record(session, SecurityEventKind.GRANT_ENDED, account_id=account.id, actor_id=ended_by,
           employer_id=grant.employer_id, reason=reason)
