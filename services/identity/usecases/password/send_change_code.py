"""Send the code with which the owner changes the password."""
from services.identity.domain.login.code import CodeBook
from services.identity.domain.messages.message import TO_CHANGE_PASSWORD
from services.identity.store import get_account
from services.identity.usecases.login.code_delivery import Delivery, send_code
from services.identity.usecases.sessions.own_session import get_own_session
from shared.db.session import Session
from shared.kernel.actor import Actor


def send_change_code(session: Session, *, actor: Actor, book: CodeBook) -> Delivery:
    """Send a code to the number or address on file; the same one while it is valid, at least a minute apart.

    :raises SessionNeeded: for a token that belongs to no session
    """
    account = get_account(session, actor.account_id, lock=True)
    login = get_own_session(session, actor)
    return send_code(session, login, account, book=book, act=TO_CHANGE_PASSWORD)
