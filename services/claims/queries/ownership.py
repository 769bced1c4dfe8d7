"""Which rows an actor may list: an employer its own, staff those of every employer."""
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from shared.kernel.actor import Actor


def own(query: Select[Any], column: InstrumentedAttribute[str], actor: Actor) -> Select[Any]:
    """The query limited to the actor's employer.

    :param column: the employer's id
    """
    return query if actor.employer_id is None else query.where(column == actor.employer_id)
