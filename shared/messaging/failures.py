"""Classify handler failures: infrastructure (retry without limit), transient (retry a few times), poison (park)."""
from enum import Enum, auto

import psycopg
from marshmallow import ValidationError
from sqlalchemy.exc import DataError, DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.bus.port import BusError
from shared.kernel.refusals import Refusal

_INFRASTRUCTURE = (OperationalError, psycopg.OperationalError, PoolTimeout, BusError, ConnectionError, TimeoutError)
_POISON = (Refusal, ValidationError, DataError, ProgrammingError, ArithmeticError, AssertionError, AttributeError,
           LookupError, TypeError, ValueError)


class Failure(Enum):
    """How a failure is treated.

    :cvar INFRASTRUCTURE: database, bus or network; back off in place without limit, the event is not the cause
    :cvar POISON: the event will fail again; park it at once
    :cvar TRANSIENT: every other failure; retry a few times, then park
    """

    INFRASTRUCTURE = auto()
    POISON = auto()
    TRANSIENT = auto()


def failure_of(problem: BaseException) -> Failure:
    """Return the kind of failure that an exception is."""
    if isinstance(problem, _INFRASTRUCTURE) or (isinstance(problem, DBAPIError) and problem.connection_invalidated):
        return Failure.INFRASTRUCTURE
    return Failure.POISON if isinstance(problem, _POISON) else Failure.TRANSIENT


def sentence_of(problem: BaseException) -> str:
    """Describe an exception for the operator; a database error only by its type, because its text holds personal data."""
    if isinstance(problem, DBAPIError):
        return type(problem.orig).__name__
    return f"{type(problem).__name__}: {problem}"
