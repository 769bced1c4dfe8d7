"""Requests for legal aid in case files, calculated as the platform decides."""
from typing import Any

import pytest

from cli.casefile.reader import read_case
from cli.tests.test_calculate_case_files import calculated, case, sick
from shared.kernel.refusals import Refusal


def ask(key: str, on: str = "2026-05-11", **more: Any) -> dict[str, Any]:
    """An entry in which the employer requests legal aid."""
    return {"on": on, "do": "request_legal_aid", "key": key, "kind": "UWV_CONFLICT"} | more


class TestCaseFiles:
    def test_refuse_requests_without_a_policy_or_with_costs_that_are_not_accepted(self) -> None:
        line = case(ask("l0", "2019-12-31"), sick("2026-03-02"), ask("l1"), ask("l2"), ask("l3", accepts_costs=True),
                    until="2026-05-31")

        assert [(each["entry"], each["code"]) for each in calculated("benefits", line)["refused"]] == [
            (0, "policy.not_in_force"), (3, "legal_aid.costs_not_accepted")]

    def test_with_another_kind_are_not_read(self) -> None:
        with pytest.raises(Refusal, match="kind"):
            read_case(case(ask("l1", kind="NEIGHBOUR_CONFLICT"), until="2026-05-31"))
