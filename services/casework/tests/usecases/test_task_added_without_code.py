"""A task that is added to the protocol's file: in plans, with due date, author, reminders and explanation (C4)."""
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.casework.domain.plan.protocol import FILE
from services.casework.tests.api.test_dossiers_api import REPORT, complete, step
from services.casework.tests.domain.plan.test_protocol import TASK
from services.casework.tests.protocols import use_protocol
from services.casework.tests.usecases.test_reminders_of_steps import about, mails_on
from shared.events.mail import Occasion
from shared.testing.service import Service

EXPERT = "expert-1"
DUE_ON = date(2026, 4, 24)
"""Ten working days after the problem analysis, D(42) on 12 April."""
SHOWN = ("title", "due_on", "responsible", "status", "source", "rule", "article", "count")


@pytest.fixture
def added(casework: Service, story: Any, sick: str, tmp_path: Path) -> Iterator[str]:
    """A case that was open before the task was added, after the next run of the jobs."""
    story.staff(EXPERT, "labour_expert")
    body = {"role": "labour_expert", "account_id": EXPERT, "valid_from": "2026-03-02"}
    casework.post("/v1/employers/employer-1/staffing", body, roles=("casemanager",))
    with use_protocol(tmp_path, FILE.read_text() + TASK):
        casework.run_jobs(date(2026, 3, 2))
        yield sick


class TestAddedTask:
    @pytest.mark.requirement("R-024")
    def test_is_in_the_plan_of_an_open_case_with_its_explanation(self, casework: Service, added: str) -> None:
        shown = step(casework, added, "WORKPLACE_VISIT")

        assert {name: shown[name] for name in SHOWN} == {
            "title": "Werkplekbezoek", "due_on": DUE_ON.isoformat(), "responsible": "labour_expert", "status": "PLANNED",
            "source": "De arbeidsdeskundige bekijkt de werkplek.", "rule": "Eigen taak", "article": "Afspraak met de werkgever",
            "count": "10 werkdagen na de stap Probleemanalyse"}

    def test_is_in_the_caseload_and_found_by_its_title(self, casework: Service, added: str) -> None:
        found = casework.get("/v1/activities?activity=werkplek", rights=REPORT).json["items"]
        listed = casework.get("/v1/caseload?limit=500", roles=("casemanager",)).json["items"]

        assert [row["code"] for row in found] == ["WORKPLACE_VISIT"]
        assert "Werkplekbezoek" in [row["title"] for row in listed]

    @pytest.mark.requirement("R-024")
    def test_is_reminded_of_and_escalated_like_any_other(self, casework: Service, added: str) -> None:
        sent = {day: about(mails_on(casework, day), "Werkplekbezoek", EXPERT)
                for day in (date(2026, 3, 26), date(2026, 3, 27), date(2026, 4, 21), date(2026, 4, 25))}
        told = about(mails_on(casework, date(2026, 5, 2)), "Werkplekbezoek", "account-1")

        assert list(sent.values()) == [[], [Occasion.NEW], [Occasion.SOON], [Occasion.LATE]]
        assert told == [Occasion.ESCALATED]

    def test_is_recorded_by_its_author_alone(self, casework: Service, added: str) -> None:
        casework.set_today(DUE_ON)

        refused = complete(casework, added, "WORKPLACE_VISIT", DUE_ON.isoformat(), roles=(), rights=REPORT)
        done = casework.post(f"/v1/dossiers/{added}/milestones/WORKPLACE_VISIT/completions",
                             {"completed_on": DUE_ON.isoformat()}, roles=("labour_expert",), account_id=EXPERT)

        assert (refused.status_code, done.status_code) == (403, 201)
        assert step(casework, added, "WORKPLACE_VISIT")["status"] == "DONE"

    def test_is_derived_for_all_cases_once(self, casework: Service, added: str) -> None:
        version = casework.get(f"/v1/dossiers/{added}", rights=REPORT).json["version"]

        casework.run_jobs(date(2026, 3, 2))

        assert casework.get(f"/v1/dossiers/{added}", rights=REPORT).json["version"] == version
