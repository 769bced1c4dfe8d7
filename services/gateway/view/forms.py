"""Forms: parse input with the shared field types and collect Dutch error messages."""
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from services.gateway.clients.service import ServiceRefused
from services.gateway.view.seen import SHOWN, STALE, VERSION, Facts, read, sentence_of_changes, written
from shared.fields.dates import DateRule
from shared.fields.invalid import InvalidInput
from shared.fields.numbers import DecimalRule
from shared.fields.written import read_date, read_number
from shared.observability.refused_texts import count_medical

Value = TypeVar("Value")

UNKNOWN_FIELD = ""
LONGEST_VERSION = 10
YES, NO = "ja", "nee"


class Form:
    """The input of a form with its errors and parsed values.

    `typed` is the unchanged input, shown again if there are errors.
    """

    def __init__(self, typed: Mapping[str, str]) -> None:
        self.typed = {name: value.strip() for name, value in typed.items()}
        self.errors: dict[str, str] = {}
        self._is_stale = False

    def __getitem__(self, name: str) -> str:
        return self.typed.get(name, "")

    @property
    def is_good(self) -> bool:
        """Whether there are no errors."""
        return not self.errors

    @property
    def version(self) -> int | None:
        """The version of what the form changes, as the page showed it."""
        digits = self[VERSION]
        return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < LONGEST_VERSION else None

    def shows(self, version: int | None, facts: Facts) -> None:
        """Carry the version and the facts that the page shows; after a stale refusal, say which facts changed."""
        if self._is_stale:
            self.errors[UNKNOWN_FIELD] = sentence_of_changes(read(self[SHOWN]), facts)
        if version is not None and (self._is_stale or not self[VERSION]):
            self.typed |= {VERSION: str(version), SHOWN: written(facts)}

    def text(self, name: str, parse: Callable[[object], str], missing: str | None = None) -> str:
        """Parse a text field; empty if there is no input or it is invalid.

        :param missing: error message of a mandatory field; None for an optional one
        """
        return self._parsed(name, missing, parse) or ""

    def choice(self, name: str, allowed: Iterable[str], missing: str) -> str:
        """Parse a choice among the allowed values."""
        value = self[name]
        if value not in set(allowed):
            self.errors[name] = missing
        return value

    def answer(self, name: str) -> bool:
        """Parse yes or no; a missing answer is no, other values are errors."""
        return self.choice(name, ("", YES, NO), "Kies ja of nee.") == YES

    def date(self, name: str, rule: DateRule, missing: str | None = None, *, today: date) -> date | None:
        """Parse a date within the bounds of a rule."""
        return self._parsed(name, missing, lambda text: rule.check(read_date(text, latest=rule.latest(today)), today=today))

    def number(self, name: str, rule: DecimalRule, missing: str | None = None) -> Decimal | None:
        """Parse an amount, a number of hours or a percentage within its bounds."""
        return self._parsed(name, missing, lambda text: rule.check(read_number(text)))

    def refuse(self, name: str, message: str) -> None:
        """Record an error of a field."""
        self.errors.setdefault(name, message)

    def take_over(self, refusal: ServiceRefused, names: Mapping[str, str]) -> None:
        """Record a service's errors at the fields they concern; `names` maps the service's field names to the form's."""
        self._is_stale = refusal.code in STALE
        for problem in refusal.errors:
            known = names.get(problem.field, problem.field)
            self.refuse(known if known in names.values() else UNKNOWN_FIELD, problem.message)
        if not self.errors:
            self.errors[UNKNOWN_FIELD] = refusal.detail or "Dit kunnen wij zo niet verwerken. Controleer wat u heeft ingevuld."

    def _parsed(self, name: str, missing: str | None, parse: Callable[[str], Value]) -> Value | None:
        if not self[name]:
            if missing:
                self.errors[name] = missing
            return None
        try:
            return parse(self[name])
        except InvalidInput as refusal:
            count_medical(refusal)
            self.errors[name] = refusal.message
            return None
