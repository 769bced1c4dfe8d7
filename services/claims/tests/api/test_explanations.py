"""The explanation of a calculated month: rule, version, inputs and recomputed amounts."""
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text

from services.claims.tests.conftest import ANNA, filed, policy, state
from shared.events.absence import LeaveSet
from shared.events.claims import BenefitCalculated
from shared.kernel.vocabulary import LeaveKind
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

READ = ("EMPLOYEE_DATA",)
MARCH = "/v1/benefits/V-1/2026-03/explanation"


@pytest.fixture
def calculated(insured: Service) -> Service:
    """The service after March was calculated for Anna: 12 days of 160.00."""
    insured.deliver(filed(state()))
    insured.run_jobs(date(2026, 4, 1))
    return insured


def stored(service: Service) -> list[tuple]:
    """All calculations and lines in the database."""
    with service.database.reading() as session:
        return [tuple(row) for row in session.execute(text(
            "SELECT * FROM benefit JOIN benefit_line USING (composite_id, month, version) ORDER BY 1, 2, 3"))]


class TestAnExplanation:
    def test_names_the_rule_and_the_inputs_and_confirms_the_amounts(self, calculated: Service) -> None:
        answer = calculated.get(MARCH, rights=READ).json

        (line,) = answer["lines"]
        assert (answer["total"], answer["is_confirmed"]) == ("1920.00", True)
        assert (line["line"]["rule"], line["line"]["rule_version"]) == ("BENEFIT_LINE", 1)
        assert line["wage_basis"] == {"annual_wage": "41760.00", "max_insured_wage": "79409.00", "day_divisor": 261}
        assert (line["daily_wage"], line["recomputed"]["total"]) == ("160.00", "1920.00")

    def test_shows_an_amount_that_its_rule_does_not_give(self, calculated: Service) -> None:
        with calculated.database.transaction() as session:
            session.execute(text("UPDATE benefit_line SET total = total + 1"))

        answer = calculated.get(MARCH, rights=READ).json

        assert (answer["is_confirmed"], answer["lines"][0]["recomputed"]["total"]) == (False, "1920.00")

    @pytest.mark.parametrize("path", [MARCH.replace("03", "04"), MARCH.replace("V-1", "V-9"), MARCH.replace("2026-03", "x")],
                             ids=["a month not calculated", "an unknown absence", "no month at all"])
    def test_of_what_does_not_exist_is_not_found(self, calculated: Service, path: str) -> None:
        assert calculated.get(path, rights=READ).status_code == 404

    def test_is_hidden_from_another_employer(self, calculated: Service) -> None:
        assert calculated.get(MARCH, rights=READ, employer_id=OTHER_EMPLOYER).status_code == 404


class TestAnEndedMonth:
    def test_gets_no_new_version_because_a_field_was_added_to_its_lines(self, calculated: Service) -> None:
        with calculated.database.transaction() as session:  # as they stood before these fields existed
            session.execute(text("UPDATE benefit_line SET annual_wage = NULL, max_insured_wage = NULL, day_divisor = NULL"))
        before = stored(calculated)
        calculated.forget_published()

        calculated.deliver(policy("P-1", version=2))
        calculated.run_jobs(date(2026, 4, 1))

        assert stored(calculated) == before
        assert calculated.published(BenefitCalculated) == []

    def test_gets_one_when_a_fact_changes_its_amount(self, calculated: Service) -> None:
        calculated.forget_published()

        calculated.deliver(LeaveSet(employee_id=ANNA, employer_id=EMPLOYER, leave_id="l-1", kind=LeaveKind.UNPAID,
                                    start=date(2026, 3, 30), end=date(2026, 3, 31)))

        (event,) = calculated.published(BenefitCalculated)
        assert (event.version, event.total, event.delta) == (2, Decimal("1600.00"), Decimal("1600.00"))
        assert [row[2] for row in stored(calculated)] == [1, 2]
