"""Stores what identity revoked, as each service reads it by AccessRevoked."""
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from shared.db.mechanism import revoked_access
from shared.db.session import Session
from shared.events.identity import AccessRevoked, RevocationReason, RevokedKind
from shared.messaging.envelope import Envelope
from shared.messaging.subscribers import Subscribers

TOKENS_LIVE = timedelta(minutes=10)
"""Longest time for which an access token is accepted: five minutes, and the leeway of clocks."""


def read_revocations(subscribers: Subscribers) -> None:
    """Register the handler of AccessRevoked; call it before `repair`."""
    @subscribers.on(AccessRevoked)
    def on_access_revoked(session: Session, event: AccessRevoked, _: Envelope) -> None:
        keep_revocation(session, event)


def keep_revocation(session: Session, event: AccessRevoked) -> bool:
    """Store a revocation, from whose commit on the service refuses the tokens.

    :returns: whether it was not stored before; an older revocation of an account does not replace a newer one
    """
    values = {"kind": event.kind, "subject_id": event.subject_id, "account_id": event.account_id,
              "generation": event.generation, "reason": event.reason, "revoked_at": event.revoked_at,
              "ends_at": event.revoked_at + TOKENS_LIVE}
    new = insert(revoked_access).values(values)
    newer = new.on_conflict_do_update(
        index_elements=["kind", "subject_id"],
        set_={name: new.excluded[name] for name in ("generation", "reason", "revoked_at", "ends_at")},
        where=func.coalesce(revoked_access.c.generation, 0) < func.coalesce(new.excluded.generation, 0))
    return session.execute(newer.returning(revoked_access.c.kind)).first() is not None


def list_revocations(session: Session, account_id: str) -> tuple[AccessRevoked, ...]:
    """The revocations of an account's tokens that are kept, oldest first, for a snapshot."""
    found = select(revoked_access).where(revoked_access.c.account_id == account_id).order_by(revoked_access.c.revoked_at)
    return tuple(AccessRevoked(
        account_id=row.account_id, kind=RevokedKind(row.kind), subject_id=row.subject_id, generation=row.generation,
        reason=RevocationReason(row.reason), revoked_at=row.revoked_at) for row in session.execute(found))
