"""The session of the browser on whose behalf a request is made."""
from services.identity.domain.login.login import LoginStep
from services.identity.store import Login
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Forbidden


class SessionNeeded(Forbidden):
    """The token belongs to no session that is still signed in."""


def get_own_session(session: Session, actor: Actor) -> Login:
    """The login at the provider from which the actor's token comes.

    :raises SessionNeeded: if there is none any more
    """
    login = session.get(Login, actor.session_id) if actor.session_id else None
    if login is None or login.account_id != actor.account_id or login.step != LoginStep.SIGNED_IN:
        raise SessionNeeded("session.needed", "Log opnieuw in en probeer het dan nog een keer.")
    return login
