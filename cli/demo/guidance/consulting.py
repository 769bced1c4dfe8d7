"""Notices to VRA in a case with the answers, and questions of VRA (acceptance.md)."""
from typing import Any

from cli.casefile.reader import Entry
from cli.demo.cast import VRA, Cast
from cli.demo.guidance.acts import Acts

UNKNOWN = "geen"
"""Path segment for a notice that was refused; the platform then responds 404."""
QUESTION = "Wat is het advies van VRA?"
ANSWER = "VRA stemt in met de aanpak."
REQUEST = "Hoe ver is de re-integratie?"
INFORMATION = "De re-integratie loopt volgens het plan van aanpak."
ANSWERERS = {"EMPLOYER": "employer", "CASEMANAGER": "casemanager", "ARBO_SERVICE": "absence_consultant"}
"""Who answers for each addressee."""


class Consulting:
    """Plays the acts, and knows notices and questions by the key of the case, each with its absence.

    :ivar acts: what plays each kind of entry
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._notices: dict[str, tuple[str, str]] = {}
        self._requests: dict[str, tuple[str, str, str]] = {}
        self.acts: Acts = {"raise_vra_notice": self.notify, "answer_vra_notice": self.answer, "close_vra_notice": self.close,
                           "ask_information": self.ask, "answer_information": self.inform}

    def notify(self, entry: Entry, number: str) -> None:
        """Inform or consult VRA."""
        body = {"kind": entry.sent["kind"], "mode": entry.sent["mode"], "question": QUESTION}
        row = self._cast.staff("casemanager").post("casework", f"/dossiers/{number}/vra-notices", body)
        self._notices[entry.values["key"]] = number, row["notice_id"]

    def answer(self, entry: Entry, number: str) -> None:
        """Answer for VRA."""
        self._cast.decider_in(VRA, number).post("casework", self._path(entry, number, "answer"), {"text": ANSWER})

    def close(self, entry: Entry, number: str) -> None:
        """Close the notice."""
        self._cast.staff("casemanager").post("casework", self._path(entry, number, "closing"), {})

    def ask(self, entry: Entry, number: str) -> None:
        """Ask for VRA."""
        body = {"addressee": entry.sent["addressee"], "due_on": entry.sent["due_on"], "topic": "OTHER", "question": REQUEST}
        row = self._cast.decider_in(VRA, number).post("casework", f"/dossiers/{number}/information-requests", body)
        self._requests[entry.values["key"]] = number, row["request_id"], ANSWERERS[entry.sent["addressee"]]

    def inform(self, entry: Entry, number: str) -> None:
        """Answer as the addressee."""
        number, request_id, holder = self._requests.get(entry.values["of"], (number, UNKNOWN, "casemanager"))
        self._cast.holder_of(holder).post("casework", f"/dossiers/{number}/information-requests/{request_id}/answer",
                                          {"text": INFORMATION})

    def _path(self, entry: Entry, number: str, what: str) -> str:
        number, notice_id = self._notices.get(entry.values["of"], (number, UNKNOWN))
        return f"/dossiers/{number}/vra-notices/{notice_id}/{what}"

    def outcomes(self, numbers: list[str]) -> dict[str, list[dict[str, Any]]]:
        """All notices of these absences, oldest first, and the questions that were asked in the case."""
        keys = {notice_id: key for key, (_, notice_id) in self._notices.items()}
        cases = [self._cast.contact.get("casework", f"/dossiers/{number}/vra") for number in numbers]
        rows = {row["notice_id"]: row for case in cases for row in case["notices"]}
        asked = {row["request_id"]: row for case in cases for row in case["requests"]}
        notices = [{"key": keys.get(row["notice_id"]), "kind": row["kind"], "mode": row["mode"], "status": row["status"]}
                for row in sorted(rows.values(), key=lambda row: str(row["notice_id"]))]
        information = [{"key": key, "addressee": asked[known]["addressee"], "status": asked[known]["status"]}
                       for key, (_, known, _) in self._requests.items()]
        return {"notices": notices, "information": information}
