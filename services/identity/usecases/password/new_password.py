"""The rules for a new password, whoever asks for it, and its storage."""
from sqlalchemy import delete

from services.identity.domain.login.password import check_chosen_password
from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.security import SecurityEventKind
from services.identity.hashing import hash_password, is_right_password
from services.identity.store import Account, PasswordReset, queue_notice, record
from shared.db.session import Session
from shared.kernel.refusals import Refusal, RuleViolated


class PasswordRefused(RuleViolated):
    """The new password violates a rule."""


def list_refusals(account: Account, new_password: str, new_password_again: str) -> list[Refusal]:
    """All violated rules (R-199), including that the second field must repeat the first."""
    refusals: list[Refusal] = [
        PasswordRefused(violation.code, violation.message, field="new_password")
        for violation in check_chosen_password(account.username, new_password)
    ]
    if is_right_password(account.password_hash, new_password):
        refusals.append(PasswordRefused("password.same_as_old", "Kies een ander wachtwoord dan het vorige.",
                                        field="new_password"))
    if new_password != new_password_again:
        refusals.append(PasswordRefused("password.not_repeated", "Vul twee keer hetzelfde wachtwoord in.",
                                        field="new_password_again"))
    return refusals


def set_password(session: Session, account: Account, password: str, *, is_first: bool = False) -> None:
    """Store the chosen password; open links for a forgotten one become invalid, and the owner gets a notice.

    :param is_first: whether it is the first own password, which needs no notice
    """
    account.password_hash, account.temporary_until = hash_password(password), None
    account.password_changed_at = session.clock.now()
    account.version += 1
    session.execute(delete(PasswordReset).where(PasswordReset.account_id == account.id))
    record(session, SecurityEventKind.PASSWORD_CHANGED, account_id=account.id, actor_id=account.id,
           employer_id=account.employer_id)
    if not is_first:
        queue_notice(session, NoticeKind.PASSWORD_CHANGED, account.id)
