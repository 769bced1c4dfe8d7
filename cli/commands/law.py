"""The statutory figures in force on a day."""
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

import click

from cli.endings import WrongInput
from shared.kernel.clock import SystemClock
from shared.law import law as statutes
from shared.law.figure import EndBasis, Figure, ReferenceDay, Row
from shared.law.units import to_json, to_text

DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")


@click.command(epilog="Example: ./ontzorg law --on 2026-01-01 --json")
@click.option("--on", metavar="DATE", help="The day, such as 2026-01-01; today if left out.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def law(on: str | None, as_json: bool) -> None:
    """Show every statutory figure in force on a day, with the dates between which it holds and its source."""
    day = SystemClock().today() if on is None else read_day(on)
    found = [(figure, row) for figure in statutes.figures.values() if (row := figure.find_on(day)) is not None]
    if as_json:
        click.echo(json.dumps({"on": day.isoformat(), "figures": [record_of(*one) for one in found]}, indent=1))
        return
    for line in lines_of(day, found):
        click.echo(line)


def read_day(text: str) -> date:
    """The day.

    :raises WrongInput: if it is not a date between 1900 and 2199
    """
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise WrongInput(f"--on {text!r} is not a day between 1900-01-01 and 2199-12-31, such as 2026-01-01.")


def record_of(figure: Figure, row: Row) -> dict[str, Any]:
    """One figure as JSON.

    `valid_from_not_later_than`: the value already held on `valid_from`, its first day was not traced. `valid_to_basis`:
    whether the last day was published, is expected, or is the limit of the research.
    """
    return {
        "key": figure.key, "subject": figure.subject, "meaning": figure.meaning,
        "value": to_json(figure.unit, row.given), "unit": figure.unit.value,
        "valid_from": row.valid_from.isoformat(), "valid_from_not_later_than": row.is_floor,
        "valid_to": row.valid_to.isoformat() if row.valid_to else None, "valid_to_basis": row.end_basis.value,
        "source": row.source, "reference_day": figure.reference_day.value,
    }


def lines_of(day: date, found: list[tuple[Figure, Row]]) -> Iterator[str]:
    """The figures as text, by subject."""
    yield f"In force on {day.isoformat()}. «≤» before a date: held on that day already, the first day was not traced."
    for subject, figures in groupby(found, key=lambda one: one[0].subject):
        yield f"\n{subject}"
        for figure, row in figures:
            yield f"  {figure.key}: {to_text(figure.unit, row.given)}"
            yield f"    {figure.meaning}{_decided_by(figure)}"
            yield f"    {_dates(row)} · {row.source}"


def _decided_by(figure: Figure) -> str:
    if figure.reference_day is ReferenceDay.TODAY:
        return ""
    return f" [by {figure.reference_day.lower().replace('_', ' ')}]"


def _dates(row: Row) -> str:
    last = "" if row.valid_to is None else f" to {row.valid_to.isoformat()}"
    remark = {EndBasis.EXPECTED: " (expected)", EndBasis.NOT_READ: " (later ones not read)"}.get(row.end_basis, "")
    return f"{'≤ ' if row.is_floor else ''}{row.valid_from.isoformat()}{last}{remark}"
