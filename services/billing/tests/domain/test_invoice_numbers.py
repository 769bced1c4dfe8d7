"""Invoice numbers: format and gapless sequence."""
import pytest

from services.billing.domain.invoices.invoice_number import InvoiceNumber, InvoiceSeries


class TestInvoiceNumber:
    @pytest.mark.parametrize(
        ("series", "text"),
        [
            (InvoiceSeries.ARBO, "ARBO-2026-000001"),
            (InvoiceSeries.PREMIUM, "PREM-2026-000001"),
            (InvoiceSeries.CREDIT, "CRED-2026-000001"),
        ],
    )
    def test_begins_each_series_of_a_year_at_one(self, series: InvoiceSeries, text: str):
        assert str(InvoiceNumber.first(series, 2026)) == text

    def test_is_followed_without_a_gap(self):
        number = InvoiceNumber.parse("PREM-2026-000123")

        assert [str(number.next()), str(number.next().next())] == ["PREM-2026-000124", "PREM-2026-000125"]

    def test_grows_wider_rather_than_starting_again(self):
        number = InvoiceNumber.parse("ARBO-2026-999999").next()

        assert str(number) == "ARBO-2026-1000000"
        assert InvoiceNumber.parse("ARBO-2026-1000000") == number

    @pytest.mark.parametrize(
        "text",
        ["ARBO-2026-1", "ARBO-2026-000000", "ARBO-2026-0000001", "FACT-2026-000001", "arbo-2026-000001",
         "ARBO-2026-00000\u0661", "ARBO-2026-000001\n", ""],
    )
    def test_refuses_what_is_no_number(self, text: str):
        with pytest.raises(ValueError, match="number"):
            InvoiceNumber.parse(text)
