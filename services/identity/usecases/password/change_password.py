"""Change one's own password, with the old one and a second factor (R-195 … R-199)."""
from dataclasses import dataclass, field
from datetime import datetime

from services.identity.domain.login.code import CodeBook, CodeOutcome
from services.identity.hashing import is_right_password
from services.identity.store import Account, get_account
from services.identity.usecases.login.enter_code import check_code
from services.identity.usecases.login.lockouts import Attempt
from services.identity.usecases.password.new_password import PasswordRefused, list_refusals, set_password
from services.identity.usecases.sessions.ended_access import end_other_access
from services.identity.usecases.sessions.own_session import get_own_session
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Refusal

WRONG_OLD = ("password.old_wrong", "Dit is niet uw huidige wachtwoord.")
CODE_REFUSALS = {
    CodeOutcome.INVALID: "Deze code klopt niet of is niet meer geldig. Controleer de code of vraag een nieuwe aan.",
    CodeOutcome.EXPIRED: "Deze code klopt niet of is niet meer geldig. Controleer de code of vraag een nieuwe aan.",
    CodeOutcome.EXHAUSTED: "U hebt te vaak een verkeerde code ingevuld. Vraag een nieuwe code aan.",
}


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """The input of the form."""

    old_password: str = field(repr=False)
    new_password: str = field(repr=False)
    new_password_again: str = field(repr=False)
    code: str = field(repr=False)


def change_password(session: Session, *, actor: Actor, command: PasswordChange, book: CodeBook,
                    now: datetime) -> list[Refusal]:
    """Replace the actor's own password; all other sessions end, and no device stays signed in.

    Refusals are returned, because the wrong answers that they count must be kept.

    :param now: the machine's time, which tokens use
    :returns: all reasons to refuse it, with the form's field; empty if it was changed
    :raises SessionNeeded: for a token that belongs to no session
    """
    account = get_account(session, actor.account_id, lock=True)
    login = get_own_session(session, actor)
    attempt = Attempt(session, account, login.device_id)
    refusals = _check_old_password(account, attempt, command.old_password)
    refusals += list_refusals(account, command.new_password, command.new_password_again)
    if not refusals:
        refusals = _code_refusals(check_code(session, login, account, attempt, code=command.code, book=book))
    if not refusals:
        set_password(session, account, command.new_password)
        end_other_access(session, account, login, now)
    return refusals


def _check_old_password(account: Account, attempt: Attempt, password: str) -> list[Refusal]:
    is_right = is_right_password(account.password_hash, password)
    if is_right and not attempt.is_locked:
        return []
    if not attempt.is_locked:
        attempt.fail()
    return [PasswordRefused(*WRONG_OLD, field="old_password")]


def _code_refusals(outcome: CodeOutcome) -> list[Refusal]:
    if outcome is CodeOutcome.ACCEPTED:
        return []
    return [PasswordRefused(outcome.value, CODE_REFUSALS[outcome], field="code")]
