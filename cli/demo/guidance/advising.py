"""Advices in a case: given by Perspectief, answered by the employer (acceptance.md)."""
import re
from typing import Any

from cli.casefile.reader import Entry
from cli.demo.cast import Cast
from cli.demo.guidance.acts import Acts

NO_ADVICE = "geen"
"""Path segment for an advice that was refused; the platform then responds 404."""
LONGEST_CODE = 40


class Advising:
    """Gives and answers advices, and knows them by the key of the case.

    :ivar acts: what plays each kind of entry
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._given: dict[str, tuple[str, str]] = {}
        self.acts: Acts = {"give_advice": self.give, "answer_advice": self.answer}

    def give(self, entry: Entry, absence_number: str) -> None:
        """Give an advice in the role that the entry names."""
        body = {"kind": entry.sent["kind"], "due_on": entry.sent["due_on"]}
        advice = self._cast.holder_of(entry.values["by"]).post("casework", f"/dossiers/{absence_number}/advices", body)
        self._given[entry.values["key"]] = absence_number, advice["advice_id"]

    def answer(self, entry: Entry, absence_number: str) -> None:
        """Answer an advice as the employer; the reason becomes a code."""
        number, advice_id = self._given.get(entry.values["of"], (absence_number, NO_ADVICE))
        body = {"outcome": entry.sent["outcome"], "reason_code": as_code(entry.values["reason"] or "") or None}
        self._cast.contact.post("casework", f"/dossiers/{number}/advices/{advice_id}/outcome", body)

    def find(self, key: str | None) -> str | None:
        """The id of an advice by its key, None without a key."""
        return None if key is None else self._given.get(key, ("", NO_ADVICE))[1]

    def outcomes(self) -> list[dict[str, Any]]:
        """The key and the status of each advice, in the order in which they were given."""
        dossiers = {number: self._cast.contact.get("casework", f"/dossiers/{number}") for number, _ in self._given.values()}
        return [{"key": key, "status": row["outcome"]} for key, (number, advice_id) in self._given.items()
                for row in dossiers[number]["advices"] if row["advice_id"] == advice_id]


def as_code(reason: str) -> str:
    """A reason of a case as a code of the platform."""
    return "_".join(re.findall("[A-Z0-9]+", reason.upper()))[:LONGEST_CODE]
