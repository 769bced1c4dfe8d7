"""Violations of unique constraints become refusals: only the database can decide between two concurrent requests."""
from collections.abc import Mapping

from psycopg.errors import UniqueViolation
from sqlalchemy.exc import IntegrityError

from shared.db.session import Session
from shared.kernel.refusals import Refusal


def flush_unique(session: Session, refusals: Mapping[str, Refusal]) -> None:
    """Flush the session.

    :param refusals: the refusal to raise, by name of the violated unique constraint or index
    :raises Refusal: the one listed for the constraint; any other violation is raised unchanged
    """
    try:
        session.flush()
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            refusal = refusals.get(error.orig.diag.constraint_name or "")
            if refusal is not None:
                raise refusal from error
        raise
