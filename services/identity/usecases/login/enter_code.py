"""The second step: the code proves possession of the phone on file (R-200, R-201)."""
from dataclasses import dataclass, field

from services.identity.domain.accounts.account import may_log_in
from services.identity.domain.login.code import Channel, CodeBook, CodeOutcome
from services.identity.domain.login.lockout import Lockout
from services.identity.domain.login.login import LoginStep, step_after_code
from services.identity.domain.messages.message import Message
from services.identity.store import Account, Login, get_account
from services.identity.usecases.login.code_delivery import find_latest_code
from services.identity.usecases.login.failed_tries import count_failure
from services.identity.usecases.login.finish_login import sign_in
from services.identity.usecases.login.open_logins import get_login, renew_token
from shared.db.session import Session


@dataclass(frozen=True, slots=True)
class GivenCode:
    """The input of the form."""

    login_token: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeResult:
    """The result, the present step, and the new cookie value if the login advanced."""

    outcome: CodeOutcome
    step: LoginStep = LoginStep.CODE
    login_token: str | None = field(default=None, repr=False)
    messages: tuple[Message, ...] = field(default=(), repr=False)


def enter_code(session: Session, *, command: GivenCode, book: CodeBook) -> CodeResult:
    """Check a code: single use, five attempts; each wrong one counts towards the lock-out.

    :raises LoginLost: without a login at this step
    """
    login = get_login(session, command.login_token, LoginStep.CODE)
    account = get_account(session, str(login.account_id), lock=True)
    row = find_latest_code(session, account.id, Channel(login.channel))
    if row is None:
        return CodeResult(CodeOutcome.EXPIRED)
    outcome = row.issued.check(command.code, book=book, now=session.clock.now())
    if outcome is CodeOutcome.INVALID or (outcome is CodeOutcome.ACCEPTED and not _may_go_on(session, account)):
        row.attempts += 1
        messages = () if account.lockout.is_locked(session.clock.now()) else count_failure(session, account)
        return CodeResult(CodeOutcome.INVALID, messages=messages)
    if outcome is not CodeOutcome.ACCEPTED:
        return CodeResult(outcome)
    row.used_at = session.clock.now()
    return _go_on(session, login, account)


def _may_go_on(session: Session, account: Account) -> bool:
    usable = may_log_in(account.lifecycle, temporary_until=account.temporary_until, today=session.clock.today())
    return usable and not account.lockout.is_locked(session.clock.now())


def _go_on(session: Session, login: Login, account: Account) -> CodeResult:
    account.lockout = Lockout()
    login.step = step_after_code(has_temporary_password=account.temporary_until is not None)
    token = sign_in(session, login, account) if login.step == LoginStep.SIGNED_IN else renew_token(login)
    return CodeResult(CodeOutcome.ACCEPTED, LoginStep(login.step), token)
