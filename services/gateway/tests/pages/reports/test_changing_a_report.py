"""Correcting and withdrawing a report, its recoveries and relapses through the pages (domain.md §15.5), without JavaScript."""
import re

import pytest

from services.gateway.tests.fake_identity import EMPLOYER

PATH = "/dossier/V-2026-0002/melding"
API = "/v1/absences/V-2026-0002"
HALF = f"{PATH}/m1"
CONFIRMED = {"gegevens": "kloppen"}


@pytest.fixture
def browser(log_in):
    return log_in(EMPLOYER)


@pytest.fixture
def absence(platform):
    return next(one for one in platform.services.data["absences"] if one["absence_number"] == "V-2026-0002")


@pytest.fixture
def recovered(absence):
    absence.update(status="RECOVERED", recovered_on="2026-06-08")
    return absence


@pytest.fixture
def again_sick(absence):
    absence["mutations"].append(absence["mutations"][0] | {"mutation_id": "m2", "effective_on": "2026-06-01",
                                                           "recovered_pct": "0", "relapse": True})
    return absence


def titles(page):
    return re.findall(r'<th scope="row" data-label="Wat">([^<]+)', page.text)


class TestOverview:
    def test_lists_what_was_reported_by_date(self, platform, browser, recovered, again_sick):
        page = browser.get(platform.url + PATH)

        assert titles(page) == ["Ziek gemeld", "37,5\u00a0% hersteld", "Weer volledig ziek", "Geheel hersteld"]
        assert [f"{PATH}/{key}/intrekken" in page.text for key in ("ziek", "m1", "m2", "hersteld")] == [True] * 4

    def test_offers_nothing_of_a_withdrawn_report(self, platform, browser, absence):
        absence["status"] = "CANCELLED"

        page = browser.get(platform.url + PATH)

        assert titles(page) == []
        assert "Deze melding is ingetrokken" in page.text
        assert browser.get(f"{platform.url}{PATH}/ziek").url.endswith(PATH)

    def test_is_reached_from_the_dossier(self, platform, browser):
        assert f'href="{PATH}"' in browser.get(f"{platform.url}/dossier/V-2026-0002").text


class TestCorrection:
    @pytest.mark.parametrize(("key", "typed", "body"), [
        ("ziek", {"datum": "27-02-2026"}, {"first_sick_day": "2026-02-27"}),
        ("hersteld", {"datum": "5-6-2026"}, {"recovered_on": "2026-06-05"}),
        ("m2", {"datum": "02-06-2026"}, {"mutation_id": "m2", "effective_on": "2026-06-02"}),
        ("m1", {"datum": "04-05-2026", "soort": "uren", "percentage": "62,5"},
         {"mutation_id": "m1", "effective_on": "2026-05-04", "basis": "OWN_WORK_HOURS", "recovered_pct": "62.5"}),
        ("m1", {"datum": "04-05-2026", "soort": "loonwaarde", "loonwaarde": "1.500,00", "loon": "3.000,00"},
         {"mutation_id": "m1", "effective_on": "2026-05-04", "basis": "WAGE_VALUE", "wage_value_month": "1500.00",
          "contract_wage_month": "3000.00"}),
    ], ids=["first sick day", "first fit day", "relapse", "hours", "wage value"])
    def test_sends_the_new_values_once(self, platform, browser, recovered, again_sick, press, key, typed, body):
        page = press(f"{PATH}/{key}", versie="1", **CONFIRMED | typed)

        write, = platform.services.writes(f"{API}/corrections")
        assert write["body"] == body | {"data_checked": True}
        assert (write["headers"]["Idempotency-Key"], write["headers"]["If-Match"]) == ("once", '"1"')
        assert page.url.endswith("/dossier/V-2026-0002")
        assert "De wijziging is binnen" in page.text

    def test_starts_with_the_present_values(self, platform, browser):
        page = browser.get(platform.url + HALF).text

        assert re.search(r'value="uren" checked', page)
        assert re.search(r'name="percentage" value="37,5"', page)
        assert re.search(r'name="datum" value="01-05-2026"', page)

    @pytest.mark.parametrize(("typed", "field"), [
        ({"datum": "30-02-2026"}, "datum"), ({"datum": ""}, "datum"), ({"soort": "geheel"}, "soort"),
        ({"percentage": "100"}, "gewerkte_uren"), ({"gegevens": ""}, "gegevens")])
    def test_says_at_the_field_what_is_wrong(self, platform, browser, press, typed, field):
        page = press(HALF, **{"datum": "04-05-2026", "soort": "uren", "percentage": "60"} | CONFIRMED | typed)

        assert page.status_code == 422
        assert f'href="#{field}"' in page.text
        assert not platform.services.writes(f"{API}/corrections")

    def test_shows_what_absence_refuses_at_the_day(self, platform, browser, press):
        platform.services.refusals[f"POST {API}/corrections"] = (422, {"code": "recovery.before_sick_day", "errors": [
            {"field": "effective_on", "code": "recovery.before_sick_day", "message": "Dit ligt voor de eerste ziektedag."}]})

        page = press(HALF, datum="01-03-2026", soort="uren", percentage="60", **CONFIRMED)

        assert page.status_code == 422
        assert 'id="datum-fout"' in page.text
        assert "Dit ligt voor de eerste ziektedag." in page.text


class TestWithdrawal:
    @pytest.mark.parametrize(("key", "typed", "path", "body"), [
        ("ziek", {"reden": "niet_ziek"}, "/cancellations", {"reason": "NOT_SICK"}),
        ("hersteld", {}, "/recoveries/withdrawals", {}),
        ("m1", {}, "/mutations/m1/withdrawals", {}),
    ], ids=["report", "recovery", "partial recovery"])
    def test_says_what_it_does_and_is_sent_once(self, platform, browser, recovered, press, key, typed, path, body):
        asked = browser.get(f"{platform.url}{PATH}/{key}/intrekken")
        page = press(f"{PATH}/{key}/intrekken", versie="1", **typed)

        assert 'class="alert alert-warning note"' in asked.text
        assert "verrekenen wij <strong>€\u00a01.920,00</strong>" in asked.text
        assert "€\u00a0590,04" in asked.text
        write, = platform.services.writes(f"{API}{path}")
        assert write["body"] == body
        assert (write["headers"]["Idempotency-Key"], write["headers"]["If-Match"]) == ("once", '"1"')
        assert page.url.endswith("/dossier/V-2026-0002")

    def test_of_a_report_wants_a_reason(self, platform, browser, press):
        page = press(f"{PATH}/ziek/intrekken")

        assert page.status_code == 422
        assert 'href="#reden"' in page.text
        assert not platform.services.writes(f"{API}/cancellations")

    @pytest.mark.parametrize("key", ["m9", "hersteld"])
    def test_of_what_is_gone_leads_to_what_is_left(self, platform, browser, press, key):
        page = press(f"{PATH}/{key}/intrekken")

        assert page.url.endswith(PATH)
        assert titles(page) == ["Ziek gemeld", "37,5\u00a0% hersteld"]
