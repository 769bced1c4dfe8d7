"""Steps of two parties: complete once employer and employee both did their part (R-038, R-040, R-042; Regeling art. 4)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from services.casework.domain.plan.milestone import Part, Party


@dataclass(frozen=True, slots=True)
class Parts:
    """The recorded parts of a step.

    :ivar completed: the days on which it became complete, in order; several for a chain of reviews
    :ivar pending: the part that waits for the other party's, or None
    """

    completed: tuple[date, ...]
    pending: Part | None = None


def join_parts(parts: Iterable[tuple[Party | None, date]]) -> Parts:
    """Pair the parts of the two parties in order; a part of no party is a whole completion.

    A step counts as complete on the day of the second part.
    """
    parts = sorted(parts, key=lambda part: part[1])
    of = {party: [day for whose, day in parts if whose is party] for party in (None, Party.EMPLOYER, Party.EMPLOYEE)}
    completed, pending = of[None], None
    for employer_on, employee_on in zip_longest(of[Party.EMPLOYER], of[Party.EMPLOYEE]):
        if employer_on and employee_on:
            completed.append(max(employer_on, employee_on))
        elif pending is None:
            pending = Part(Party.EMPLOYER, employer_on) if employer_on else Part(Party.EMPLOYEE, employee_on)
    return Parts(tuple(sorted(completed)), pending)
