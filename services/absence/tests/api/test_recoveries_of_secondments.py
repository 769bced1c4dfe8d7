"""The partial recovery of a secondment: prepared for the employer, compared with what he reports, confirmed by it (R-124)."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.absence.tests.conftest import Sick
from shared.events.absence import AbsenceState, RecoveryReported
from shared.events.casework import PlacementMade
from shared.kernel.vocabulary import AbsenceStatus
from shared.testing.service import EMPLOYER, Service

REPORT = ("SICK_REPORTS",)
STARTS = date(2026, 3, 16)


@pytest.fixture
def number(absence: Service, sick: Sick) -> str:
    """The number of an absence from Monday 2 March 2026; today is 20 March."""
    found = sick()
    absence.set_today(date(2026, 3, 20))
    return found


def prepare(absence: Service, number: str, *, pct: str = "40.00", withdrawn: bool = False) -> None:
    """Casework published a placement at this percentage of a wage of 3,600."""
    value = Decimal(pct) * 36
    absence.deliver(PlacementMade(
        absence_number=number, employee_id="e", employer_id=EMPLOYER, placement_id="placement-1", start=STARTS,
        secondment_end=date(2026, 12, 31), recovered_pct=Decimal(pct), wage_value_month=value.quantize(Decimal("0.01")),
        contract_wage_month=Decimal("3600.00"), durable=True, takeover=False, withdrawn=withdrawn))


def report(absence: Service, number: str, *, day: str = "2026-03-16", **body: Any) -> Any:
    """Report a wage value of 40 % unless said otherwise."""
    values = {"kind": "PARTIAL", "effective_on": day, "data_checked": True, "basis": "WAGE_VALUE",
              "wage_value_month": "1440.00", "contract_wage_month": "3600.00"} | body
    return absence.post(f"/v1/absences/{number}/recoveries", {k: v for k, v in values.items() if v is not None}, rights=REPORT)


def by_pct(pct: str, basis: str = "WAGE_VALUE") -> dict[str, Any]:
    return {"basis": basis, "recovered_pct": pct, "wage_value_month": None, "contract_wage_month": None}


def shown(absence: Service, number: str) -> Any:
    return absence.get(f"/v1/absences/{number}", rights=REPORT).json


def confirmations(absence: Service) -> list[str | None]:
    state: AbsenceState = absence.published(RecoveryReported)[-1].absence
    return [mutation.placement_id for mutation in state.mutations]


class TestRecoveryOfASecondment:
    @pytest.mark.requirement("R-124")
    @pytest.mark.parametrize(("body", "code"), [
        ({}, None), (by_pct("41"), None), (by_pct("39"), None), (by_pct("40", "OWN_WORK_HOURS"), None),
        (by_pct("41.01"), "secondment.mutation_mismatch"), (by_pct("38.99"), "secondment.mutation_mismatch"),
        ({"day": "2026-03-17"}, "secondment.mutation_mismatch"), ({"day": "2026-03-13"}, "secondment.mutation_mismatch"),
        (by_pct("50", "OWN_WORK_HOURS"), "secondment.mutation_mismatch"),
        (by_pct("0", "THERAPY"), "secondment.mutation_mismatch"),
        (by_pct("100"), "secondment.not_recovered"), (by_pct("100", "OWN_WORK_HOURS"), "secondment.not_recovered")])
    def test_has_the_day_and_the_percentage_of_the_placement(self, absence: Service, number: str, body: Any,
                                                             code: str | None) -> None:
        prepare(absence, number)
        assert shown(absence, number)["prepared_recovery"] == {
            "placement_id": "placement-1", "effective_on": "2026-03-16", "recovered_pct": "40", "wage_value_month": "1440.00",
            "contract_wage_month": "3600.00"}

        answer = report(absence, number, **body)

        if code is None:
            assert answer.status_code == 201, answer.text
            assert confirmations(absence) == ["placement-1"]
        else:
            assert (answer.status_code, answer.json["code"]) == (422, code)
        after = shown(absence, number)
        assert (after["prepared_recovery"] is None) is (code is None)
        assert (after["status"] == AbsenceStatus.PARTIALLY_RECOVERED) is (code is None)

    def test_is_no_full_recovery_on_its_first_day(self, absence: Service, number: str) -> None:
        prepare(absence, number)

        answer = absence.post(f"/v1/absences/{number}/recoveries", {
            "kind": "FULL", "first_fit_day": "2026-03-16", "data_checked": True}, rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (422, "secondment.not_recovered")

    def test_is_full_where_the_invoiced_value_is_the_wage_and_leaves_the_case_open(self, absence: Service, number: str) -> None:
        prepare(absence, number, pct="100.00")

        assert report(absence, number, wage_value_month="3600.00").status_code == 201
        assert shown(absence, number)["status"] == "PARTIALLY_RECOVERED"

    def test_is_not_compared_before_a_placement_and_after_one_was_taken_back(self, absence: Service, number: str) -> None:
        assert report(absence, number, day="2026-03-10", **by_pct("20")).status_code == 201
        prepare(absence, number)
        prepare(absence, number, withdrawn=True)

        assert report(absence, number, **by_pct("55")).status_code == 201
        assert confirmations(absence) == [None, None]

    def test_leaves_other_changes_free(self, absence: Service, number: str) -> None:
        prepare(absence, number)

        assert report(absence, number, day="2026-03-11", **by_pct("20", "OWN_WORK_HOURS")).status_code == 201
        relapse = absence.post(f"/v1/absences/{number}/recoveries", {
            "kind": "RELAPSE", "effective_on": "2026-03-16", "data_checked": True}, rights=REPORT)
        assert relapse.status_code == 201
        assert report(absence, number).status_code == 201
        assert report(absence, number, day="2026-03-19", **by_pct("60")).status_code == 201

    def test_stays_compared_when_it_is_replaced_or_corrected(self, absence: Service, number: str) -> None:
        prepare(absence, number)
        report(absence, number)
        mutation_id = shown(absence, number)["mutations"][0]["mutation_id"]
        correction = {"mutation_id": mutation_id, "data_checked": True}

        replaced = report(absence, number, **by_pct("55"))
        corrected = [absence.post(f"/v1/absences/{number}/corrections", correction | change, rights=REPORT) for change in (
            {"wage_value_month": "1980.00"}, {"effective_on": "2026-03-17"}, {"wage_value_month": "1450.00"})]

        assert replaced.json["code"] == "secondment.mutation_mismatch"
        assert [answer.status_code for answer in corrected] == [422, 422, 201]
        assert shown(absence, number)["prepared_recovery"] is None

    def test_waits_again_once_it_is_taken_back(self, absence: Service, number: str) -> None:
        prepare(absence, number)
        report(absence, number)
        mutation_id = shown(absence, number)["mutations"][0]["mutation_id"]

        absence.post(f"/v1/absences/{number}/mutations/{mutation_id}/withdrawals", {}, rights=REPORT)

        assert shown(absence, number)["prepared_recovery"]["placement_id"] == "placement-1"
