"""The second step by code: it proves possession of the phone or mailbox on file (R-179, R-200, R-201)."""
from dataclasses import dataclass, field

from services.identity.domain.login.code import CodeBook, CodeOutcome
from services.identity.domain.login.factors import Factor
from services.identity.domain.login.login import LoginStep
from services.identity.store import get_account
from services.identity.usecases.login.code_delivery import find_latest_code, use_code
from services.identity.usecases.login.open_logins import get_login
from services.identity.usecases.login.second_step import FactorResult, accept, may_go_on, refuse
from shared.db.session import Session


@dataclass(frozen=True, slots=True)
class GivenCode:
    """The input of the form."""

    login_token: str = field(repr=False)
    code: str = field(repr=False)


def enter_code(session: Session, *, command: GivenCode, book: CodeBook) -> FactorResult:
    """Check a code: of this login only, single use, five attempts; each wrong one counts towards the lock-out.

    :raises LoginLost: without a login at this step
    """
    login = get_login(session, command.login_token, LoginStep.CODE)
    account = get_account(session, str(login.account_id), lock=True)
    row = find_latest_code(session, login)
    if row is None:
        return FactorResult(CodeOutcome.EXPIRED)
    outcome = row.issued.check(command.code, book=book, now=session.clock.now())
    if outcome is CodeOutcome.INVALID or (outcome is CodeOutcome.ACCEPTED and not may_go_on(session, account)):
        row.attempts += 1
        return refuse(session, account, Factor(login.channel))
    if outcome is not CodeOutcome.ACCEPTED:
        return FactorResult(outcome)
    use_code(session, row)
    return accept(session, login, account, Factor(login.channel))
