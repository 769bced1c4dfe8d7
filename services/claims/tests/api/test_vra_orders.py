"""Orders of Team Claims to VRA: on a threat and by hand, once per case, with allow-listed data only."""
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.claims import publishing
from services.claims.tests.conftest import corrected, filed, state
from shared.access.hand_over import OutsideHandOver
from shared.events.casework import LongTermThreatSet, ThreatSource
from shared.events.claims import VraOrderIssued
from shared.testing.service import EMPLOYER, Service

CLAIMS: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None}


@pytest.fixture
def sick(insured: Service) -> Service:
    """An insured employee who has been sick since 2 March 2026."""
    insured.deliver(filed(state("V-1")))
    insured.forget_published()
    return insured


def threaten(claims: Service, number: str = "V-1") -> None:
    """Long incapacity threatens."""
    claims.deliver(LongTermThreatSet(absence_number=number, employee_id="e-anna", employer_id=EMPLOYER,
                                     since=date(2026, 4, 12), source=ThreatSource.AUTOMATIC))


def order(claims: Service, number: str = "V-1", **who: Any) -> Any:
    """Team Claims gives VRA the order."""
    return claims.post("/v1/vra-orders", {"absence_number": number}, **(who or CLAIMS))


def orders(claims: Service) -> list[str]:
    """The cases with an order."""
    return [event.composite_id for event in claims.published(VraOrderIssued)]


class TestOrder:
    @pytest.mark.requirement("R-064")
    def test_is_issued_once_when_long_incapacity_threatens(self, sick: Service) -> None:
        threaten(sick)
        threaten(sick)

        assert orders(sick) == ["V-1"]

    @pytest.mark.requirement("R-064")
    def test_is_issued_once_for_a_case_of_two_absences(self, sick: Service) -> None:
        threaten(sick)
        sick.deliver(filed(state("V-2", date(2026, 4, 20), composite_id="V-1", composite_first_sick_day=date(2026, 3, 2))))
        threaten(sick, "V-2")
        second = order(sick, "V-2")

        assert orders(sick) == ["V-1"]
        assert (second.status_code, second.json["code"]) == (409, "vra_order.exists")

    @pytest.mark.requirement("R-064")
    def test_by_hand_is_the_only_one(self, sick: Service) -> None:
        first, second = order(sick), order(sick)
        threaten(sick)

        assert (first.status_code, first.json["absence_number"]) == (201, "V-1")
        assert (second.status_code, second.json["code"]) == (409, "vra_order.exists")
        assert orders(sick) == ["V-1"]

    def test_of_an_unknown_absence_is_refused(self, sick: Service) -> None:
        assert (order(sick, "V-9").status_code, order(sick, "V-9").json["code"]) == (404, "claim.not_found")

    @pytest.mark.parametrize("who", [{"rights": ("SICK_REPORTS",)}, {"roles": ("insurer_vra",), "employer_id": None},
                                     {"roles": ("casemanager",), "employer_id": None}], ids=["employer", "vra", "casemanager"])
    def test_is_given_by_team_claims_alone(self, sick: Service, who: dict[str, Any]) -> None:
        assert order(sick, **who).status_code == 403


@dataclass(frozen=True, kw_only=True)
class OrderWithWage:
    """An order with a field that may not be handed over."""

    order_id: str
    first_sick_day: date
    annual_wage: Decimal


class TestHandOver:
    @pytest.mark.requirement("R-065")
    def test_has_ids_and_allow_listed_data_alone(self, sick: Service) -> None:
        sick.deliver(corrected(state("V-1", sequence=2)))
        threaten(sick)
        (event,) = sick.published(VraOrderIssued)

        assert {field.name for field in fields(event)} - publishing.ORDER_FIELDS == {"first_sick_day", "incapacity_pct"}
        assert (event.first_sick_day, event.incapacity_pct) == (date(2026, 3, 2), Decimal(100))

    @pytest.mark.requirement("R-065")
    def test_with_another_field_is_refused_by_the_publisher(self) -> None:
        order: Any = OrderWithWage(order_id="o-1", first_sick_day=date(2026, 3, 2), annual_wage=Decimal(1))

        with pytest.raises(OutsideHandOver, match="annual_wage"):
            publishing.for_vra(order)
