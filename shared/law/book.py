"""The statutory figures in force on a day; a test can add a row that Parliament has not adopted."""
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from shared.law.figure import EndBasis, Figure, Row, read_figures
from shared.law.in_force import FiguresInForce
from shared.law.units import READERS


@cache
def _published() -> Mapping[str, Figure]:
    return read_figures()


_amended: ContextVar[Mapping[str, Figure] | None] = ContextVar("amended_law", default=None)


class Law:
    """Statutory figures by reference day: ``law.on(last_day).transition_maximum``.

    Use the day that `Figure.reference_day` names, such as the first sick day of a case; with the present day an
    old case would get a new figure.
    """

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure by key, with all its rows."""
        return _amended.get() or _published()

    def on(self, day: date) -> FiguresInForce:
        """The figures in force on a day; an attribute raises `NoFigureInForce` if no value is known."""
        return FiguresInForce(self.figures, day)

    def rows(self, key: str) -> tuple[Row, ...]:
        """The rows of one figure, by first day."""
        return self.figures[key].rows

    @contextmanager
    def amended(self, key: str, given: Any, *, valid_from: date) -> Iterator[None]:
        """Within this context the figure has one more row, which ends the row before it.

        :param given: the value as the data would write it
        """
        figure = self.figures[key]
        row = Row(given=given, value=READERS[figure.unit](given), valid_from=valid_from, is_floor=False, valid_to=None,
                  end_basis=EndBasis.READ, source="amendment")
        token = _amended.set({**self.figures, key: replace(figure, rows=(*_until(figure, valid_from), row))})
        try:
            yield
        finally:
            _amended.reset(token)


def _until(figure: Figure, day: date) -> Iterator[Row]:
    """The rows that began before the day; the last one ends at the latest on the day before."""
    eve = date.fromordinal(day.toordinal() - 1)
    for row in figure.rows:
        if row.valid_from < day:
            yield replace(row, valid_to=eve if row.valid_to is None else min(row.valid_to, eve))


law = Law()
