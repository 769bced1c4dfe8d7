"""Corrections and withdrawals over HTTP that random acts showed to be wrong, and the amount of a safety net (§15.2, §15.5)."""
from datetime import date

from services.absence.tests.api.test_sick_reports_api import REPORT, fit, half_fit, report
from services.absence.tests.api.test_states_of_an_absence import Post, number, post, relapse
from shared.events.absence import AbsenceCorrected
from shared.testing.service import Service

__all__ = ["number", "post"]


class TestCorrectedDates:
    def test_of_begin_and_end_are_judged_together(self, absence: Service, number: str, post: Post) -> None:
        post("recoveries", fit("2026-03-06"))
        both = {"first_sick_day": "2026-03-09", "recovered_on": "2026-03-13", "data_checked": True}
        post("corrections", both | {"recovered_on": "2026-03-09"}, 422, code="recovery.before_sick_day")

        view = post("corrections", both)

        changes = absence.published(AbsenceCorrected)[-1].changes
        assert (view["first_sick_day"], view["recovered_on"], view["sequence"]) == ("2026-03-09", "2026-03-13", 3)
        assert [(c.field, c.old, c.new) for c in changes] == [
            ("first_sick_day", "2026-03-02", "2026-03-09"), ("recovered_on", "2026-03-06", "2026-03-13")]

    def test_of_a_change_lie_before_the_recovery_and_of_a_relapse_after_a_partial_one(self, post: Post) -> None:
        post("recoveries", half_fit("2026-03-05"))
        again = post("recoveries", relapse("2026-03-09"))["mutations"][1]["mutation_id"]
        post("recoveries", fit("2026-03-12"))

        for day, status, code in (("2026-03-12", 409, "mutation.after_recovery"),
                                  ("2026-03-04", 422, "relapse.without_recovery")):
            post("corrections", {"mutation_id": again, "effective_on": day, "data_checked": True}, status, code=code)


class TestDaysBeforeADeparture:
    def test_are_not_reported_again_when_the_absence_ended_with_it(self, absence: Service, anna: str, post: Post) -> None:
        post("departures", {"last_day": "2026-03-12"})

        answer = absence.post("/v1/sick-reports", report(anna, first_sick_day="2026-03-10"), rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (409, "absence.overlaps")


class TestSafetyNet:
    def test_amount_from_a_wrong_day_is_taken_back(self, absence: Service, post: Post) -> None:
        for day in ("2026-03-02", "2026-03-09"):
            post("safety-net", {"valid_from": day, "zw_benefit_daily": "112.00"})

        view = post("safety-net/withdrawals", {"valid_from": "2026-03-09"})
        post("safety-net/withdrawals", {"valid_from": "2026-03-09"}, 404, code="safety_net.not_found")

        event = absence.published(AbsenceCorrected)[-1]
        assert (event.affects_from, event.absence.sequence) == (date(2026, 3, 9), view["sequence"])
        assert [net.valid_from for net in event.absence.safety_net_benefits] == [date(2026, 3, 2)]
