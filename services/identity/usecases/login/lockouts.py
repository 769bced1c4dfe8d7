"""Counts wrong passwords and codes by source, and decides whether an attempt is locked out."""
from services.identity.domain.login.lockout import FORGOTTEN_AFTER, Lockout, sources_of
from services.identity.domain.messages.notice import NoticeKind
from services.identity.domain.security import UNIDENTIFIED, SecurityEventKind
from services.identity.origin import current_origin
from services.identity.store import Account, LockoutRow, delete_lockouts, find_lockouts, queue_notice, record
from shared.db.session import Session


class Attempt:
    """One attempt to prove an identity, from the browser of the request. The caller must have locked the account's row.

    :param device_id: the device of the browser, if the account has signed in with it before
    """

    def __init__(self, session: Session, account: Account, device_id: str | None) -> None:
        self._session = session
        self._account = account
        self._free, self._rows = read_lockouts(session, account.id, device_id)

    @property
    def is_locked(self) -> bool:
        """Whether a source of the attempt is locked out."""
        now = self._session.clock.now()
        return any(row.lockout.is_locked(now) for row in self._rows.values())

    def fail(self) -> None:
        """Count a wrong answer for each source and log it; the first lock-out is mailed to the owner (I12)."""
        account, was_locked = self._account, self._account.locked_until
        for source, free in self._free.items():
            self._count(source, free)
        is_locked = self.is_locked
        kind = SecurityEventKind.ACCOUNT_LOCKED if is_locked else SecurityEventKind.LOGIN_FAILED
        record(self._session, kind, account_id=account.id, actor_id=UNIDENTIFIED, employer_id=account.employer_id)
        if is_locked and (was_locked is None or self._session.clock.now() - was_locked >= FORGOTTEN_AFTER):
            queue_notice(self._session, NoticeKind.LOCKED, account.id)

    def _count(self, source: str, free: int) -> None:
        row = self._rows.get(source)
        lockout = (row.lockout if row else Lockout()).after_failure(self._session.clock.now(), free=free)
        if row is None:
            row = self._rows[source] = LockoutRow(account_id=self._account.id, source=source)
            self._session.add(row)
        row.lockout = lockout
        self._account.locked_until = max(filter(None, (self._account.locked_until, lockout.locked_until)), default=None)


def read_lockouts(session: Session, account_id: str, device_id: str | None) -> tuple[dict[str, int], dict[str, LockoutRow]]:
    """The sources of an attempt with their free failures, and what is counted for them."""
    free = sources_of(current_origin().address, device_id)
    return free, find_lockouts(session, account_id, free)


def log_refused_attempt(session: Session, account: Account | None) -> None:
    """Log an attempt for an unknown username, or one that is locked out or whose account may not be used."""
    record(session, SecurityEventKind.LOGIN_FAILED, account_id=account.id if account else None,
           actor_id=UNIDENTIFIED, employer_id=account.employer_id if account else None, is_counted=False)


def unlock(session: Session, account: Account, *, actor_id: str) -> None:
    """End all lock-outs of an account; one that was in force is logged.

    :param actor_id: the owner, after a complete login, or the helpdesk
    """
    was_locked = account.locked_until is not None and session.clock.now() < account.locked_until
    delete_lockouts(session, account.id)
    account.locked_until = None
    if was_locked:
        record(session, SecurityEventKind.ACCOUNT_UNLOCKED, account_id=account.id, actor_id=actor_id,
               employer_id=account.employer_id)
