"""What to do about a failed handler: wait until the world is well again, try a few times, or park at once."""
from enum import Enum, auto

import psycopg
from marshmallow import ValidationError
from sqlalchemy.exc import DataError, DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.bus.port import BusError
from shared.kernel.refusals import Refusal

_WORLD = (OperationalError, psycopg.OperationalError, PoolTimeout, BusError, ConnectionError, TimeoutError)
_POISON = (Refusal, ValidationError, DataError, ProgrammingError, ArithmeticError, AssertionError, AttributeError,
           LookupError, TypeError, ValueError)


class Failure(Enum):
    """How a failure is treated.

    :cvar WORLD: database, bus or network: back off in place, without limit; the event has nothing to do with it
    :cvar POISON: this event will fail again: park it now
    :cvar UNCLASSIFIED: perhaps it passes: a few attempts, then park
    """

    WORLD = auto()
    POISON = auto()
    UNCLASSIFIED = auto()


def failure_of(problem: BaseException) -> Failure:
    """Which kind of failure an exception is."""
    if isinstance(problem, _WORLD) or (isinstance(problem, DBAPIError) and problem.connection_invalidated):
        return Failure.WORLD
    return Failure.POISON if isinstance(problem, _POISON) else Failure.UNCLASSIFIED


def sentence_of(problem: BaseException) -> str:
    """For the operator; of a database error only its kind, because its text shows values, which are personal data."""
    if isinstance(problem, DBAPIError):
        return type(problem.orig).__name__
    return f"{type(problem).__name__}: {problem}"
