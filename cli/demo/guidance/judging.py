"""Team Claims in a case: people approve the months that the rule table puts before them, so that they are paid in time."""
from typing import Any

from cli.demo.cast import Cast

APPROVERS = {"TO_JUDGE": "claims", "SECOND_APPROVAL": "claims2"}
"""Who approves: large amounts need another person."""


class Judging:
    """Approves months as people do who find nothing wrong."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def approve_months(self) -> None:
        """Approve every month of the platform that waits for people."""
        if self._approve("TO_JUDGE"):
            self._approve("SECOND_APPROVAL")

    def _approve(self, tab: str) -> list[dict[str, Any]]:
        """The claims of the tab, of which those with a wage are approved."""
        person = self._cast.staff(APPROVERS[tab])
        waiting = [one["claim"] for one in person.list("claims", "/month-claims", tab=tab)]
        for claim in waiting:
            number = claim["claim_number"]
            if "WAGE_MISSING" not in claim["reasons"]:
                person.post("claims", f"/month-claims/{number}/decisions", {"decision": "APPROVE"},
                            key=f"{number}-{claim['version']}")
        return waiting
