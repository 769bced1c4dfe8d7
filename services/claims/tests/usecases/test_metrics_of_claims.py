"""The gauge of late payment runs."""
from datetime import date

import pytest

from services.claims.metrics import late_seconds
from services.claims.tests.conftest import filed, state
from shared.kernel.vocabulary import AbsenceStatus
from shared.testing.service import Service

A_DAY = 86400.0


class TestLateSeconds:
    @pytest.mark.parametrize(("today", "days"), [(date(2026, 4, 19), 0), (date(2026, 4, 20), 0), (date(2026, 4, 22), 2)],
                             ids=["before the pay date", "on it", "two days later"])
    def test_count_from_the_pay_date_of_a_prepared_run(self, insured: Service, today: date, days: int) -> None:
        insured.deliver(filed(state(recovered_on=date(2026, 4, 1), status=AbsenceStatus.RECOVERED)))
        insured.run_jobs(date(2026, 4, 19))
        insured.set_today(today)

        assert insured.query(late_seconds) == days * A_DAY

    def test_are_none_once_it_is_paid(self, insured: Service) -> None:
        insured.deliver(filed(state(recovered_on=date(2026, 4, 1), status=AbsenceStatus.RECOVERED)))
        insured.run_jobs(date(2026, 4, 20))
        insured.set_today(date(2026, 4, 30))

        assert insured.query(late_seconds) == 0
