"""Second tracks and placements in a case (acceptance.md)."""
from collections.abc import Callable, Mapping
from typing import Any

from cli.casefile.reader import Entry
from cli.demo.cast import Cast

UNKNOWN = "geen"
"""Path segment for a track that was refused; the platform then responds 404."""


class Tracking:
    """Plays the acts on the latest track of each employee.

    :ivar acts: by kind of entry
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._cases: dict[str, str] = {}
        self._tracks: dict[str, str] = {}
        self.acts: Mapping[str, Callable[[Entry, str], None]] = {
            "start_second_track": self.start, "log_track_contact": self.log_contact,
            "report_track_progress": self.report_progress, "place": self.place, "close_second_track": self.close}

    def start(self, entry: Entry, number: str) -> None:
        """Start a track as the casemanager."""
        body = {"work": entry.sent["work"], "provider": entry.sent.get("provider"), "started_on": entry.on.isoformat()}
        shown = self._cast.staff("casemanager").post("casework", f"/dossiers/{number}/second-tracks", body)
        self._tracks[str(entry.employee)] = shown["tracks"][-1]["track_id"]
        self._cases[str(entry.employee)] = number

    def log_contact(self, entry: Entry, number: str) -> None:
        """Record a contact as the employer."""
        self._cast.contact.post("casework", self._path(entry, number, "contacts"), {"contacted_on": entry.on.isoformat()})

    def report_progress(self, entry: Entry, number: str) -> None:
        """Record a progress report as the casemanager."""
        self._act(entry, number, "progress-reports", {"reported_on": entry.on.isoformat(), **entry.sent})

    def place(self, entry: Entry, number: str) -> None:
        """Record a placement as the casemanager."""
        names = {"from": "start", "to": "end"}
        self._act(entry, number, "placements", {names.get(key, key): value for key, value in entry.sent.items()})

    def close(self, entry: Entry, number: str) -> None:
        """End the track as the casemanager."""
        self._act(entry, number, "closing", {"reason": entry.sent["reason"]})

    def outcomes(self) -> dict[str, list[dict[str, Any]]]:
        """The latest track of each employee."""
        shown = {employee: self._cast.contact.get("casework", f"/dossiers/{number}/second-tracks")["tracks"][-1]
                 for employee, number in self._cases.items()}
        return {"second_track": [{"employee": employee, "status": track["status"], "warnings": track["warnings"],
                                  "reminders": track["reminders"]} for employee, track in shown.items()]}

    def _act(self, entry: Entry, number: str, what: str, body: dict[str, Any]) -> None:
        self._cast.staff("casemanager").post("casework", self._path(entry, number, what), body)

    def _path(self, entry: Entry, number: str, what: str) -> str:
        return f"/dossiers/{number}/second-tracks/{self._tracks.get(str(entry.employee), UNKNOWN)}/{what}"
