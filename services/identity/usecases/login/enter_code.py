"""The second step by code: it proves possession of the phone or mailbox on file (R-179, R-200, R-201)."""
from dataclasses import dataclass, field

from services.identity.domain.login.code import CodeBook, CodeOutcome
from services.identity.domain.login.factors import Factor
from services.identity.domain.login.login import LoginStep
from services.identity.store import Account, Login, get_account
from services.identity.usecases.login.code_delivery import find_latest_code, use_code
from services.identity.usecases.login.lockouts import Attempt
from services.identity.usecases.login.open_logins import get_login
from services.identity.usecases.login.second_step import FactorResult, accept, may_go_on, refuse
from services.identity.usecases.sessions.devices import find_device_id
from shared.db.session import Session


@dataclass(frozen=True, slots=True)
class GivenCode:
    """The input of the form, and the browser's device cookie."""

    login_token: str = field(repr=False)
    code: str = field(repr=False)
    device_token: str | None = field(default=None, repr=False)


def enter_code(session: Session, *, command: GivenCode, book: CodeBook) -> FactorResult:
    """Check a code: of this login only, single use, five attempts; each wrong one counts towards the lock-out.

    :raises LoginLost: without a login at this step
    """
    login = get_login(session, command.login_token, LoginStep.CODE)
    account = get_account(session, str(login.account_id), lock=True)
    attempt = Attempt(session, account, find_device_id(session, account.id, command.device_token))
    outcome = check_code(session, login, account, attempt, code=command.code, book=book)
    if outcome is CodeOutcome.ACCEPTED:
        return accept(session, login, account, Factor(login.channel), device_token=command.device_token)
    return FactorResult(outcome)


def check_code(session: Session, login: Login, account: Account, attempt: Attempt, *, code: str, book: CodeBook) -> CodeOutcome:
    """Check a code of this login, and use it up if it is right; a wrong one is counted.

    The caller must have locked the account's row. The right code of an account that is locked out or blocked counts as wrong.
    """
    row = find_latest_code(session, login)
    if row is None:
        return CodeOutcome.EXPIRED
    outcome = row.issued.check(code, book=book, now=session.clock.now())
    if outcome is CodeOutcome.INVALID or (outcome is CodeOutcome.ACCEPTED and not may_go_on(session, account, attempt)):
        row.attempts += 1
        return refuse(session, account, Factor(login.channel), attempt).outcome
    if outcome is CodeOutcome.ACCEPTED:
        use_code(session, row)
    return outcome
