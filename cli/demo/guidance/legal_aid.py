"""Requests for legal aid in a case, made by the employer (acceptance.md)."""
from typing import Any

from cli.casefile.reader import Entry
from cli.demo.cast import Cast
from cli.demo.guidance.acts import NO_ABSENCE, Acts


class RequestingLegalAid:
    """Makes the requests, and knows them by the key of the case.

    :ivar acts: what plays each kind of entry
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._made: dict[str, str] = {}
        self.acts: Acts = {"request_legal_aid": self._request}

    def _request(self, entry: Entry, absence_number: str) -> None:
        """Request legal aid, about the absence of the employee whom the entry names, if there is one."""
        body = {"kind": entry.sent["kind"], "costs_accepted": entry.values["accepts_costs"],
                "absence_number": None if absence_number == NO_ABSENCE else absence_number}
        row = self._cast.contact.post("claims", "/legal-aid-requests", body)
        self._made[row["request_number"]] = entry.values["key"]

    def outcomes(self) -> dict[str, list[dict[str, Any]]]:
        """The requests in the order in which they were made."""
        rows = [row["request"] for row in self._cast.contact.list("claims", "/legal-aid-requests")]
        return {"legal_aid": [{"key": self._made[row["request_number"]], "kind": row["kind"], "status": row["status"],
                               "free_of_charge": row["free_of_charge"]}
                              for row in reversed(rows) if row["request_number"] in self._made]}
