"""Read queries of tokens."""
from sqlalchemy import and_, exists, or_, select, tuple_

from shared.db.mechanism import revoked_access
from shared.db.session import Session
from shared.messaging.revocation.memory import TokenMarks


def is_revoked(session: Session, *, token: TokenMarks) -> bool:
    """Whether an access token was revoked, by the tables and not by the memory of a process."""
    of_account = and_(revoked_access.c.kind == "ACCOUNT", revoked_access.c.subject_id == token.account_id,
                      revoked_access.c.generation > token.generation)
    itself = tuple_(revoked_access.c.kind, revoked_access.c.subject_id).in_(
        [("SESSION", token.session_id), ("TOKEN", token.token_id)])
    return session.scalar(select(exists().where(or_(of_account, itself)))) or False
