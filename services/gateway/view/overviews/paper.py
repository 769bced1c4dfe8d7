"""An overview as a document: the figures, comparisons, definitions and rows of its page."""
from collections.abc import Mapping
from typing import Any

from services.gateway.view.formatting import NOTHING, day, number, short_day
from services.gateway.view.overviews.chart import bar_chart, said
from services.gateway.view.overviews.kinds import DEFINITIONS, HIDDEN_GROUP
from services.gateway.view.overviews.page import FIGURES, Shown
from shared.documents.blocks import Block, Chart, Document, Facts, Heading, Note, Paragraph, Table

MOST_ROWS = 200
"""Rows in the document; the other files have all."""
MOST_OVERDUE = 20


def on_paper(overview: Shown, *, employer: str | None, period: str) -> Document:
    """The document of an overview.

    :param employer: whose figures they are; None for staff
    """
    made_on = overview.calculated_on
    assert made_on is not None  # each service answers with it
    about = [("Werkgever", employer)] if employer else []
    about += [("Periode", period), ("Berekend op", day(made_on)), ("Inhoud", overview.kind.about)]
    return Document(title=overview.kind.title, about=Facts(about), made_on=made_on, is_wide=True, blocks=[
        *([Note(overview.notice)] if overview.notice else []),
        *_figures(overview), *_bars(overview), *_guidance(overview), *_groups(overview), *_rows(overview),
        Heading("Wat betekenen deze cijfers?"), Facts(DEFINITIONS)])


def _figures(overview: Shown) -> list[Block]:
    if not overview.figures:
        return []
    now, before, year_before = overview.periods
    heads = ["Cijfer", now, f"Ervoor: {before}", f"Jaar eerder: {year_before}"]
    rows = [[each.title, *(each.shown(value) for value in (each.now, each.before, each.year_before))]
            for each in overview.figures]
    return [Heading("Kerncijfers"), Table("Kerncijfers van de periode, de periode ervoor en een jaar eerder", heads, rows,
                                          [1, 2, 3])]


def _bars(overview: Shown) -> list[Block]:
    if not overview.bars:
        return []
    title = overview.bars_title
    return [Heading(title), Chart(bar_chart(title, overview.bars, for_paper=True), f"{title}: {said(overview.bars)}"),
            Table(f"{title}, dezelfde cijfers", ["Periode", "Cijfer"],
                  [[label, number(value)] for label, value in overview.bars], [1])]


def _guidance(overview: Shown) -> list[Block]:
    if not overview.guidance:
        return []
    overdue = overview.counts["overdue"][:MOST_OVERDUE]
    late = ", ".join(f"{step['absence_number']} ({short_day(step['due_on'])})" for step in overdue)
    return [Heading("Begeleiding"), Facts([(term, value or NOTHING) for term, value in overview.guidance]),
            *([Paragraph(f"Te laat: {late}")] if late else [])]


def _groups(overview: Shown) -> list[Block]:
    if not overview.groups:
        return []
    heads = ["Afdeling", "Werknemers", *(title for _, title, _ in FIGURES)]
    return [Heading("Per afdeling"), Table("Cijfers per afdeling", heads, [_group(each) for each in overview.groups],
                                           range(1, len(heads))),
            *([Paragraph(f"{NOTHING} {HIDDEN_GROUP}")] if any(each["figures"] is None for each in overview.groups) else [])]


def _group(group: Mapping[str, Any]) -> list[str]:
    figures = group["figures"]
    shown = [NOTHING] * len(FIGURES) if figures is None else [
        written(figures[code]) for code, _, written in FIGURES]
    return [group["name"], str(group["size"]), *shown]


def _rows(overview: Shown) -> list[Block]:
    columns, rows = overview.kind.columns, overview.rows
    if not rows:
        return [Heading(overview.rows_title), Paragraph("Er is in deze periode niets om te tonen.")]
    rest = [Paragraph(f"Dit zijn {len(rows)} van {overview.total} regels. In het CSV- en het Excelbestand staan ze "
                      "allemaal.")] if len(rows) < overview.total else []
    return [Heading(overview.rows_title), Table(
        f"{overview.rows_title}, de regels", [column.title for column in columns],
        [[column.text(row) for column in columns] for row in rows],
        [at for at, column in enumerate(columns) if column.is_number]), *rest]
