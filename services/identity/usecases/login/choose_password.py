"""The third step of a first login: replace the temporary password (R-192 … R-199)."""
from dataclasses import dataclass, field

from services.identity.domain.accounts.account import AccountState, move
from services.identity.domain.login.login import LoginStep
from services.identity.domain.login.password import check_chosen_password
from services.identity.domain.security import SecurityEventKind
from services.identity.hashing import hash_password, is_right_password
from services.identity.publishing import account_activated
from services.identity.store import Account, get_account, record
from services.identity.usecases.login.finish_login import sign_in
from services.identity.usecases.login.open_logins import get_login
from shared.db.session import Session
from shared.kernel.refusals import Refusal, RuleViolated, Several
from shared.messaging.outbox import publish


class PasswordRefused(RuleViolated):
    """The new password violates a rule."""


@dataclass(frozen=True, slots=True)
class NewPassword:
    """The input of the form."""

    login_token: str = field(repr=False)
    new_password: str = field(repr=False)
    new_password_again: str = field(repr=False)


def choose_password(session: Session, *, command: NewPassword) -> str:
    """Replace the temporary password, which becomes invalid; returns the new cookie value of the signed-in browser.

    :raises LoginLost: without a login at this step
    :raises Several: with every violated rule
    """
    login = get_login(session, command.login_token, LoginStep.NEW_PASSWORD)
    account = get_account(session, str(login.account_id), lock=True)
    refusals = list_refusals(account, command)
    if refusals:
        raise Several(refusals)
    account.state = move(account.lifecycle, AccountState.ACTIVE)
    account.password_hash, account.temporary_until = hash_password(command.new_password), None
    account.activated_at = session.clock.now()
    account.version += 1
    publish(session, account_activated(account))
    record(session, SecurityEventKind.ACCOUNT_ACTIVATED, account_id=account.id, actor_id=account.id,
           employer_id=account.employer_id)
    return sign_in(session, login, account)


def list_refusals(account: Account, command: NewPassword) -> list[Refusal]:
    """All violated rules (R-199), including that the second field must repeat the first."""
    refusals: list[Refusal] = [
        PasswordRefused(violation.code, violation.message, field="new_password")
        for violation in check_chosen_password(account.username, command.new_password)
    ]
    if is_right_password(account.password_hash, command.new_password):
        refusals.append(PasswordRefused("password.same_as_old", "Kies een ander wachtwoord dan het tijdelijke wachtwoord.",
                                        field="new_password"))
    if command.new_password != command.new_password_again:
        refusals.append(PasswordRefused("password.not_repeated", "Vul twee keer hetzelfde wachtwoord in.",
                                        field="new_password_again"))
    return refusals
