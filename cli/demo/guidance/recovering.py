"""Recourse on a liable third party in a case, by Claims (acceptance.md)."""
from cli.casefile.reader import Entry
from cli.demo.cast import Cast
from cli.demo.guidance.acts import Acts


class Recovering:
    """Plays the acts.

    :ivar acts: what plays each kind of entry
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self.acts: Acts = {"move_recourse": self._move, "state_damage": self._state, "receive_recourse": self._receive,
                           "interrupt_limitation": self._interrupt}

    def _move(self, entry: Entry, number: str) -> None:
        self._cast.staff("claims").post("claims", f"/recourse-files/{number}/moves", entry.sent)

    def _state(self, entry: Entry, number: str) -> None:
        sent = entry.sent
        lines = [{"item": "GROSS_WAGE" if sent["gross"] else "NET_WAGE", "amount": sent["net_loss"]},
                 {"item": "REINTEGRATION", "amount": sent["reintegration_costs"]}]
        self._cast.staff("claims").put("claims", f"/recourse-files/{number}/damage-statement",
                        {"lines": lines, "victim_own": sent["victim_own"]})

    def _receive(self, entry: Entry, number: str) -> None:
        self._cast.staff("claims").post("claims", f"/recourse-files/{number}/receipts", {"amount": entry.sent["amount"]})

    def _interrupt(self, entry: Entry, number: str) -> None:
        self._cast.staff("claims").post("claims", f"/recourse-files/{number}/interruptions", {})
