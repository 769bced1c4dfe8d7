"""The forecast shown to an employer at the time of reporting."""
from services.claims.domain.benefits.benefit import calculate_benefits
from services.claims.domain.benefits.cover import NotCovered
from services.claims.domain.benefits.forecast import forecast
from services.claims.tests.domain.case_factory import a_case, day, euros
from shared.kernel.month import Month
from shared.kernel.period import Period


class TestForecast:
    def test_tells_the_end_of_the_own_risk_and_each_month_with_its_pay_date(self):
        expected = forecast(a_case(("2026-03-02", None)), through=Month(2026, 4), today=day("2026-03-02"))

        assert (expected.not_covered, expected.first_payable_on) == (None, day("2026-03-16"))
        assert (expected.own_risk_from, expected.own_risk_until) == (day("2026-03-02"), day("2026-03-13"))
        assert [(month.benefit.month, month.benefit.total, month.pay_on) for month in expected.months] == [
            (Month(2026, 3), euros("1920.00"), day("2026-04-20")),
            (Month(2026, 4), euros("3520.00"), day("2026-05-20")),
        ]

    def test_equals_what_is_paid_later(self):
        case = a_case(("2026-03-02", None))

        months = forecast(case, through=Month(2026, 9), today=day("2026-03-02")).months

        assert tuple(month.benefit for month in months) == calculate_benefits(case, through=Month(2026, 9))

    def test_tells_why_nothing_is_paid(self):
        case = a_case(("2026-03-02", None), cover=(Period(day("2026-04-01")),))

        expected = forecast(case, through=Month(2026, 9), today=day("2026-03-02"))

        assert expected.not_covered is NotCovered.NO_COVER_ON_FIRST_SICK_DAY

    def test_pays_nothing_to_who_is_fit_within_the_own_risk_term(self):
        expected = forecast(a_case(("2026-03-02", "2026-03-12")), through=Month(2026, 9), today=day("2026-03-12"))

        assert (expected.not_covered, expected.first_payable_on, expected.months) == (None, None, ())
