"""Reading what people type: dates, amounts and choices, with a Dutch sentence for each that cannot be read."""
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from services.gateway.clients.service import FieldProblem

Value = TypeVar("Value")

DUTCH_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
DUTCH_AMOUNT = re.compile(r"\d{1,3}(\.\d{3})*(,\d{1,2})?|\d+([,.]\d{1,2})?")
UNKNOWN_FIELD = ""


class NotReadable(ValueError):
    """What was typed cannot be read; the message says what to do."""


def parse_date(text: str) -> date:
    """A date as people type it, 2-3-2026 or 02/03/26, or as machines do, 2026-03-02.

    :raises NotReadable: for anything else
    """
    match = DUTCH_DATE.fullmatch(text)
    try:
        if match is None:
            return date.fromisoformat(text)
        day, month, year = (int(part) for part in match.groups())
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        raise NotReadable("Vul een datum in als dd-mm-jjjj, bijvoorbeeld 02-03-2026.") from None


def parse_amount(text: str) -> Decimal:
    """An amount or number as people type it: 1.920,00 or 1920 or € 1920,50.

    :raises NotReadable: for anything else
    """
    text = text.replace("€", "").replace("%", "").replace("\u00a0", "").replace(" ", "")
    if not DUTCH_AMOUNT.fullmatch(text):
        raise NotReadable("Vul een bedrag of getal in, bijvoorbeeld 38.500,00.")
    is_thousands = "," in text or re.fullmatch(r"\d{1,3}(\.\d{3})+", text)
    try:
        return Decimal(text.replace(".", "").replace(",", ".") if is_thousands else text)
    except InvalidOperation:
        raise NotReadable("Vul een bedrag of getal in, bijvoorbeeld 38.500,00.") from None


class Form:
    """What was typed, what is wrong with it, and what it means.

    Nothing typed is lost: `typed` goes back to the page as it was.
    """

    def __init__(self, typed: Mapping[str, str]) -> None:
        self.typed = {name: value.strip() for name, value in typed.items()}
        self.errors: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        return self.typed.get(name, "")

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong as far as can be seen here."""
        return not self.errors

    def text(self, name: str, missing: str | None = None, *, longest: int = 80) -> str:
        """A text; `missing` is what is said if it must be there and is not."""
        value = self[name]
        if not value and missing:
            self.errors[name] = missing
        elif len(value) > longest:
            self.errors[name] = f"Gebruik hoogstens {longest} tekens."
        return value

    def choice(self, name: str, allowed: Iterable[str], missing: str) -> str:
        """One of the allowed values."""
        value = self[name]
        if value not in set(allowed):
            self.errors[name] = missing
        return value

    def date(self, name: str, missing: str | None = None) -> date | None:
        """A date."""
        return self._parsed(name, missing, parse_date)

    def amount(self, name: str, missing: str | None = None) -> Decimal | None:
        """An amount, a number of hours or a percentage."""
        return self._parsed(name, missing, parse_amount)

    def refuse(self, name: str, message: str) -> None:
        """Note what is wrong with a field."""
        self.errors.setdefault(name, message)

    def take_over(self, problems: Iterable[FieldProblem], detail: str | None, names: Mapping[str, str]) -> None:
        """Show what a service says at the fields it concerns; `names` gives the form's name of its fields."""
        for problem in problems:
            known = names.get(problem.field, problem.field)
            self.refuse(known if known in names.values() else UNKNOWN_FIELD, problem.message)
        if not self.errors:
            self.errors[UNKNOWN_FIELD] = detail or "Dit kunnen wij zo niet verwerken. Controleer wat u heeft ingevuld."

    def _parsed(self, name: str, missing: str | None, parse: Callable[[str], Value]) -> Value | None:
        if not self[name]:
            if missing:
                self.errors[name] = missing
            return None
        try:
            return parse(self[name])
        except NotReadable as problem:
            self.errors[name] = str(problem)
            return None
