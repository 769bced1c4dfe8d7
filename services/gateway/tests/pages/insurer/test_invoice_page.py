"""The employer's page of one invoice: its lines, how to pay, who was counted, and its files."""
from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fakes.invoices import PDF, UBL
from services.gateway.tests.platform_of_tests import Platform


def say(platform: Platform, **more: object) -> None:
    """Let billing say more about the first invoice."""
    platform.services.data["invoices"][0] |= more


class TestInvoicePage:
    def test_names_who_was_counted_and_on_which_day(self, platform: Platform, log_in: LogIn) -> None:
        say(platform, counted=["e-2"],
            details={"heads": 1, "tariff_incl_vat": "139.15", "reference_on": "2026-01-01"})

        page = log_in().get(platform.url + "/facturen/A-2026-0001").text

        counted = page.split('id="geteld"')[1]
        assert "do 1 januari 2026" in counted
        assert "<li>Mo El Amrani</li>" in counted

    def test_says_how_to_pay_by_transfer(self, platform: Platform, log_in: LogIn) -> None:
        say(platform, status="OPEN", stage="OPEN", paid_on=None)

        page = log_in().get(platform.url + "/facturen/A-2026-0001").text

        assert "over naar NL44RABO0123456789" in page
        assert "Vermeld factuurnummer A-2026-0001" in page

    def test_offers_pdf_and_e_invoice(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in()

        page = browser.get(platform.url + "/facturen/A-2026-0001").text
        pdf, ubl = (browser.get(f"{platform.url}/facturen/A-2026-0001/{form}") for form in ("pdf", "e-factuur"))

        assert 'href="/facturen/A-2026-0001/e-factuur"' in page
        assert (pdf.content, pdf.headers["Content-Disposition"]) == (PDF, 'attachment; filename="A-2026-0001.pdf"')
        assert (ubl.content, ubl.headers["Content-Type"]) == (UBL, "application/xml")

    def test_says_what_is_missing_for_an_e_invoice(self, platform: Platform, log_in: LogIn) -> None:
        say(platform, customer={"name": "Bakkerij", "kvk_number": None, "vat_id": None, "address": None})

        page = log_in().get(platform.url + "/facturen/A-2026-0001").text

        assert "uw adres en KvK-nummer bij ons ontbreken" in page
        assert "/e-factuur" not in page
