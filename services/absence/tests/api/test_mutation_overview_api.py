"""The mutation overview over HTTP (domain.md §6.5, report 4)."""
from datetime import date
from typing import Any

import pytest

from shared.testing.service import Service

REPORT = ("SICK_REPORTS",)


def mutations(absence: Service, status: int = 200, kind: str = "mutation_overview", **query: str) -> Any:
    """The mutations of March and April 2026."""
    answer = absence.get(f"/v1/overviews/{kind}", rights=REPORT,
                         query_string={"from": "2026-03-01", "to": "2026-04-30"} | query)
    assert answer.status_code == status, answer.text
    return answer.json


@pytest.fixture
def recorded(absence: Service, sick: Any) -> str:
    """Sick since 24 February, reported on Monday 2 March; half recovered from 16 March, and fit on 6 April."""
    number = sick(date(2026, 2, 24))
    for today, body in ((date(2026, 3, 16), {"kind": "PARTIAL", "effective_on": "2026-03-16", "basis": "OWN_WORK_HOURS",
                                            "recovered_pct": "50"}),
                        (date(2026, 4, 6), {"kind": "FULL", "first_fit_day": "2026-04-06"})):
        absence.set_today(today)
        answer = absence.post(f"/v1/absences/{number}/recoveries", body | {"data_checked": True}, rights=REPORT)
        assert answer.status_code == 201, answer.text
    return str(number)


class TestMutationOverview:
    @pytest.mark.requirement("R-147")
    def test_has_every_mutation_with_old_and_new_percentage(self, absence: Service, recorded: str) -> None:
        shown = mutations(absence)

        keys = ("absence_number", "employee", "kind", "effective_on", "old_pct", "new_pct", "late_days", "recorded_by")
        assert [tuple(row[key] for key in keys) for row in shown["items"]] == [
            (recorded, "Anna de Vries", "SICK", "2026-02-24", None, "0", 6, "account-1"),
            (recorded, "Anna de Vries", "PARTIAL", "2026-03-16", "0", "50", None, shown["items"][1]["recorded_by"]),
            (recorded, "Anna de Vries", "RECOVERED", "2026-04-06", "50", "100", None, shown["items"][2]["recorded_by"])]

    def test_chooses_by_the_day_of_recording_or_of_effect(self, absence: Service, recorded: str) -> None:
        february = {"from": "2026-02-01", "to": "2026-02-28"}

        assert mutations(absence, **february)["items"] == []
        assert [row["kind"] for row in mutations(absence, by="effective", **february)["items"]] == ["SICK"]

    @pytest.mark.requirement("R-147", "R-148")
    @pytest.mark.parametrize(("kind", "query", "code"), [
        ("general_overview", {}, "overview.unknown"), ("mutation_overview", {"to": "2026-02-01"}, "period.invalid"),
        ("mutation_overview", {"from": "2020-01-01"}, "period.invalid")])
    def test_refuses_what_it_does_not_know(self, absence: Service, recorded: str, kind: str, query: dict[str, str],
                                           code: str) -> None:
        assert mutations(absence, 422, kind, **query)["code"] == code

    def test_shows_nothing_of_another_employer(self, absence: Service, recorded: str) -> None:
        answer = absence.get("/v1/overviews/mutation_overview?from=2026-03-01&to=2026-04-30", rights=REPORT,
                             employer_id="employer-2")

        assert answer.json["items"] == []

    def test_compares_with_the_period_before_and_the_year_before(self, absence: Service, recorded: str) -> None:
        april = mutations(absence, **{"from": "2026-04-01"})

        assert april["total"] == {"from": "2026-04-01", "to": "2026-04-06", "by_kind": {"RECOVERED": 1}}
        assert april["before"] == {"from": "2026-03-26", "to": "2026-03-31", "by_kind": {}}
        assert april["year_before"] == {"from": "2025-04-01", "to": "2025-04-06", "by_kind": {}}
        whole = mutations(absence)
        assert whole["total"]["by_kind"] == {"PARTIAL": 1, "RECOVERED": 1, "SICK": 1}
        assert whole["series"] == [{"from": "2026-03-01", "count": 2}, {"from": "2026-04-01", "count": 1}]

    def test_counts_the_rows_beyond_a_limit(self, absence: Service, recorded: str) -> None:
        shown = mutations(absence, limit="2")

        assert ([row["kind"] for row in shown["items"]], shown["rows"]) == (["SICK", "PARTIAL"], 3)
        assert shown["items"][1]["old_pct"] == "0"
