"""Pages of billing: debtors by age, invoices to release, open and disputed, and what is done with one."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import Person
from services.gateway.tests.pages.insurer.test_policy_pages import policy
from services.gateway.tests.platform_of_tests import Platform

BILLING = Person("staff-billing", "Femke Prins", None, (), ("insurer_billing",))
INVOICE = "/debiteuren/facturen/P-2026-0005"


@pytest.fixture(autouse=True)
def insured(platform: Platform) -> None:
    """The policy of the debtor."""
    platform.services.answers["billing GET /v1/policies/MV-100200"] = policy(policy_number="MV-100200")


def send(platform: Platform, browser: Any, page: str, path: str, **form: str) -> Any:
    """Post a form as a page shows it."""
    shown = browser.get(platform.url + page).text
    hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', shown))
    return browser.post(platform.url + path, data=hidden | form)


class TestPages:
    @pytest.mark.parametrize(("path", "said"), [
        ("/debiteuren", "1–30 dagen"), ("/debiteuren/facturen", "P-2026-0005"),
        ("/debiteuren/facturen?lijst=vrij-te-geven", "polis MV-100200"), ("/debiteuren/facturen?lijst=betwist", "Betwist"),
        (INVOICE, "Betaling vastleggen"), ("/debiteuren/polissen/MV-100200", "Grootboek")])
    def test_answer_billing(self, platform: Platform, log_in: LogIn, path: str, said: str) -> None:
        page = log_in(BILLING).get(platform.url + path)

        assert (page.status_code, said in page.text) == (200, True)

    def test_are_not_for_an_employer(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in().get(platform.url + "/debiteuren").status_code == 403

    def test_are_counted_on_the_start_of_billing(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(BILLING).get(platform.url + "/").text

        assert 'href="/debiteuren/facturen?lijst=vrij-te-geven"' in page


class TestActs:
    @pytest.mark.parametrize(("act", "form", "what", "body"), [
        ("betaling", {"betaald_op": "15-06-2026", "bedrag": "40,00"}, "payments", {"paid_on": "2026-06-15", "amount": "40.00"}),
        ("betwisten", {"waarom": "Dubbel"}, "disputes", {"reason": "Dubbel"}),
        ("crediteren", {"reden": "Dubbel", "stap": "boeken"}, "credits", {"reason": "Dubbel"}),
        ("betwisting-beeindigen", {}, "ended-disputes", {}), ("ongedaan", {}, "undone-credits", {})])
    def test_reach_billing_once_with_the_version_that_was_seen(self, platform: Platform, log_in: LogIn, act: str,
                                                               form: dict[str, str], what: str, body: dict[str, Any]) -> None:
        page = send(platform, log_in(BILLING), INVOICE, f"{INVOICE}/{act}", **form)

        [write] = platform.services.writes(f"/v1/invoices/P-2026-0005/{what}")
        assert (write["body"], write["headers"]["If-Match"], page.history[0].status_code) == (body, '"1"', 303)

    def test_show_a_credit_note_before_it_is_booked(self, platform: Platform, log_in: LogIn) -> None:
        page = send(platform, log_in(BILLING), INVOICE, f"{INVOICE}/crediteren", reden="Dubbel", stap="proef")

        assert (page.status_code, "Creditnota CRED-2026-000001" in page.text) == (200, True)
        assert platform.services.writes("/v1/invoices/P-2026-0005/credits") == []

    @pytest.mark.parametrize(("act", "form", "message"), [
        ("betaling", {"betaald_op": "15-06-2026", "bedrag": "-1"}, "href=\"#bedrag\""),
        ("betaling", {"bedrag": "1"}, "Vul de dag van betaling in."), ("betwisten", {}, "Vul in wat er niet klopt."),
        ("crediteren", {"stap": "boeken"}, "Vul in waarom u crediteert.")])
    def test_name_the_field_that_is_wrong(self, platform: Platform, log_in: LogIn, act: str, form: dict[str, str],
                                          message: str) -> None:
        page = send(platform, log_in(BILLING), INVOICE, f"{INVOICE}/{act}", **form)

        assert (page.status_code, message in page.text) == (422, True)

    def test_show_an_invoice_before_it_is_booked(self, platform: Platform, log_in: LogIn) -> None:
        browser, path = log_in(BILLING), "/debiteuren/facturen"

        preview = send(platform, browser, path, path, polis="MV-100200", soort="ARBO", stap="proef")
        booked = send(platform, browser, path, path, polis="MV-100200", soort="ARBO", stap="boeken")

        assert "Zo wordt er geboekt" in preview.text
        assert (booked.status_code, "Geboekt: A-2026-0001." in booked.text) == (200, True)

    def test_record_the_address_on_invoices(self, platform: Platform, log_in: LogIn) -> None:
        page = "/debiteuren/polissen/MV-100200"
        form = {"straat": "Badhuisstraat 12", "postcode": "4381ab", "plaats": "Vlissingen", "kvk": "87654321"}

        wrong = send(platform, log_in(BILLING), page, page, **form | {"kvk": "1"})
        good = send(platform, log_in(BILLING), page, page, **form)

        assert (wrong.status_code, "Geef een KvK-nummer van acht cijfers." in wrong.text) == (422, True)
        assert (good.status_code, "Het adres is vastgelegd." in good.text) == (200, True)


class TestCollections:
    def test_offer_the_file_of_a_day(self, platform: Platform, log_in: LogIn) -> None:
        browser, page = log_in(BILLING), platform.url + "/debiteuren/incasso"

        assert 'href="/debiteuren/incasso/2026-06-12/bestand"' in browser.get(page).text
        file = browser.get(page + "/2026-06-12/bestand")
        assert (file.content, file.headers["Content-Disposition"]) == (
            b"<Document/>", 'attachment; filename="COLLECT-2026-06-12.xml"')

    def test_are_booked_with_what_the_bank_returned(self, platform: Platform, log_in: LogIn) -> None:
        page = "/debiteuren/incasso"

        answer = send(platform, log_in(BILLING), page, page + "/2026-06-12", geboekt_op="12-06-2026",
                      geretourneerd="P-2026-0005, A-2026-0001")

        [write] = platform.services.writes("/v1/collections/2026-06-12/bookings")
        assert (answer.status_code, "De incasso is geboekt." in answer.text) == (200, True)
        assert (write["body"], write["headers"]["If-Match"]) == (
            {"booked_on": "2026-06-12", "returned": ["P-2026-0005", "A-2026-0001"]}, '"1"')
