"""A reported wage sanction is judged, shortened, corrected and taken back, over HTTP."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.test_guarantee_api import MANAGER, REPORT, conditions, report
from shared.events.casework import WageSanctionReported
from shared.testing.service import Service


@pytest.fixture
def long_sick(casework: Service, story: Any) -> str:
    """Sick since 5 January 2026; today is 6 January 2028."""
    number = story.sick("V-2026-000001", date(2026, 1, 5))
    casework.set_today(date(2028, 1, 6))
    return str(number)


class TestChangingAWageSanction:
    @pytest.fixture
    def sanction(self, casework: Service, long_sick: str) -> str:
        return f"/v1/dossiers/{long_sick}/wage-sanctions/{report(casework, long_sick).json['sanction_id']}"

    @pytest.mark.requirement("R-053")
    @pytest.mark.parametrize("met", [True, False])
    def test_perspectief_judges_the_contract_terms(self, casework: Service, long_sick: str, sanction: str, met: bool) -> None:
        before = casework.get(f"/v1/dossiers/{long_sick}", rights=REPORT).json

        by_employer = casework.post(f"{sanction}/judgement", {"met": met}, rights=REPORT)
        empty = casework.post(f"{sanction}/judgement", {}, roles=MANAGER)
        judged = casework.post(f"{sanction}/judgement", {"met": met}, roles=MANAGER)

        assert (before["guarantee"]["decision"], before["meter"]["conditions"][-1]["standing"]) == ("ASSESSING", "NOT_JUDGED")
        assert next(c for c in before["guarantee"]["conditions"] if c["code"] == "CONTRACT_TERMS")["holds"] is None
        assert (by_employer.status_code, by_employer.json["code"]) == (403, "wage_sanction.judged_by_perspectief")
        assert (empty.status_code, judged.status_code, judged.json["terms_met"]) == (422, 201, met)
        assert conditions(casework) == {"TIMELY": True, "FROM_FIRST_DAY": True, "UNINTERRUPTED": True,
                                        "ADVICES_FOLLOWED": True, "CONTRACT_TERMS": met}
        assert casework.published(WageSanctionReported)[-1].assessing is False
        meter = casework.get(f"/v1/dossiers/{long_sick}", rights=REPORT).json["meter"]
        assert meter["conditions"][-1]["standing"] == ("SECURED" if met else "LOST")

    @pytest.mark.parametrize(("ends_on", "status"), [
        ("2028-01-01", 422), ("2028-01-02", 201), ("2028-05-21", 201), ("2028-12-30", 201), ("2028-12-31", 422)],
        ids=["before the day before it starts", "the day before it starts", "20 weeks", "a day less", "its last day"])
    def test_is_shortened_within_its_days(self, casework: Service, long_sick: str, sanction: str, ends_on: str,
                                          status: int) -> None:
        answer = casework.post(f"{sanction}/shortening", {"ends_on": ends_on}, rights=REPORT)

        assert answer.status_code == status, answer.text
        if status == 201:
            assert casework.published(WageSanctionReported)[-1].ends_on == date.fromisoformat(ends_on)
            rows = casework.get(f"/v1/dossiers/{long_sick}", rights=REPORT).json["plan"]
            assert next(row["due_on"] for row in rows if row["code"] == "M19") == ends_on
        else:
            assert answer.json["code"] == "wage_sanction.not_shorter"

    def test_is_corrected_and_keeps_the_day_of_its_report(self, casework: Service, sanction: str) -> None:
        casework.set_today(date(2028, 1, 20))
        body = {"decision_on": "2027-12-20", "received_on": "2027-12-27", "weeks": 26, "kind": "ADMINISTRATIVE"}

        answer = casework.request("PUT", sanction, json=body, rights=REPORT)
        wrong = casework.request("PUT", sanction, json=body | {"received_on": "2027-12-19"}, rights=REPORT)

        assert answer.status_code == 200, answer.text
        assert (answer.json["kind"], answer.json["weeks"], answer.json["reported_on"]) == ("ADMINISTRATIVE", 26, "2028-01-06")
        assert (wrong.status_code, wrong.json["errors"][0]["field"]) == (422, "received_on")
        assert conditions(casework)["TIMELY"] is False

    def test_is_taken_back_once_and_can_be_reported_again(self, casework: Service, long_sick: str, sanction: str) -> None:
        taken_back = casework.post(f"{sanction}/withdrawal", rights=REPORT)
        again = casework.post(f"{sanction}/withdrawal", rights=REPORT)

        shown = casework.get(f"/v1/dossiers/{long_sick}", rights=REPORT).json
        assert (taken_back.status_code, again.status_code, again.json["code"]) == (201, 409, "wage_sanction.withdrawn")
        assert casework.published(WageSanctionReported)[-1].withdrawn is True
        assert (shown["wage_sanctions"], shown["guarantee"]) == ([], None)
        assert "M20" not in {row["code"] for row in shown["plan"]}
        assert report(casework, long_sick).status_code == 201

    def test_of_another_case_is_not_found(self, casework: Service, story: Any, sanction: str) -> None:
        other = story.sick("V-2026-000009", date(2026, 2, 2), employee_id="employee-bram")

        answer = casework.post(f"/v1/dossiers/{other}/wage-sanctions/{sanction.rsplit('/', 1)[1]}/withdrawal", rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (404, "wage_sanction.not_found")
