"""Recourse in case files, refused where claims refuses it."""
from typing import Any

import pytest

from cli.casefile.reader import read_case
from cli.tests.test_calculate_case_files import calculated, case, fit, sick
from shared.kernel.refusals import Refusal

STEPS = ("SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT", "ACKNOWLEDGED")


def move(to: str, on: str = "2026-04-10", **more: Any) -> dict[str, Any]:
    """A step."""
    return {"on": on, "do": "move_recourse", "to": to} | more


def act(do: str, on: str = "2026-04-10", **more: Any) -> dict[str, Any]:
    """Another act in the file."""
    return {"on": on, "do": do} | more


def refused(*entries: dict[str, Any]) -> list[tuple[int, str]]:
    """The refusals of a case with a liable third party, counted from its first entry after the recovery."""
    line = case(sick("2026-03-02", third_party=True), fit("2026-04-01"), *entries, until="2026-04-30")
    return [(each["entry"] - 2, each["code"]) for each in calculated("benefits", line)["refused"]]


class TestCaseFiles:
    def test_go_through_the_whole_file_without_a_refusal(self) -> None:
        assert refused(*(move(to) for to in STEPS), act("state_damage", net_loss="2000.00"), move("NEGOTIATION"), move("SETTLED"),
                       act("receive_recourse", amount="2000.00"), move("PAID"), move("ALLOCATED"), move("CLOSED")) == []

    @pytest.mark.parametrize(("entries", "codes"), [
        ([move("PAID")], [(0, "recourse.transition_not_allowed")]),
        ([act("receive_recourse", amount="1.00")], [(0, "recourse.not_settled")]),
        ([*(move(to) for to in STEPS), act("state_damage", net_loss="1.00", gross=True), move("DAMAGE_STATEMENT"),
          move("NEGOTIATION")], [(4, "recourse.net_only"), (6, "recourse.not_stated")]),
        ([move("TIME_BARRED")], [(0, "recourse.not_yet_barred")]),
        ([move("WITHDRAWN"), act("interrupt_limitation")], [(1, "recourse.ended")]),
        ([*(move(to) for to in STEPS[:3]), move("PARTLY_ACKNOWLEDGED")], [(3, "recourse.accepted_pct")]),
        ([act("answer_third_party", answer="NO"), move("SCREENING")], [(1, "recourse.not_found")])],
        ids=["out of order", "money too early", "gross wage", "a claim that runs", "an ended file", "no share", "no file"])
    def test_refuse_what_claims_refuses(self, entries: list[dict[str, Any]], codes: list[tuple[int, str]]) -> None:
        assert refused(*entries) == codes

    def test_with_another_status_are_not_read(self) -> None:
        with pytest.raises(Refusal, match="to"):
            read_case(case(sick("2026-03-02"), move("HEALED"), until="2026-04-30"))
