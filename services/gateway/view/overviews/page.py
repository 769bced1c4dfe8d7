"""One overview as a page shows it, and as the rows of a file."""
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.dates import format_date
from markupsafe import Markup

from services.gateway.view.formatting import LOCALE, as_date, euros, number, percent, short_day
from services.gateway.view.overviews.chart import bar_chart
from services.gateway.view.overviews.kinds import MUTATIONS, Kind

MOST_ROWS = 100
"""Rows on the page; the files have all."""
TENTH = Decimal("0.1")
FIGURES = (("VP", "Verzuimpercentage", percent), ("MF", "Meldingsfrequentie", number), ("GVD", "Gemiddelde duur", number),
           ("NV", "Nulverzuim", percent))
INSURER_COUNTS = (("cases", "Verzuimen", number), ("reports", "Nieuwe ziekmeldingen", number), ("recovered", "Hersteld", number),
                  ("safety_net", "Met vangnet", number), ("recourse", "Met verhaal", number),
                  ("sanctions", "Met een sanctie", number), ("benefit", "Uitkering", euros))
VALUES = ("VP", "MF", "GVD", "NV", "average_headcount", "sick_fte_days", "available_fte_days")


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure with that of the period before and of the year before.

    :ivar shown: how it is written
    """

    title: str
    shown: Callable[[Any], str]
    now: str | None
    before: str | None
    year_before: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """An overview as it is shown.

    :ivar periods: the period, the one before and the one a year before, in words
    :ivar rows: the first rows, or all; `total` counts all
    :ivar bars: labels and values of the chart, also shown as a table
    """

    kind: Kind
    calculated_on: date | None
    notice: str | None
    figures: list[Compared]
    periods: list[str]
    bars_title: str
    bars: list[tuple[str, Decimal]]
    rows: list[Mapping[str, Any]]
    total: int
    groups: list[Mapping[str, Any]]
    counts: Mapping[str, Any]

    @property
    def chart(self) -> Markup:
        """The chart of the bars."""
        return bar_chart(self.bars_title, self.bars)

    @property
    def rows_title(self) -> str:
        """The heading of the rows."""
        return "Lopende lange verzuimen" if self.kind.slug == "management" else self.kind.title

    @property
    def guidance(self) -> list[tuple[str, str | None]]:
        """The further numbers of the management report."""
        if not self.counts:
            return []
        completed, on_time = self.counts["completed"], self.counts["on_time"]
        share = percent((Decimal(100 * on_time) / completed).quantize(TENTH, ROUND_HALF_UP)) if completed else None
        return [("Lopende ziekmeldingen", str(self.counts["running"])), ("Stappen afgerond", str(completed)),
                ("Waarvan op tijd", share), ("Sancties", str(self.counts["sanctions"])),
                ("Stappen te laat", str(self.counts["late"]))]

    @property
    def table(self) -> list[list[object]]:
        """The file: heads and all rows."""
        return [[column.title for column in self.kind.columns],
                *([column.value(row) for column in self.kind.columns] for row in self.rows)]


def shown(kind: Kind, body: Mapping[str, Any], employees: Mapping[str, str]) -> Shown:
    """An overview from the answer of its service.

    :param employees: names by id, for rows that have none
    """
    series = body.get("series") or ()
    rows: list[Mapping[str, Any]] = [{"employee": employees.get(row.get("employee_id", "")), **row}
                                     for row in body.get("employees") or body["items"]]
    if kind.code == "absence_statistics":
        rows = [_figures_of(one) for one in series]
    counted = kind.code in BARS
    bars = [(_label(one["from"]), Decimal(one["count"] if counted else one["VP"] or 0)) for one in series]
    compared = [body[name] for name in ("total", "before", "year_before")]
    return Shown(
        kind=kind, calculated_on=as_date(body["calculated_on"]), notice=body.get("notice"), rows=rows, bars=bars,
        total=max(body["rows"], len(rows)), figures=_compared(kind, compared),
        periods=[f"{short_day(one['from'])} t/m {short_day(one['to'])}" for one in compared],
        bars_title=BARS.get(kind.code, "Verzuimpercentage per periode"),
        groups=body.get("groups") or [], counts=body.get("counts") or {})


BARS = {"mutation_overview": "Mutaties per maand", "insurer_overview": "Nieuwe ziekmeldingen per maand"}
"""The titles of the charts that count something."""


def _compared(kind: Kind, compared: Sequence[Mapping[str, Any]]) -> list[Compared]:
    """The figures of the three periods; mutations by kind, as far as a period has any."""
    if kind.code == "mutation_overview":
        names = {name for one in compared for name in one["by_kind"]}
        return [Compared(MUTATIONS.get(name, name), number, *(str(one["by_kind"].get(name, 0)) for one in compared))
                for name in sorted(names, key=[*MUTATIONS].index)]
    of = INSURER_COUNTS if kind.code == "insurer_overview" else FIGURES
    return [Compared(title, written, *(one[code] for one in compared)) for code, title, written in of if code in compared[0]]


def _figures_of(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"period": f"{short_day(one['from'])} t/m {short_day(one['to'])}", **{name: one[name] for name in VALUES},
            **one["by_class"]}


def _label(day: str) -> str:
    return format_date(date.fromisoformat(day), "MMM yy", locale=LOCALE)
