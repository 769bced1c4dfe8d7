"""The indicators of the management report over HTTP (features N3)."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.test_overviews_api import hire
from services.casework.tests.conftest import Story
from shared.kernel.vocabulary import RecoveryBasis
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

REPORT: dict[str, Any] = {"rights": ("SICK_REPORTS",)}
STAFF: dict[str, Any] = {"roles": ("casemanager",), "account_id": "account-1"}
PERIOD = {"from": "2026-01-01", "to": "2026-03-31"}


def get(casework: Service, who: dict[str, Any] = REPORT, status: int = 200, **query: str) -> Any:
    """The report of the first quarter of 2026."""
    answer = casework.get("/v1/indicators", query_string=PERIOD | query, **who)
    assert answer.status_code == status, answer.text
    return answer.json


@pytest.fixture
def quarter(casework: Service, story: Story) -> None:
    """Anna was sick 5 to 11 January and since 2 March, half since 16 March; the other employer has one since 2 March."""
    casework.set_today(date(2026, 3, 31))
    story.sick("V-2026-000001", date(2026, 1, 5))
    story.recover("V-2026-000001", date(2026, 1, 12))
    story.sick("V-2026-000002", date(2026, 3, 2))
    story.mutate("V-2026-000002", date(2026, 3, 16), pct="50", basis=RecoveryBasis.OWN_WORK_HOURS)


@pytest.mark.usefixtures("quarter")
class TestReport:
    def test_counts_reports_days_and_recoveries_of_the_own_employer(self, casework: Service) -> None:
        values = get(casework)["values"]

        golden = {"customers": "1", "employees": "2", "reports": "2", "sick_days": "37", "absence_pct": "16.11",
                  "recoveries": "1", "recoveries_pct": "50.00", "partial_recoveries": "1", "partial_recoveries_pct": "50.00",
                  "average_duration": "7.00"}
        assert {name: values[name] for name in golden} == golden

    def test_parts_days_reports_and_percentage_by_the_length_of_the_report(self, casework: Service) -> None:
        values = get(casework)["values"]

        assert [(values[f"reports_{name}"], values[f"sick_days_{name}"], values[f"absence_pct_{name}"])
                for name in ("short", "medium", "long", "extra_long")] == [
            ("1", "7", "3.89"), ("1", "30", "12.22"), ("0", "0", "0.00"), ("0", "0", "0.00")]

    def test_judges_steps_by_the_last_day_and_counts_them_by_the_day_on_which_they_were_done(self, casework: Service,
                                                                                           story: Story) -> None:
        hire(story, "employee-lang", None)
        story.sick("V-2026-000003", date(2026, 1, 5), employee_id="employee-lang")
        done = casework.post("/v1/dossiers/V-2026-000003/milestones/M03/completions", {"completed_on": "2026-02-20"},
                             roles=("company_doctor",), account_id="doctor-1")

        values = get(casework)["values"]

        assert done.status_code == 201, done.text
        assert (values["problem_analyses"], values["problem_analyses_due"], values["problem_analyses_on_time_pct"]) == (
            "1", "1", "0.00")
        assert (values["action_plans"], values["action_plans_due"]) == ("0", "1")
        assert values["week_42_reports_on_time_pct"] is None

    def test_counts_complaints_and_those_that_were_well_founded(self, casework: Service) -> None:
        casework.set_today(date(2026, 3, 30))
        for _ in range(2):
            casework.post("/v1/complaints", {"subject": "PORTAL", "text": "Traag.", "phone": "0113 274 600"}, **REPORT)
        for what, body in (("assignment", {"handler_id": "account-1"}), ("answer", {"text": "Sorry."}),
                           ("closing", {"outcome": "PARTLY_FOUNDED"})):
            casework.post(f"/v1/complaints/K-2026-000001/{what}", body, **STAFF)

        values = get(casework)["values"]

        assert [values[name] for name in ("complaints", "complaints_well_founded", "complaints_well_founded_pct")] == [
            "2", "1", "50.00"]

    def test_hides_the_kinds_of_interventions_of_fewer_than_ten_people(self, casework: Service, story: Story) -> None:
        small = get(casework)
        for at in range(8):
            hire(story, f"colleague-{at}", None)
        large = get(casework)

        assert (small["is_small"], small["values"]["interventions_mental"]) == (True, None)
        assert (large["is_small"], large["values"]["interventions_mental"], large["values"]["employees"]) == (False, "0", "10")

    def test_shows_staff_one_employer_or_all_together(self, casework: Service) -> None:
        together, one = get(casework, STAFF), get(casework, STAFF, employerId=EMPLOYER)

        assert (together["company_name"], one["company_name"]) == (None, "Bakkerij De Korenaar")
        assert (together["values"]["reports"], one["values"]["reports"], together["values"]["customers"]) == ("3", "2", "2")

    def test_shows_vra_all_employers_together_alone(self, casework: Service) -> None:
        vra: dict[str, Any] = {"roles": ("insurer_vra",), "account_id": "vra-1"}

        assert get(casework, vra)["values"]["reports"] == "3"
        assert get(casework, vra, 403, employerId=EMPLOYER)["code"] == "statistics.together_only"

    def test_is_never_of_another_employer(self, casework: Service) -> None:
        assert get(casework, employerId=OTHER_EMPLOYER)["values"]["reports"] == "2"
        assert get(casework, {"roles": ("casemanager",), "account_id": "somebody-else"}, 403, employerId=EMPLOYER)

    @pytest.mark.parametrize("period", [{"to": "2025-12-31"}, {"from": "2019-01-01"}, {"from": "2026-04-01", "to": "2026-05-01"}])
    def test_refuses_a_wrong_period(self, casework: Service, period: dict[str, str]) -> None:
        assert get(casework, status=422, **period)["code"] in ("period.invalid", "input.invalid")
