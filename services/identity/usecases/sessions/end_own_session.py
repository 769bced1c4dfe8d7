"""End one of one's own sessions."""
from datetime import datetime

from services.identity.domain.login.login import LoginStep
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Login, record
from services.identity.usecases.tokens.revoke_access import end_session
from shared.db.session import Session
from shared.events.identity import RevocationReason
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


def end_own_session(session: Session, *, actor: Actor, session_id: str, now: datetime) -> None:
    """End a session of the actor's own account.

    :param now: the machine's time, which tokens use
    :raises NotFound: if there is none, or it is another account's
    """
    login = session.get(Login, session_id, with_for_update=True)
    if login is None or login.account_id != actor.account_id or login.step != LoginStep.SIGNED_IN:
        raise NotFound("session.unknown", "Deze sessie bestaat niet meer.")
    end_session(session, account_id=actor.account_id, login_id=login.id, reason=RevocationReason.SESSION_ENDED, now=now)
    record(session, SecurityEventKind.SESSION_ENDED, account_id=actor.account_id, actor_id=actor.account_id,
           employer_id=actor.employer_id, session_id=session_id)
