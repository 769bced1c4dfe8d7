"""What every second factor does once it is given: refuse an account that may not go on, otherwise take the next step."""
from dataclasses import dataclass, field

from services.identity.domain.accounts.account import may_log_in
from services.identity.domain.login.code import CodeOutcome
from services.identity.domain.login.factors import Factor
from services.identity.domain.login.lockout import Lockout
from services.identity.domain.login.login import LoginStep, step_after_code
from services.identity.domain.messages.message import Message
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, Login, may_work, record
from services.identity.usecases.login.failed_tries import count_failure
from services.identity.usecases.login.finish_login import sign_in
from services.identity.usecases.login.open_logins import renew_token
from shared.db.session import Session


@dataclass(frozen=True, slots=True)
class FactorResult:
    """The result, the present step, and the new cookie value if the login advanced."""

    outcome: CodeOutcome
    step: LoginStep = LoginStep.CODE
    login_token: str | None = field(default=None, repr=False)
    messages: tuple[Message, ...] = field(default=(), repr=False)


def may_go_on(session: Session, account: Account) -> bool:
    """Whether the account may log in, and is not locked out."""
    usable = may_log_in(account.lifecycle, temporary_until=account.temporary_until, today=session.clock.today())
    return usable and may_work(session, account) and not account.lockout.is_locked(session.clock.now())


def accept(session: Session, login: Login, account: Account, factor: Factor) -> FactorResult:
    """Take the step after the second factor: a temporary password must be replaced first."""
    account.lockout = Lockout()
    login.account_id, login.factor = account.id, factor
    login.step = step_after_code(has_temporary_password=account.temporary_until is not None)
    token = sign_in(session, login, account) if login.step == LoginStep.SIGNED_IN else renew_token(login)
    return FactorResult(CodeOutcome.ACCEPTED, LoginStep(login.step), token)


def refuse(session: Session, account: Account, factor: Factor) -> FactorResult:
    """Log a wrong answer, and count it towards the lock-out unless that is in force."""
    record(session, SecurityEventKind.CODE_FAILED, account_id=account.id, actor_id=account.id,
           employer_id=account.employer_id, factor=factor)
    messages = () if account.lockout.is_locked(session.clock.now()) else count_failure(session, account)
    return FactorResult(CodeOutcome.INVALID, messages=messages)
