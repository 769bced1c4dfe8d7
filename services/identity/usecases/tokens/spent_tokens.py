"""Client assertions that were used once and must be refused until they expire."""
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from services.identity.store import SpentToken
from shared.db.session import Session


def spend_token(session: Session, *, jti: str, expires_at: datetime) -> bool:
    """Mark the id as spent; returns whether it was not spent before."""
    claim = insert(SpentToken).values(jti=jti, expires_at=expires_at).on_conflict_do_nothing().returning(SpentToken.jti)
    return session.scalars(claim).first() is not None
