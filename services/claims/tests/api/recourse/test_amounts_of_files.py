"""The examples of domain.md §5.4 over HTTP: damage, receipts, and their allocation with the insured first."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.claims.tests.api.recourse.conftest import FIT, Files, sick
from services.claims.tests.conftest import corrected
from shared.events.claims import RecourseAllocated, RecourseStatusChanged
from shared.kernel.vocabulary import AbsenceStatus

RECOVERED: dict[str, Any] = {"status": AbsenceStatus.RECOVERED, "recovered_on": FIT}


def latest(files: Files) -> dict[str, Any]:
    """The last allocation."""
    return dict(files.show()["file"]["allocations"][-1])


class TestAllocation:
    def test_r1_pays_the_waiting_days_of_the_employer_before_the_insurer(self, accepted: Files) -> None:
        accepted.act("receipts", {"amount": "9157.50"})

        accepted.walk("ALLOCATED")

        shown, shares = accepted.show(), latest(accepted)
        assert shown["amounts"] == {
            "gross_wage_loss": "15194.60", "benefits": "13407.00", "employer_uninsured": "1787.60", "received": "9157.50",
            "recoverable_wage": "8250.00", "recoverable_reintegration": "907.50"}
        assert (shares["employer"], shares["insurer"]) == ("1787.60", "7369.90")
        assert (shown["file"]["claim_until"], shown["file"]["direct_action_until"]) == ("2031-02-02", "2029-02-02")
        (event,) = accepted.service.published(RecourseAllocated)
        assert (event.employer, event.insurer_difference) == (Decimal("1787.60"), Decimal("7369.90"))

    @pytest.mark.parametrize(("received", "employer", "insurer"), [
        ("1000.00", "1000.00", "0.00"), ("1787.60", "1787.60", "0.00"), ("1787.61", "1787.60", "0.01"),
        ("8250.00", "1787.60", "6462.40")], ids=["less than his own loss", "his own loss", "a cent more", "all of the wage"])
    def test_gives_the_first_euros_to_the_employer(self, accepted: Files, received: str, employer: str, insurer: str) -> None:
        accepted.act("receipts", {"amount": received})

        accepted.walk("ALLOCATED")

        assert (latest(accepted)["employer"], latest(accepted)["insurer"]) == (employer, insurer)

    def test_r2_leaves_the_employee_what_he_lost_himself(self, files: Files) -> None:
        files.walk("SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT", "ACKNOWLEDGED")

        files.state_damage("2050.00", victim_own="700.00")

        assert files.show()["amounts"]["recoverable_wage"] == "2050.00"
        assert files.state_damage("2050.00", victim_own="700.00", net_lost="2500.00").status_code == 200
        assert files.show()["amounts"]["recoverable_wage"] == "1800.00"

    @pytest.mark.parametrize("item", ["GROSS_WAGE", "EMPLOYER_CHARGES", "PENSION_PREMIUM"])
    def test_r4_refuses_all_but_net_wage_and_costs(self, files: Files, item: str) -> None:
        files.walk("SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT", "ACKNOWLEDGED")

        answer = files.act("damage-statement", {"lines": [{"item": item, "amount": "15194.60"}]}, method="PUT")

        assert (answer.status_code, answer.json["code"]) == (422, "recourse.net_only")
        assert files.show()["amounts"] is None

    @pytest.mark.parametrize(("facts", "insurer"), [
        ({"relation": "DIRECT_RELATIVE_OF_EMPLOYER"}, "0.00"), ({"relation": "PARTNER_OF_EMPLOYER"}, "0.00"),
        ({"relation": "COLLEAGUE"}, "0.00"), ({"relation": "RELATIVE_OF_EMPLOYEE"}, "7369.90"),
        ({"relation": "COLLEAGUE", "fault_bars_cover": True}, "7369.90")],
        ids=["a child of the employer", "the employer's partner", "a colleague", "the employee's partner",
             "a colleague with intent"])
    def test_r5_gives_the_insurer_nothing_of_who_is_close_to_the_employer(self, accepted: Files, facts: dict[str, Any],
                                                                         insurer: str) -> None:
        accepted.record_party(**facts)
        accepted.act("receipts", {"amount": "9157.50"})

        accepted.walk("ALLOCATED")

        shares = latest(accepted)
        assert (shares["insurer"], Decimal(shares["employer"]) + Decimal(insurer)) == (insurer, Decimal("9157.50"))

    @pytest.mark.parametrize("closed", [False, True], ids=["allocated", "closed"])
    def test_r6_is_reopened_by_a_lower_benefit_and_books_the_difference(self, accepted: Files, closed: bool) -> None:
        accepted.act("receipts", {"amount": "9157.50"})
        accepted.walk("ALLOCATED", *(["CLOSED"] if closed else []))
        service, before = accepted.service, latest(accepted)
        service.forget_published()

        service.deliver(corrected(sick(sequence=3, status=AbsenceStatus.RECOVERED, recovered_on=date(2026, 2, 18))))

        assert (accepted.status(), len(accepted.show()["file"]["allocations"])) == ("PAID", 1)
        assert [event.status for event in service.published(RecourseStatusChanged)] == ["PAID"]
        accepted.walk("ALLOCATED")
        after = latest(accepted)
        assert (before["insurer"], before["employer"]) == ("7369.90", "1787.60")
        assert (after["insurer"], after["insurer_difference"]) == ("1265.02", "-6104.88")
        assert (after["employer"], after["employer_difference"]) == ("7892.48", "6104.88")

    def test_is_not_reopened_by_a_correction_that_changes_no_share(self, accepted: Files) -> None:
        accepted.act("receipts", {"amount": "1000.00"})
        accepted.walk("ALLOCATED")

        accepted.service.deliver(corrected(sick(sequence=3, status=AbsenceStatus.RECOVERED, recovered_on=date(2026, 5, 18))))

        assert accepted.status() == "ALLOCATED"

    def test_is_made_again_after_a_further_receipt(self, accepted: Files) -> None:
        accepted.act("receipts", {"amount": "1000.00"})
        accepted.walk("ALLOCATED")

        accepted.act("receipts", {"amount": "8157.50"})

        assert accepted.status() == "PAID"
        accepted.walk("ALLOCATED")
        assert (latest(accepted)["employer_difference"], latest(accepted)["insurer"]) == ("787.60", "7369.90")

    def test_needs_a_receipt(self, accepted: Files) -> None:
        accepted.walk("PAID")

        answer = accepted.move("ALLOCATED")

        assert (answer.status_code, answer.json["code"], accepted.status()) == (422, "recourse.nothing_received", "PAID")

    def test_counts_what_the_employer_paid_gross_and_what_costs_he_bore(self, files: Files) -> None:
        files.walk("SCREENING", "CONTACTED", "LIABILITY_NOTICE_SENT", "ACKNOWLEDGED")
        files.state_damage("11000.00", "1210.00", gross_paid="13500.00", reintegration_uninsured="210.00")
        files.walk("NEGOTIATION", "SETTLED")
        files.act("receipts", {"amount": "12210.00"})

        files.walk("ALLOCATED")

        assert (latest(files)["employer"], latest(files)["insurer"]) == ("303.00", "11907.00")


class TestWhatIsRefused:
    @pytest.mark.parametrize(("what", "method", "body", "code"), [
        ("damage-statement", "PUT", {"lines": [{"item": "NET_WAGE", "amount": "1.00"}]}, "recourse.cannot_state"),
        ("receipts", "POST", {"amount": "1.00"}, "recourse.not_settled"),
        ("moves", "POST", {"to": "ALLOCATED"}, "recourse.transition_not_allowed")],
        ids=["damage before liability", "money before a settlement", "allocation before receipt"])
    def test_comes_too_early(self, files: Files, what: str, method: str, body: dict[str, Any], code: str) -> None:
        answer = files.act(what, body, method=method)

        assert (answer.status_code, answer.json["code"]) == (409, code)

    @pytest.mark.parametrize(("what", "method", "body"), [
        ("receipts", "POST", {"amount": "0.00"}), ("receipts", "POST", {"amount": "-1.00"}),
        ("receipts", "POST", {"amount": "1.00", "received_on": "2026-07-02"}),
        ("damage-statement", "PUT", {"lines": [{"item": "NET_WAGE", "amount": "1.005"}]}),
        ("damage-statement", "PUT", {"lines": [{"item": "REINTEGRATION", "amount": "1.00"}],
                                     "reintegration_uninsured": "1.01"})],
        ids=["nothing", "negative", "tomorrow", "half a cent", "more than the costs"])
    def test_is_out_of_bounds(self, accepted: Files, what: str, method: str, body: dict[str, Any]) -> None:
        assert accepted.act(what, body, method=method).status_code in (409, 422)
        assert accepted.show()["amounts"]["received"] == "0.00"
