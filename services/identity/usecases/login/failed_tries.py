"""Counts a wrong password or code towards the lock-out, and notifies the owner once."""
from services.identity.domain.accounts.contact import EmailAddress
from services.identity.domain.login.lockout import FREE_FAILURES
from services.identity.domain.messages.message import Message, locked_mail
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, record
from shared.db.session import Session


def count_failure(session: Session, account: Account) -> tuple[Message, ...]:
    """Count a wrong answer; the first lock-out since the last login is mailed to the owner (feature I12)."""
    account.lockout = account.lockout.after_failure(session.clock.now())
    kind = SecurityEventKind.ACCOUNT_LOCKED if account.lockout.locked_until else SecurityEventKind.LOGIN_FAILED
    record(session, kind, account_id=account.id, actor_id=account.id, employer_id=account.employer_id)
    if account.failures != FREE_FAILURES + 1:
        return ()
    return (locked_mail(EmailAddress(account.email), name=account.person.full_name),)
