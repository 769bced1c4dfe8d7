"""Resend the code, if allowed."""
from services.identity.domain.login.code import CodeBook
from services.identity.domain.login.login import LoginStep
from services.identity.store import get_account
from services.identity.usecases.login.code_delivery import Delivery, send_code
from services.identity.usecases.login.open_logins import get_login
from shared.db.session import Session


def resend_code(session: Session, *, login_token: str, book: CodeBook) -> Delivery:
    """Send the same code while it is valid: at least a minute apart, at most five times an hour (R-200).

    :raises LoginLost: without a login that waits for a code
    """
    login = get_login(session, login_token, LoginStep.CODE)
    account = get_account(session, str(login.account_id), lock=True)
    return send_code(session, login, account, book=book)
