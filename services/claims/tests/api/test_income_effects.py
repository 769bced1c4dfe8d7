"""The income effect sheet over HTTP: equal to the forecast, with stated assumptions, and nothing of anybody else."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.claims.tests.conftest import ANNA, about, employee, filed, half, policy, state
from shared.events.absence import RecoveryReported, SickReportCancelled
from shared.kernel.vocabulary import AbsenceStatus, SafetyNetRule
from shared.testing.pdf import Pdf
from shared.testing.service import OTHER_EMPLOYER, Service

READ = ("EMPLOYEE_DATA",)
FIRST = date(2026, 3, 2)
EFFECTS, SHEET = "/v1/claims/V-1/income-effects", "/v1/claims/V-1/income-effect-sheet"


def effects(claims: Service) -> dict[str, Any]:
    """The figures."""
    answer = claims.get(EFFECTS, rights=READ)
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


def sick(claims: Service, **changes: Any) -> None:
    """Anna is sick from 2 March 2026, and it is that day."""
    claims.set_today(FIRST)
    claims.deliver(filed(state(**changes)))


class TestFigures:
    def test_are_those_of_the_chosen_cover_per_half_year(self, insured: Service) -> None:
        sick(insured)

        found = effects(insured)

        assert [(each["from"], each["to"], each["days"], each["continued"], each["worked"], each["month_average"])
                for each in found["half_years"]] == [
            ("2026-03-02", "2026-08-30", 130, "20800.00", "0.00", "3480.00"),
            ("2026-08-31", "2027-02-28", 130, "20800.00", "0.00", "3480.00"),
            ("2027-03-01", "2027-08-29", 130, "14560.00", "0.00", "2436.00"),
            ("2027-08-30", "2028-02-27", 130, "14560.00", "0.00", "2436.00")]
        assert found["month_wage"] == "3480.00"

    @pytest.mark.parametrize("terms", [{}, {"employer_charges_pct": Decimal("17.35"), "max_insured_wage": Decimal("40000.00")},
                                       {"waiting_value": 0, "coverage_year1": Decimal(90), "coverage_year2": Decimal(80)}],
                             ids=["default", "charges and a cap", "no own risk"])
    def test_equal_the_wage_in_the_forecast_of_every_month_after_the_own_risk(self, claims: Service,
                                                                              terms: dict[str, Any]) -> None:
        claims.deliver(policy(**terms), employee(wage="41327.19"))
        sick(claims)
        halved = state(sequence=2, status=AbsenceStatus.PARTIALLY_RECOVERED, mutations=(half(date(2026, 5, 12)),))
        claims.deliver(RecoveryReported(**about(halved), effective_on=date(2026, 5, 12), recovered_pct=Decimal(50), full=False))

        months = claims.post("/v1/claims/V-1/forecasts", {"months": 24}, rights=READ).json["months"]
        income = {each["from"][:7]: each for each in effects(claims)["months"]}

        expected = {month["month"]: f"{sum(Decimal(line['wage']) for line in month['lines']):.2f}" for month in months}
        after_own_risk = {name: wage for name, wage in expected.items() if name > "2026-03" or "waiting_value" in terms}
        assert len(after_own_risk) >= 23
        assert {name: income[name]["continued"] for name in after_own_risk} == after_own_risk

    def test_add_the_wage_of_the_hours_that_are_worked(self, insured: Service) -> None:
        sick(insured, status=AbsenceStatus.PARTIALLY_RECOVERED, mutations=(half(date(2026, 6, 1)),))

        june = next(each for each in effects(insured)["months"] if each["from"] == "2026-06-01")

        assert (june["days"], june["worked"], june["continued"], june["total"]) == (22, "1760.00", "1760.00", "3520.00")

    def test_show_what_partial_work_brings(self, insured: Service) -> None:
        sick(insured)

        assert [(each["worked_pct"], each["year1"], each["year2"]) for each in effects(insured)["partial_work"]] == [
            ("0", "3480.00", "2436.00"), ("25", "3480.00", "2697.00"), ("50", "3480.00", "2958.00"), ("75", "3480.00", "3219.00"),
            ("100", "3480.00", "3480.00")]

    def test_begin_with_the_present_month_and_end_with_the_wage(self, insured: Service) -> None:
        sick(insured)
        insured.set_today(date(2027, 12, 20))

        assert [each["from"] for each in effects(insured)["months"]] == ["2027-12-01", "2028-01-01", "2028-02-01"]

    def test_name_the_days_on_which_it_changes(self, insured: Service) -> None:
        sick(insured)

        second, last = effects(insured)["changes"]

        assert second == {"on": "2027-03-01", "text": "Het tweede ziektejaar begint. Over de uren die u ziek bent, ontvangt u "
                                                      "70\u00a0% van uw loon in plaats van 100\u00a0%."}
        assert last["on"] == "2028-02-27"
        assert "104 weken" in last["text"]

    def test_state_what_they_rest_on(self, claims: Service) -> None:
        claims.deliver(policy(max_insured_wage=Decimal("40000.00")), employee())
        sick(claims)

        stated = " ".join(effects(claims)["assumptions"])

        for part in ("100\u00a0% van het loon in het eerste ziektejaar en 70\u00a0% in het tweede", "contract of cao",
                     "minimumloon", "verzekerde maximum van €\u00a040.000,00"):
            assert part in stated


class TestSheet:
    def test_shows_the_figures_changes_and_assumptions(self, insured: Service) -> None:
        sick(insured)

        answer = insured.get(SHEET, rights=READ)

        file = Pdf(answer.data)
        assert answer.content_type == "application/pdf"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="inkomen-V-1.pdf"'
        assert (file.title, file.faults) == ("Uw inkomen tijdens ziekte", [])
        for shown in ("Verzuimnummer V-1", "Eerste ziektedag ma 2 maart 2026",
                      "02-03-2026 t/m 30-08-2026 € 0,00 € 20.800,00 € 20.800,00 € 3.480,00",
                      "50 % van uw uren € 3.480,00 € 2.958,00", "april 2026 22 € 0,00 € 3.520,00",
                      "ma 1 maart 2027", "Waar wij van uitgaan"):
            assert shown in file.text, shown

    def test_is_the_same_file_on_the_same_day(self, insured: Service) -> None:
        sick(insured)

        assert insured.get(SHEET, rights=READ).data == insured.get(SHEET, rights=READ).data


@pytest.mark.parametrize("path", [EFFECTS, SHEET])
class TestBoth:
    def test_are_refused_without_the_right_to_see_benefits(self, insured: Service, path: str) -> None:
        sick(insured)

        assert insured.get(path, rights=("SICK_REPORTS",)).status_code == 403

    def test_of_another_employer_do_not_exist(self, insured: Service, path: str) -> None:
        sick(insured)

        assert insured.get(path, rights=READ, employer_id=OTHER_EMPLOYER).status_code == 404

    def test_of_a_withdrawn_report_do_not_exist(self, insured: Service, path: str) -> None:
        sick(insured)
        insured.deliver(SickReportCancelled(**about(state(sequence=2, status=AbsenceStatus.CANCELLED)), reason="MISTAKE"))

        assert insured.get(path, rights=READ).status_code == 404

    def test_of_a_case_without_cover_say_so(self, insured: Service, path: str) -> None:
        insured.deliver(policy(version=2, vangnet_rule=SafetyNetRule.EXCLUDE))
        sick(insured, safety_net=True)

        answer = insured.get(path, rights=READ)

        assert (answer.status_code, answer.json["code"]) == (422, "income.not_insured")
        assert ANNA not in answer.text
