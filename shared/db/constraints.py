"""Unique constraints as refusals: two requests at once may both find a number free, the database decides."""
from collections.abc import Mapping

from psycopg.errors import UniqueViolation
from sqlalchemy.exc import IntegrityError

from shared.db.session import Session
from shared.kernel.refusals import Refusal


def flush_unique(session: Session, refusals: Mapping[str, Refusal]) -> None:
    """Write what is pending.

    :param refusals: what to raise, by the name of the unique constraint or index that is violated
    :raises Refusal: the one of the constraint; any other violation is raised as it came
    """
    try:
        session.flush()
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            refusal = refusals.get(error.orig.diag.constraint_name or "")
            if refusal is not None:
                raise refusal from error
        raise
