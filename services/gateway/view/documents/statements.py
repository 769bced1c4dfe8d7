"""A written document in the list of a case, and what its form shows."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from shared.documents.dutch import short_day

STATES = {"DRAFT": ("Nog niet ondertekend", "warning"), "ONE_SIDED": ("Eén partij is akkoord", "warning"),
          "COMPLETE": ("Vastgesteld", "success")}
SIGNERS = (("employer_signed_on", "werkgever"), ("employee_signed_on", "werknemer"), ("doctor_signed_on", "bedrijfsarts"))


@dataclass(frozen=True, slots=True)
class Text:
    """A text.

    :ivar signed: who agreed, with the day
    :ivar awaits_visitor: whether the visitor must still sign it
    """

    statement_id: str
    kind: str
    title: str
    state: tuple[str, str]
    signed: tuple[tuple[str, str], ...]
    awaits_visitor: bool
    document_id: str | None

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Build from casework's response."""
        row = body["statement"]
        return cls(row["statement_id"], row["kind"], body["title"], STATES[row["status"]],
                   tuple((who, row[name]) for name, who in SIGNERS if row[name]), body["awaits_reader"], row["document_id"])


def typed_of(sections: Sequence[Mapping[str, Any]], texts: Mapping[str, Any]) -> dict[str, str]:
    """The texts as their form shows them."""
    return {section["name"]: _typed(section["shape"], text) for section in sections if (text := texts.get(section["name"]))}


def _typed(shape: str, text: Any) -> str:
    if shape == "LIST":
        return "\n".join(text)
    return short_day(text) if shape == "DAY" else str(text)
