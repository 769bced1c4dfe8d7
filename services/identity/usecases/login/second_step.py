"""What every second factor does once it is given: refuse an account that may not go on, otherwise take the next step."""
from dataclasses import dataclass

from services.identity.domain.accounts.account import may_log_in
from services.identity.domain.login.code import CodeOutcome
from services.identity.domain.login.factors import Factor
from services.identity.domain.login.login import LoginStep, Purpose, step_after_code
from services.identity.domain.security import UNIDENTIFIED, SecurityEventKind
from services.identity.store import Account, Login, may_work, record
from services.identity.usecases.login.finish_login import NewCookies, sign_in
from services.identity.usecases.login.lockouts import Attempt, unlock
from services.identity.usecases.login.open_logins import renew_token
from shared.db.session import Session


@dataclass(frozen=True, slots=True)
class FactorResult:
    """The result, the present step, and the new cookies if the login advanced."""

    outcome: CodeOutcome
    step: LoginStep = LoginStep.CODE
    cookies: NewCookies | None = None


def may_go_on(session: Session, account: Account, attempt: Attempt) -> bool:
    """Whether the account may log in, and this browser is not locked out."""
    usable = may_log_in(account.lifecycle, temporary_until=account.temporary_until, today=session.clock.today())
    return usable and may_work(session, account) and not attempt.is_locked


def accept(session: Session, login: Login, account: Account, factor: Factor, *, device_token: str | None) -> FactorResult:
    """Take the step after the second factor, which ends lock-outs: a temporary or forgotten password must be replaced first.

    :param device_token: the browser's device cookie, if it sent one
    """
    unlock(session, account, actor_id=account.id)
    login.account_id, login.factor = account.id, factor
    step = step_after_code(has_temporary_password=account.temporary_until is not None, purpose=Purpose(login.purpose))
    if step is LoginStep.SIGNED_IN:
        return FactorResult(CodeOutcome.ACCEPTED, step, sign_in(session, login, account, device_token=device_token))
    login.step = step
    return FactorResult(CodeOutcome.ACCEPTED, step, NewCookies(renew_token(login)))


def refuse(session: Session, account: Account, factor: Factor, attempt: Attempt) -> FactorResult:
    """Log a wrong answer, and count it towards the lock-out unless that is in force."""
    record(session, SecurityEventKind.CODE_FAILED, account_id=account.id, actor_id=UNIDENTIFIED,
           employer_id=account.employer_id, factor=factor)
    if not attempt.is_locked:
        attempt.fail()
    return FactorResult(CodeOutcome.INVALID)
