"""The table of acts and statuses, and the status that follows from facts on each side of a date."""
from datetime import date, timedelta
from typing import Any

import pytest

from services.absence.domain import states
from services.absence.domain.states import Act, Change, Facts
from shared.kernel.refusals import Conflict
from shared.kernel.vocabulary import AbsenceStatus

SICK_FROM, HALF_FIT_ON, DAY = date(2026, 3, 2), date(2026, 3, 16), date(2026, 4, 1)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


def status(day: date, **facts: Any) -> AbsenceStatus:
    """The status on a day of an employee sick since 2 March."""
    return states.status_on(Facts(first_sick_day=SICK_FROM, **facts), day)


class TestActs:
    def test_each_have_a_result_in_every_status(self) -> None:
        assert {act: len(row) for act, row in states.TRANSITIONS.items()} == dict.fromkeys(Act, len(AbsenceStatus))

    @pytest.mark.parametrize("act", [Act.REPORT_PARTIAL, Act.REPORT_RELAPSE, Act.REPORT_RECOVERY])
    @pytest.mark.parametrize(("ended", "code"), [
        (AbsenceStatus.RECOVERED, "absence.not_open"), (AbsenceStatus.LEFT_SERVICE, "absence.not_open"),
        (AbsenceStatus.CANCELLED, "absence.cancelled")])
    def test_of_reporting_recovery_are_refused_once_it_ended(self, act: Act, ended: AbsenceStatus, code: str) -> None:
        with pytest.raises(Conflict) as refused:
            states.check_admitted(act, ended)

        assert refused.value.code == code

    @pytest.mark.parametrize("act", Act)
    @pytest.mark.parametrize("sick", [AbsenceStatus.REPORTED, AbsenceStatus.PARTIALLY_RECOVERED, AbsenceStatus.TERM_REACHED])
    def test_are_all_admitted_while_somebody_is_sick(self, act: Act, sick: AbsenceStatus) -> None:
        states.check_admitted(act, sick)

    def test_of_leaving_sick_need_a_sick_employee(self) -> None:
        with pytest.raises(states.NotSick):
            states.check_admitted(Act.REPORT_DEPARTURE, AbsenceStatus.RECOVERED)


class TestStatus:
    @pytest.mark.parametrize(("facts", "before", "on", "after"), [
        ({"recovered_on": DAY}, "REPORTED", "RECOVERED", "RECOVERED"),
        ({"employed_until": DAY}, "REPORTED", "REPORTED", "LEFT_SERVICE"),
        ({"employed_until": DAY, "recovered_on": DAY}, "REPORTED", "RECOVERED", "RECOVERED"),
        ({"employed_until": DAY, "recovered_on": AFTER}, "REPORTED", "REPORTED", "LEFT_SERVICE"),
        ({"changes": [Change(DAY, is_relapse=False)]}, "REPORTED", "PARTIALLY_RECOVERED", "PARTIALLY_RECOVERED"),
        ({"changes": [Change(HALF_FIT_ON, is_relapse=False), Change(DAY, is_relapse=True)]},
         "PARTIALLY_RECOVERED", "REPORTED", "REPORTED"),
    ], ids=["recovery", "departure", "recovery on the last day", "recovery after it", "partial recovery", "relapse"])
    def test_changes_on_the_day_of_a_date_and_not_before(self, facts: dict[str, Any], before: str, on: str, after: str) -> None:
        assert [status(day, **facts) for day in (BEFORE, DAY, AFTER)] == [before, on, after]

    def test_of_who_left_before_the_first_sick_day_stays_open(self) -> None:
        assert status(DAY, employed_until=SICK_FROM - timedelta(days=1)) == AbsenceStatus.REPORTED

    def test_after_104_weeks_is_the_term_until_a_recovery(self) -> None:
        assert status(DAY, term_ended=True) == AbsenceStatus.TERM_REACHED
        assert status(DAY, term_ended=True, recovered_on=DAY) == AbsenceStatus.RECOVERED
