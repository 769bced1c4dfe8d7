"""Notices to VRA in a case: raised and closed by the casemanager, answered by VRA (acceptance.md)."""
from typing import Any

from cli.casefile.reader import Entry
from cli.demo.cast import Cast
from cli.demo.guidance.acts import Acts

UNKNOWN = "geen"
"""Path segment for a notice that was refused; the platform then responds 404."""
QUESTION = "Wat is het advies van VRA?"
ANSWER = "VRA stemt in met de aanpak."


class Consulting:
    """Plays the acts, and knows notices by the key of the case, each with its absence.

    :ivar acts: what plays each kind of entry
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._notices: dict[str, tuple[str, str]] = {}
        self.acts: Acts = {"raise_vra_notice": self.notify, "answer_vra_notice": self.answer, "close_vra_notice": self.close}

    def notify(self, entry: Entry, number: str) -> None:
        """Inform or consult VRA."""
        body = {"kind": entry.sent["kind"], "mode": entry.sent["mode"], "question": QUESTION}
        row = self._cast.staff("casemanager").post("casework", f"/dossiers/{number}/vra-notices", body)
        self._notices[entry.values["key"]] = number, row["notice_id"]

    def answer(self, entry: Entry, number: str) -> None:
        """Answer for VRA."""
        self._cast.staff("vra").post("casework", self._path(entry, number, "answer"), {"text": ANSWER})

    def close(self, entry: Entry, number: str) -> None:
        """Close the notice."""
        self._cast.staff("casemanager").post("casework", self._path(entry, number, "closing"), {})

    def _path(self, entry: Entry, number: str, what: str) -> str:
        number, notice_id = self._notices.get(entry.values["of"], (number, UNKNOWN))
        return f"/dossiers/{number}/vra-notices/{notice_id}/{what}"

    def outcomes(self, numbers: list[str]) -> list[dict[str, Any]]:
        """All notices of these absences, oldest first."""
        keys = {notice_id: key for key, (_, notice_id) in self._notices.items()}
        cases = [self._cast.contact.get("casework", f"/dossiers/{number}/vra") for number in numbers]
        rows = {row["notice_id"]: row for case in cases for row in case["notices"]}
        return [{"key": keys.get(row["notice_id"]), "kind": row["kind"], "mode": row["mode"], "status": row["status"]}
                for row in sorted(rows.values(), key=lambda row: str(row["notice_id"]))]
