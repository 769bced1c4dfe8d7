"""Every page of the portal responds, in Dutch, with the correct figures."""
import pytest

PAGES = {
    "/": "Nu te doen", "/ziek-melden": "Wie is er ziek", "/ziek-melden/e-3": "Bram Visser ziek melden",
    "/herstel-melden": "Wie is er", "/herstel-melden/V-2026-0002": "Herstel van Mo El Amrani",
    "/werknemers": "Berg, Anna van den", "/werknemers/e-1": "Verzuimhistorie", "/werknemers/toevoegen": "Bruto jaarloon",
    "/werknemers/e-1/wijzigen": "Gegevens wijzigen", "/werknemers/e-1/geschiedenis": "Loon vastgelegd",
    "/werknemers/importeren": "CSV-bestand", "/werknemers/e-7/uit-dienst": "Ziek uit dienst melden",
    "/oud-werknemers": "U houdt geen register bij", "/werknemers/e-7/verlof": "Nog geen verlof vastgelegd",
    "/Verzuim/Verzuimdossier": "Voortgangsgesprek", "/dossier/V-2026-0002": "De 104 weken",
    "/Verzuim/Overzichten": "4,82", "/uitkeringen": "Mei 2026", "/uitkeringen/V-2026-0002": "1.936,07",
    "/facturen": "A-2026-0001", "/facturen/A-2026-0001": "1.669,80", "/hulp": "Veelgestelde vragen",
}


class TestPages:
    @pytest.mark.parametrize("path", PAGES)
    def test_answers(self, platform, log_in, path):
        page = log_in().get(platform.url + path)

        assert page.status_code == 200, page.text
        assert PAGES[path] in page.text
        assert 'action="/logout"' in page.text


class TestInvoice:
    def test_of_the_arbo_service_shows_the_rate_of_its_vat(self, platform, log_in):
        page = log_in().get(platform.url + "/facturen/A-2026-0001")

        assert "Arbofactuur" in page.text
        assert "Btw (21\u00a0%)" in page.text

    def test_of_premium_says_that_it_is_exempt(self, platform, log_in):
        """The invoice states the exemption (OB 35a-1-l)."""
        page = log_in().get(platform.url + "/facturen/P-2026-0005")

        assert "Premie" in page.text
        assert "Vrijgesteld" in page.text
        assert "Verzekeringspremie is vrijgesteld van btw" in page.text
