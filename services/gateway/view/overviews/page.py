"""One overview as a page shows it, and as the rows of a file."""
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.dates import format_date
from markupsafe import Markup

from services.gateway.view.formatting import LOCALE, as_date, percent, short_day
from services.gateway.view.overviews.chart import bar_chart
from services.gateway.view.overviews.kinds import Kind

MOST_ROWS = 100
"""Rows on the page; the files have all."""
TENTH = Decimal("0.1")
FIGURES = (("VP", "Verzuimpercentage"), ("MF", "Meldingsfrequentie"), ("GVD", "Gemiddelde duur"), ("NV", "Nulverzuim"))
VALUES = ("VP", "MF", "GVD", "NV", "average_headcount", "sick_fte_days", "available_fte_days")


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure with that of the period before and of the year before."""

    title: str
    is_percentage: bool
    now: str | None
    before: str | None
    year_before: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """An overview as it is shown.

    :ivar periods: the period, the one before and the one a year before, in words
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
                ("Stappen te laat", str(len(self.counts["overdue"])))]

    @property
    def few_rows(self) -> list[Mapping[str, Any]]:
        """The rows that fit on the page."""
        return self.rows[:MOST_ROWS]

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
    bars = [(_label(one["from"]), Decimal(one["VP"] or 0)) for one in series] if series else _months(kind, rows)
    compared = [body[name] for name in ("total", "before", "year_before")] if "total" in body else []
    return Shown(
        kind=kind, calculated_on=as_date(body["calculated_on"]), notice=body.get("notice"), rows=rows, bars=bars,
        figures=[Compared(title, code in ("VP", "NV"), *(one[code] for one in compared)) for code, title in FIGURES if compared],
        periods=[f"{short_day(one['from'])} t/m {short_day(one['to'])}" for one in compared],
        bars_title="Verzuimpercentage per periode" if series else BARS[kind.code],
        groups=body.get("groups") or [], counts=body.get("counts") or {})


BARS = {"mutation_overview": "Mutaties per maand", "insurer_overview": "Ziekmeldingen per maand van de eerste ziektedag"}
DAYS = {"mutation_overview": "recorded_at", "insurer_overview": "first_sick_day"}


def _months(kind: Kind, rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, Decimal]]:
    counted = Counter(str(row[DAYS[kind.code]])[:7] for row in rows)
    return [(_label(f"{month}-01"), Decimal(counted[month])) for month in sorted(counted)]


def _figures_of(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"period": f"{short_day(one['from'])} t/m {short_day(one['to'])}", **{name: one[name] for name in VALUES},
            **one["by_class"]}


def _label(day: str) -> str:
    return format_date(date.fromisoformat(day), "MMM yy", locale=LOCALE)
