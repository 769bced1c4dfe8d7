"""The wage sanction of UWV and the gatekeeper guarantee in a case (acceptance.md)."""
from cli.casefile.reader import Entry
from cli.demo.cast import Cast
from cli.demo.guidance.acts import Acts

UNKNOWN = "geen"
"""Path segment for a wage sanction that was refused; the platform then responds 404."""


class Guaranteeing:
    """Plays the acts, and knows the wage sanction of each absence."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._reported: dict[str, str] = {}
        self.acts: Acts = {"report_wage_sanction": self._report, "judge_contract_terms": self._judge,
                     "shorten_wage_sanction": self._shorten}

    def _report(self, entry: Entry, number: str) -> None:
        row = self._cast.contact.post("casework", f"/dossiers/{number}/wage-sanctions", entry.sent)
        self._reported[number] = row["sanction_id"]

    def _judge(self, entry: Entry, number: str) -> None:
        self._cast.staff("casemanager").post("casework", f"{self._path(number)}/judgement", {"met": entry.values["met"]})

    def _shorten(self, entry: Entry, number: str) -> None:
        self._cast.contact.post("casework", f"{self._path(number)}/shortening", entry.sent)

    def _path(self, number: str) -> str:
        return f"/dossiers/{number}/wage-sanctions/{self._reported.get(number, UNKNOWN)}"
