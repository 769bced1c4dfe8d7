"""A person begins to work for an employer: at sign-in, or by switching from another one."""
from services.identity.domain.security import SecurityEventKind
from services.identity.store import get_grant, record
from shared.db.session import Session


def begin_work(session: Session, *, account_id: str, employer_id: str, left: str | None = None) -> None:
    """Note when the person worked for the employer, for the first time and last.

    :param left: the employer from whom the person switched; None at sign-in
    """
    grant = get_grant(session, account_id, employer_id=employer_id, lock=True)
    grant.last_used_at = session.clock.now()
    grant.activated_at = grant.activated_at or grant.last_used_at
    if left is not None:
        record(session, SecurityEventKind.EMPLOYER_SWITCHED, account_id=account_id, actor_id=account_id,
               employer_id=employer_id)
