"""The management report with indicators: titles and definitions, and the report as page, file and document (features N3)."""
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

from services.gateway.view.formatting import NOTHING, as_date, day, euros, number, percent, short_day
from shared.documents.blocks import Document, Facts, Heading, Note, Table

CLASSES = {"short": "1 t/m 7 dagen", "medium": "8 t/m 42 dagen", "long": "43 t/m 365 dagen", "extra_long": "meer dan 365 dagen"}
STEPS = {"problem_analyses": "Probleemanalyses", "action_plans": "Plannen van aanpak", "week_42_reports": "42e-weeksmeldingen",
         "first_year_evaluations": "Eerstejaarsevaluaties", "reintegration_reports": "Re-integratieverslagen"}
WRITTEN: Mapping[str, Callable[[Any], str]] = {"count": number, "number": number, "pct": percent, "euros": euros}
HIDDEN = "Bij minder dan tien werknemers tonen wij de soorten interventies niet."


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator.

    :ivar what: its definition
    """

    name: str
    title: str
    unit: str
    what: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator with its value.

    :ivar value: the number in a file; None if it is hidden or has no denominator
    """

    title: str
    text: str
    value: Decimal | None
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """The report as it is shown."""

    about: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Shown, ...]], ...]
    calculated_on: Any

    @property
    def table(self) -> list[list[object]]:
        """The file: heads and all rows."""
        rows: list[list[object]] = [["Groep", "Cijfer", "Waarde", "Betekenis"]]
        for group, own in self.groups:
            rows += [[group, row.title, "" if row.value is None else row.value, row.what] for row in own]
        return rows

    @property
    def document(self) -> Document:
        """The report on paper."""
        parts = [part for group, rows in self.groups for part in (Heading(group), Table(
            group, ["Cijfer", "Waarde", "Betekenis"], [[row.title, row.text, row.what] for row in rows], [1]))]
        return Document(title="Managementrapport", about=Facts(self.about), made_on=self.calculated_on, is_wide=True,
                        blocks=[*map(Note, self.notes), *parts])


def report_of(body: Mapping[str, Any]) -> Report:
    """Build from casework's response."""
    period = f"{short_day(body['from'])} t/m {short_day(body['to'])}"
    calculated_on = as_date(body["calculated_on"])
    whose = body["company_name"] or "Alle werkgevers die Perspectief begeleidt"
    groups = tuple((title, tuple(_shown(row, body["values"]) for row in rows)) for title, rows in GROUPS)
    notes = tuple(note for note in (body["notice"], HIDDEN if body["is_small"] else None) if note)
    return Report((("Van", whose), ("Periode", period), ("Berekend op", day(calculated_on))), notes, groups, calculated_on)


def _shown(row: Row, values: Mapping[str, str | None]) -> Shown:
    value = values[row.name]
    text = NOTHING if value is None else WRITTEN[row.unit](value)
    return Shown(row.title, text, None if value is None else Decimal(value), row.what)


def _read() -> Iterator[tuple[str, tuple[Row, ...]]]:
    written = tomllib.loads(files(__package__).joinpath("indicators.toml").read_text(encoding="utf-8"))
    for group in written["group"]:
        own = [Row(row["name"], row["title"], row.get("unit", "count"), row["what"]) for row in group.get("row", ())]
        made = [*(_of_classes() if group.get("classes") else ()), *(_of_steps() if group.get("steps") else ())]
        yield group["title"], (*made, *own)


def _of_classes() -> Iterator[Row]:
    for name, words in CLASSES.items():
        yield Row(f"absence_pct_{name}", f"Verzuimpercentage, {words}", "pct",
                  "Naar de lengte van de melding tot het eind van de periode.")
        yield Row(f"reports_{name}", f"Meldingen, {words}", "count", "Meldingen uit de periode van deze lengte.")
        yield Row(f"sick_days_{name}", f"Verzuimdagen, {words}", "count",
                  "Kalenderdagen in de periode, bij meldingen van deze lengte.")


def _of_steps() -> Iterator[Row]:
    for name, words in STEPS.items():
        yield Row(name, f"{words}, gedaan", "count", "In de periode gedaan.")
        yield Row(f"{name}_due", f"{words}, verplicht", "count",
                  "Met de uiterste dag in de periode; vervallen stappen tellen niet mee.")
        yield Row(f"{name}_on_time_pct", f"{words}, op tijd", "pct",
                  "Deel van de verplichte dat op of voor de uiterste dag is gedaan.")


GROUPS = tuple(_read())
"""The groups with their rows, in order."""
