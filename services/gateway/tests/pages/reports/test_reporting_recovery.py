"""Reporting recovered, and fully sick again, through the pages, without JavaScript."""
import re

import pytest

from services.gateway.tests.fake_identity import REPORTER


@pytest.fixture
def browser(log_in):
    return log_in()


def send(platform, browser, path, fields, action):
    token = browser.get(f"{platform.url}/session").json()["csrf_token"]
    return browser.post(platform.url + path, data=fields | {"csrf_token": token, "actie": action})


class TestRecovery:
    PATH = "/herstel-melden/V-2026-0002"
    COMMON = {"datum": "01-06-2026", "gegevens": "kloppen", "sleutel": "r-1"}

    @pytest.mark.parametrize(("answers", "body"), [
        ({"soort": "geheel"}, {"kind": "FULL", "first_fit_day": "2026-06-01"}),
        ({"soort": "uren", "gewerkte_uren": "20", "contracturen": "32"},
         {"kind": "PARTIAL", "effective_on": "2026-06-01", "basis": "OWN_WORK_HOURS", "recovered_pct": "62.5"}),
        ({"soort": "loonwaarde", "loonwaarde": "1.500,00", "loon": "3.000,00"},
         {"kind": "PARTIAL", "effective_on": "2026-06-01", "basis": "WAGE_VALUE", "wage_value_month": "1500.00",
          "contract_wage_month": "3000.00"}),
        ({"soort": "therapie"}, {"kind": "PARTIAL", "effective_on": "2026-06-01", "basis": "THERAPY", "recovered_pct": "0"}),
        ({"soort": "terugval"}, {"kind": "RELAPSE", "effective_on": "2026-06-01"}),
    ], ids=["full", "hours", "wage value", "therapy", "relapse"])
    def test_sends_what_was_answered(self, platform, browser, answers, body):
        answer = send(platform, browser, self.PATH, self.COMMON | answers, "versturen")

        write, = platform.services.writes("/v1/absences/V-2026-0002/recoveries")
        assert write["body"] == body | {"data_checked": True}
        assert answer.url.endswith("/dossier/V-2026-0002")
        assert "Uw herstelmelding is binnen" in answer.text

    def test_of_a_colleague_without_the_data_right_says_that_they_are_wrong(self, platform, log_in):
        browser = log_in(REPORTER)
        form = browser.get(platform.url + self.PATH).text

        send(platform, browser, self.PATH, self.COMMON | {"soort": "geheel", "gegevens": "onjuist"}, "versturen")

        write, = platform.services.writes("/v1/absences/V-2026-0002/recoveries")
        assert ("Nee, er klopt iets niet" in form, "Wijzig dan eerst" in form) == (True, False)
        assert write["body"] == {"kind": "FULL", "first_fit_day": "2026-06-01", "data_dispute": True}

    def test_asks_to_confirm_a_day_before_something_that_was_reported(self, platform, browser):
        answers = self.COMMON | {"soort": "geheel"}
        platform.services.refusals["POST /v1/absences/V-2026-0002/recoveries"] = (409, {
            "code": "mutation.out_of_order", "errors": [{"field": "first_fit_day", "code": "mutation.out_of_order",
                                                         "message": "Er is al een latere wijziging vastgelegd."}]})
        asked = send(platform, browser, self.PATH, answers, "versturen")
        platform.services.refusals.clear()
        send(platform, browser, self.PATH, answers | {"eerder": "ja", "sleutel": "r-2"}, "versturen")

        assert asked.status_code == 409
        assert 'href="#eerder"' in asked.text
        assert re.search('<input[^>]*id="eerder"[^>]*value="ja"', asked.text)
        *_, write = platform.services.writes("/v1/absences/V-2026-0002/recoveries")
        assert write["body"] == {"kind": "FULL", "first_fit_day": "2026-06-01", "data_checked": True, "correction": True}

    def test_offers_a_relapse_after_a_partial_recovery_only(self, platform, browser):
        offered = {number: 'value="terugval"' in browser.get(f"{platform.url}/herstel-melden/{number}").text
                   for number in ("V-2026-0002", "V-2026-0007")}

        assert offered == {"V-2026-0002": True, "V-2026-0007": False}

    def test_redirects_to_a_check_page_with_its_own_address(self, platform, browser):
        answers = self.COMMON | {"soort": "geheel"}

        page = send(platform, browser, self.PATH, answers, "controleren")
        back = send(platform, browser, self.PATH, answers, "terug")

        assert [answer.status_code for answer in (*page.history, *back.history)] == [303, 303]
        assert "Klopt alles?" in browser.get(page.url).text
        assert re.search(r'name="soort" value="geheel" checked', back.text)

    def test_leads_from_the_check_page_to_the_dossier_once_it_was_sent(self, platform, browser):
        check = send(platform, browser, self.PATH, self.COMMON | {"soort": "geheel"}, "controleren").url
        send(platform, browser, self.PATH, self.COMMON | {"soort": "geheel"}, "versturen")

        assert browser.get(check).url.endswith("/dossier/V-2026-0002")

    def test_shows_the_effect_before_it_is_sent(self, platform, browser):
        answers = self.COMMON | {"soort": "uren", "gewerkte_uren": "25", "contracturen": "40"}

        page = send(platform, browser, self.PATH, answers, "controleren")

        assert "62,5\u00a0% hersteld" in page.text
        assert "37,5\u00a0% arbeidsongeschiktheid" in page.text
        assert not platform.services.writes("/v1/absences/V-2026-0002/recoveries")

    def test_shows_the_euros_before_and_after_with_their_formula_before_it_is_saved(self, platform, browser):
        answers = self.COMMON | {"soort": "uren", "gewerkte_uren": "20", "contracturen": "40"}

        page = send(platform, browser, self.PATH, answers, "controleren").text

        june = re.search(r'juni 2026.*?</tr>', page)[0]
        assert re.findall(r'data-label="(?:Nu|Straks|Verschil)" class="text-end">([^<]+)', june) == [
            "€\u00a0590,04", "€\u00a0295,02", "€\u00a0-295,02"]
        assert "2 dagen × €\u00a0147,51 dagloon × 100\u00a0% dekking × 100\u00a0% ziek = €\u00a0295,02" in page

    def test_wants_a_wage_value_with_other_work(self, platform, browser):
        page = send(platform, browser, self.PATH, self.COMMON | {"soort": "loonwaarde", "loon": "3000"}, "controleren")

        assert page.status_code == 422
        assert "Vul in wat het andere werk per maand waard is" in page.text

    @pytest.mark.parametrize("hours", ["0", "40", "41"])
    def test_wants_a_part_of_the_hours(self, platform, browser, hours):
        answers = self.COMMON | {"soort": "uren", "gewerkte_uren": hours, "contracturen": "40"}

        page = send(platform, browser, self.PATH, answers, "controleren")

        assert page.status_code == 422


class TestRecoveryOfASecondment:
    @pytest.mark.requirement("R-124")
    def test_is_prepared_in_the_form(self, platform, log_in):
        row = next(one for one in platform.services.data["absences"] if one["absence_number"] == "V-2026-0002")
        row["prepared_recovery"] = {"placement_id": "placement-1", "effective_on": "2026-06-01", "recovered_pct": "40.00",
                                    "wage_value_month": "1440.00", "contract_wage_month": "3600.00"}

        page = log_in().get(platform.url + "/herstel-melden/V-2026-0002").text

        assert 'value="loonwaarde" checked' in page
        assert [f'name="{name}" value="{value}"' in page for name, value in (
            ("datum", "01-06-2026"), ("loonwaarde", "1440,00"), ("loon", "3600,00"))] == [True] * 3
        assert "Uw werknemer is gedetacheerd." in page
