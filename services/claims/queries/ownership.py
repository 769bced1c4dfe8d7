"""Limits lists to the rows that an actor may see: an employer its own, staff all."""
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from shared.kernel.actor import Actor


def own(query: Select[Any], column: InstrumentedAttribute[str], actor: Actor) -> Select[Any]:
    """Limit a query to the actor's employer.

    :param column: column with the employer's id
    """
    return query if actor.employer_id is None else query.where(column == actor.employer_id)
