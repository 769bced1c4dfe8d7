"""Strict reader of JSON input: reports all missing, unknown and wrongly typed keys together, by path."""
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any, Final

from shared.fields.dates import DateRule
from shared.fields.invalid import InvalidInput
from shared.kernel.refusals import Refusal, RuleViolated, Several

Reader = Callable[[Any, str], Any]

REQUIRED: Final = object()
EUROS = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")
NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")
DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
LONGEST_TEXT = 1_000


class WrongKey(RuleViolated):
    """A key is missing, unknown or has an invalid value; the message is English, except the Dutch one of a platform field."""


@dataclass(frozen=True, slots=True)
class Key:
    """The reader of a key's value, and its default; a key without a default is mandatory.

    :ivar days: bounds of a date, which `check_days` compares with the day on which it is recorded
    """

    read: Reader
    default: Any = REQUIRED
    days: DateRule | None = None


def read_record(value: Any, path: str, shape: Mapping[str, Key]) -> dict[str, Any]:
    """The values of an object, by key.

    :param path: path of the object, as ``policy`` or ``segments[0]``; empty for the whole input
    :raises Several: naming every invalid key
    """
    if type(value) is not dict:
        raise _wrong(path, "object", "expected an object.")
    read: dict[str, Any] = {}
    refusals: list[Refusal] = []
    for name, key in shape.items():
        if name in value:
            _collect(refusals, read, name, key.read, value[name], _join(path, name))
        elif key.default is REQUIRED:
            refusals.append(_wrong(_join(path, name), "required", "this key is missing."))
        else:
            read[name] = key.default
    if not value.keys() <= shape.keys():
        unknown = [name for name in value if name not in shape]
        refusals += [_wrong(_join(path, name), "unknown", "unknown key.") for name in unknown]
    if refusals:
        raise Several(refusals)
    return read


def check_days(values: Mapping[str, Any], path: str, shape: Mapping[str, Key], *, today: date) -> None:
    """Refuse dates that the platform would not take on that day.

    :raises WrongKey: naming the first one that lies out of bounds
    """
    for name, key in shape.items():
        if key.days is not None and values.get(name) is not None:
            taken(partial(key.days.check, today=today), values[name], _join(path, name))


def field(parse: Callable[[Any], Any]) -> Reader:
    """Return a reader that uses the parser of a platform field (`shared.fields`)."""
    return lambda value, path: taken(parse, value, path)


def taken(parse: Callable[[Any], Any], value: Any, path: str) -> Any:
    """Return a value as the parser of a platform field reads it.

    :raises WrongKey: with the code and the Dutch message of the field
    """
    try:
        return parse(value)
    except InvalidInput as refusal:
        raise WrongKey(refusal.code, f"{path}: {refusal.message}", field=path) from None


def record(shape: Mapping[str, Key]) -> Reader:
    """A reader of objects with this shape."""
    return lambda value, path: read_record(value, path, shape)


def list_of(reader: Reader) -> Reader:
    """A reader of lists whose items all have the same reader."""
    def read(value: Any, path: str) -> list[Any]:
        if type(value) is not list:
            raise _wrong(path, "list", "expected a list.")
        items: dict[str, Any] = {}
        refusals: list[Refusal] = []
        for at, item in enumerate(value):
            _collect(refusals, items, str(at), reader, item, f"{path}[{at}]")
        if refusals:
            raise Several(refusals)
        return list(items.values())
    return read


def nullable(reader: Reader) -> Reader:
    """A reader that also accepts null, as None."""
    return lambda value, path: None if value is None else reader(value, path)


def text(value: Any, path: str) -> str:
    """A text of at most a thousand characters."""
    if type(value) is not str or len(value) > LONGEST_TEXT:
        raise _wrong(path, "text", f"expected a text of at most {LONGEST_TEXT} characters.")
    return value


def name_of(longest: int) -> Reader:
    """A reader of printable names without surrounding spaces."""
    def read(value: Any, path: str) -> str:
        if type(value) is not str or not 0 < len(value) <= longest or not value.isprintable() or value != value.strip():
            raise _wrong(path, "name", f"expected a name of 1 to {longest} characters without surrounding spaces.")
        return value
    return read


def flag(value: Any, path: str) -> bool:
    """A JSON boolean; other values are refused."""
    if type(value) is not bool:
        raise _wrong(path, "boolean", "expected true or false.")
    return value


def day(value: Any, path: str) -> date:
    """A calendar date as 2026-03-02, from 1900 to 2199, so that terms stay within the range of `date`."""
    if type(value) is str and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _wrong(path, "date", "expected an existing date as yyyy-mm-dd, from 1900 to 2199.")


def euros(value: Any, path: str) -> Decimal:
    """Zero or more euros from a decimal string with at most two digits after the point."""
    if type(value) is not str or not EUROS.fullmatch(value):
        raise _wrong(path, "amount", 'expected an amount as text, such as "1920.00".')
    if value.startswith("-"):
        raise _wrong(path, "negative", "the amount cannot be negative.")
    return Decimal(value)


def percentage(value: Any, path: str) -> Decimal:
    """0 to 100 from a decimal string with at most four digits after the point."""
    if type(value) is str and NUMBER.fullmatch(value) and Decimal(value) <= 100 and Decimal(value) == round(Decimal(value), 4):
        return Decimal(value)
    raise _wrong(path, "percentage", 'expected a percentage from 0 to 100 as text, such as "62.5".')


def number(value: Any, path: str) -> Decimal:
    """Zero or more, from a decimal string or a JSON number (read as a Decimal)."""
    if type(value) in (int, Decimal) and NUMBER.fullmatch(str(value)):
        return Decimal(value)
    if type(value) is str and NUMBER.fullmatch(value):
        return Decimal(value)
    raise _wrong(path, "number", "expected a number of zero or more.")


def whole(lowest: int, highest: int) -> Reader:
    """A reader of integers within bounds."""
    def read(value: Any, path: str) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            raise _wrong(path, "integer", f"expected an integer from {lowest} to {highest}.")
        return value
    return read


def one_of(choices: type[StrEnum]) -> Reader:
    """A reader of the codes of an enumeration."""
    def read(value: Any, path: str) -> StrEnum:
        if type(value) is str:
            try:
                return choices(value)
            except ValueError:
                pass
        raise _wrong(path, "choice", f"choose from {', '.join(choices)}.")
    return read


def word_of(*choices: str | int) -> Reader:
    """A reader of a fixed list of words or numbers."""
    def read(value: Any, path: str) -> str | int:
        if type(value) in (str, int) and value in choices:
            return value  # type: ignore[no-any-return]
        raise _wrong(path, "choice", f"choose from {', '.join(map(str, choices))}.")
    return read


def _collect(refusals: list[Refusal], into: dict[str, Any], name: str, read: Reader, value: Any, path: str) -> None:
    try:
        into[name] = read(value, path)
    except Several as several:
        refusals.extend(several.refusals)
    except Refusal as refusal:
        refusals.append(refusal)


def _wrong(path: str, kind: str, sentence: str) -> WrongKey:
    return WrongKey(f"input.{kind}", f"{path or 'the line'}: {sentence}", field=path)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
