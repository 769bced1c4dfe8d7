"""Periods as the lines of `calculate` write them: `from` and `to`, both inclusive."""
from datetime import date

from cli.casefile.strict_input import WrongKey
from shared.kernel.period import Period


def read_period(start: date, end: date | None, path: str) -> Period:
    """The period.

    :param path: the key of its end, as ``segments[0][1].to``
    :raises WrongKey: naming that key, if it ends before it starts
    """
    if end is not None and end < start:
        raise WrongKey("period.invalid", f"{path}: the end is before the start.", field=path)
    return Period(start, end)
