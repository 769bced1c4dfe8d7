"""Every role completes every step: casework over HTTP and `calculate` refuse the same."""
from datetime import date
from typing import Any

import pytest

from cli.casefile.people import role_of
from cli.casefile.shapes import PERSONS
from cli.commands.calculate import CALCULATIONS
from services.casework.domain.plan.kinds import Code
from services.casework.tests.conftest import Story
from shared.kernel.ids import new_id
from shared.testing.service import Service, service_fixture
from tests.support.services import parts_of

FIRST_DAY, WEEK_93 = date(2026, 3, 2), date(2027, 12, 13)
ACCOUNTS = {"casemanager": "account-1", "absence_consultant": "consultant-1", "company_doctor": "doctor-1",
            "labour_expert": "expert-1", "insurer_vra": "vra-1"}
EVERY = [(code.value, by) for code in Code for by in PERSONS]

casework = service_fixture("casework", parts_of)


@pytest.fixture
def number(casework: Service) -> str:
    """An absence with a conflict and a safety-net benefit, under a casemanager and a consultant who works under a doctor."""
    story = Story(casework)
    for role, account_id in ACCOUNTS.items():
        story.staff(account_id, role)
    story.delegate(ACCOUNTS["absence_consultant"])
    story.policy()
    story.employee("employee-anna")
    return story.sick("V-2026-000001", FIRST_DAY, labour_conflict=True, safety_net=True)


def refused_by_casework(casework: Service, number: str, day: date) -> dict[int, str]:
    """The code of each refusal, by the place of the role and step in `EVERY`."""
    casework.set_today(day)
    refused = {}
    for at, (code, by) in enumerate(EVERY):
        role = role_of(by)
        who: dict[str, Any] = {"rights": ("SICK_REPORTS",)} if role is None else {
            "roles": (role,), "account_id": ACCOUNTS[role]}
        answer = casework.post(f"/v1/dossiers/{number}/milestones/{code}/completions", {"completed_on": day.isoformat()},
                               headers={"Idempotency-Key": new_id()}, **who)
        if answer.status_code >= 400:
            refused[at] = answer.json["code"]
    return refused


def refused_by_calculate(day: date) -> dict[int, str]:
    """As `refused_by_casework`, of a case file with the same entries."""
    entries = [{"on": day.isoformat(), "do": "complete_milestone", "employee": "anna", "code": code, "by": by,
                "completed_on": day.isoformat()} for code, by in EVERY]
    report = {"on": FIRST_DAY.isoformat(), "do": "report_sick", "employee": "anna", "first_sick_day": FIRST_DAY.isoformat(),
              "labour_conflict": True, "safety_net": True}
    anna = {"key": "anna", "annual_wage": "41760.00", "contract_hours": "40", "birth_date": "1988-05-04",
            "employed_from": "2020-01-01"}
    line = {"name": "case", "policy": {}, "employees": [anna], "timeline": [report, *entries], "until": day.isoformat()}
    return {each["entry"] - 1: each["code"] for each in CALCULATIONS["plan"](line)["refused"]}


class TestEveryRoleAndStep:
    @pytest.mark.requirement("R-037")
    def test_is_refused_by_the_platform_and_by_calculate_alike(self, casework: Service, number: str) -> None:
        platform = refused_by_casework(casework, number, WEEK_93)

        assert len(platform) > len(EVERY) / 2
        assert {"milestone.not_yours", "milestone.author_not_allowed", "right.missing"} <= set(platform.values())
        assert {EVERY[at]: code for at, code in refused_by_calculate(WEEK_93).items()} == {
            EVERY[at]: code for at, code in platform.items()}
