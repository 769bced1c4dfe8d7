"""Reporting sick and recovered through the pages, without JavaScript."""
import re
from datetime import date

import pytest

from services.gateway.tests.fake_identity import REPORTER
from services.gateway.tests.published_contract import document
from services.gateway.view.report_questions import ALL, asked_after

GOOD = {"eerste_ziektedag": "15-06-2026", "gegevens": "kloppen", "derde": "nee", "vangnet": "nee", "sleutel": "k-1",
        "versie": "3"}


@pytest.fixture
def browser(log_in):
    return log_in()


def send(platform, browser, path, fields, action):
    token = browser.get(f"{platform.url}/session").json()["csrf_token"]
    return browser.post(platform.url + path, data=fields | {"csrf_token": token, "actie": action})


class TestSickReport:
    @pytest.mark.parametrize(("typed", "found"), [("ber", ["Anna van den Berg"]), ("ozt", ["Emine Öztürk"]),
                                                  ("planner", ["Mo El Amrani"]), ("jansen", [])],
                             ids=["three letters", "without accents", "function", "left"])
    def test_finds_the_employee_by_a_few_letters(self, platform, browser, typed, found):
        page = browser.get(f"{platform.url}/ziek-melden", params={"zoek": typed}).text

        assert re.findall(r"<strong>([^<]+)</strong>", page) == found

    @pytest.mark.requirement("R-007")
    def test_shows_the_data_and_asks_to_confirm_them(self, platform, browser):
        page = browser.get(f"{platform.url}/ziek-melden/e-3").text

        assert "Kloppen deze gegevens?" in page
        assert "€\u00a038.500,00" in page
        assert "06 12345678" in page

        refused = send(platform, browser, "/ziek-melden/e-3", GOOD | {"gegevens": ""}, "controleren")
        assert refused.status_code == 422
        assert "Kies of de gegevens kloppen" in refused.text

    def test_asks_always_whether_a_third_party_may_be_liable(self, platform, browser):
        refused = send(platform, browser, "/ziek-melden/e-3", GOOD | {"derde": ""}, "controleren")

        assert refused.status_code == 422
        assert "Kies of iemand anders aansprakelijk kan zijn" in refused.text

    @pytest.mark.parametrize("field", ["derde", "vangnet", "conflict", "arbeidsongeval", "verkeersongeval", "oneens",
                                       "oneens_reden", "zelfde_oorzaak", "gegevens"])
    def test_refuses_an_answer_that_was_not_asked_for(self, platform, browser, field):
        for action in ("controleren", "versturen"):
            refused = send(platform, browser, "/ziek-melden/e-3", GOOD | {field: "ruzie"}, action)

            assert refused.status_code == 422
            assert f'href="#{field}"' in refused.text
        assert not platform.services.writes("/v1/sick-reports")

    def test_fills_in_today_as_the_first_day(self, platform, browser):
        assert 'value="15-06-2026"' in browser.get(f"{platform.url}/ziek-melden/e-3").text

    def test_refuses_tomorrow_and_keeps_what_was_typed(self, platform, browser):
        typed = GOOD | {"eerste_ziektedag": "16-06-2026", "conflict": "ja"}

        refused = send(platform, browser, "/ziek-melden/e-3", typed, "controleren")

        assert refused.status_code == 422
        assert 'value="16-06-2026"' in refused.text
        assert 'href="#eerste_ziektedag"' in refused.text
        assert re.search(r'name="conflict" value="ja" checked', refused.text)

    def test_shows_everything_before_it_is_sent(self, platform, browser):
        page = send(platform, browser, "/ziek-melden/e-3", GOOD, "controleren")

        assert "Klopt alles?" in page.text
        assert "€\u00a0295,02" in page.text, "what claims expects"
        assert "Uw eigen risico loopt tot en met</dt><dd>vr 26 juni 2026" in page.text
        assert not platform.services.writes("/v1/sick-reports")

    def test_lists_every_answer_before_it_is_sent(self, platform, browser):
        answers = {"derde": "onbekend", "vangnet": "ja", "arbeidsongeval": "ja", "zelfde_oorzaak": "onbekend"}

        page = send(platform, browser, "/ziek-melden/e-3", GOOD | answers, "controleren")

        assert re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", page.text)[:10] == [
            ("Werknemer", "Bram Visser"), ("Eerste ziektedag", "ma 15 juni 2026"),
            ("Iemand anders aansprakelijk", "Nog niet bekend"), ("Vangnetregeling", "Ja"),
            ("Zelfde oorzaak als de vorige keer", "Dat weet ik niet"), ("Arbeidsconflict", "Nee"), ("Ongeval op het werk", "Ja"),
            ("Ongeval in het verkeer", "Nee"), ("Ziekmelding betwist", "Nee"), ("Gegevens", "Kloppen")]

    def test_sends_the_report_once_and_tells_what_happens_now(self, platform, browser):
        page = send(platform, browser, "/ziek-melden/e-3", GOOD, "versturen")

        write, = platform.services.writes("/v1/sick-reports")
        assert write["headers"]["Idempotency-Key"] == "k-1"
        assert write["body"] == {
            "employee_id": "e-3", "first_sick_day": "2026-06-15", "data_checked": True, "employee_version": 3,
            "third_party": "NO", "safety_net": False, "labour_conflict": False, "work_accident": False,
            "traffic_accident": False, "contested": False}
        assert "V-2026-0100" in page.text
        assert "uiterlijk vrijdag 19 juni" in page.text

    def test_sends_the_conflict_as_a_flag_and_offers_no_words(self, platform, browser):
        page = browser.get(f"{platform.url}/ziek-melden/e-3").text
        send(platform, browser, "/ziek-melden/e-3", GOOD | {"conflict": "ja"}, "versturen")

        write, = platform.services.writes("/v1/sick-reports")
        assert write["body"]["labour_conflict"] is True
        assert "<textarea" not in page

    @pytest.mark.requirement("R-016")
    def test_sends_corrected_data_with_the_report_in_one_request(self, platform, browser):
        changed = GOOD | {"gegevens": "wijzigen", "jaarloon": "40.000,00", "uren": "36", "geldig_vanaf": "01-06-2026",
                          "telefoon": "06 12345678", "functie": "Chauffeur"}

        check = send(platform, browser, "/ziek-melden/e-3", changed, "controleren")
        send(platform, browser, "/ziek-melden/e-3", changed, "versturen")

        write, = platform.services.writes("/v1/sick-reports")
        assert not platform.services.writes("/v1/employees/e-3/wages")
        assert write["body"]["employee"] == {"annual_wage": "40000.00", "valid_from": "2026-06-01", "contract_hours": "36",
                                             "function": "Chauffeur"}
        assert ("Jaarloon wordt", "€\u00a040.000,00") in re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", check.text)

    @pytest.mark.parametrize(("typed", "field"), [
        ({"jaarloon": "40.000,00"}, "geldig_vanaf"), ({"functie": "heeft een burn-out"}, "functie"),
        ({"telefoon": "12"}, "telefoon"), ({}, "gegevens")], ids=["no first day", "medical word", "no number", "nothing"])
    def test_says_at_the_field_what_is_wrong_with_a_correction(self, platform, browser, typed, field):
        refused = send(platform, browser, "/ziek-melden/e-3", GOOD | {"gegevens": "wijzigen"} | typed, "controleren")

        assert refused.status_code == 422
        assert f'href="#{field}"' in refused.text

    @pytest.mark.requirement("R-016")
    def test_is_filed_with_a_dispute_by_somebody_who_may_not_correct_the_data(self, platform, log_in):
        send(platform, log_in(REPORTER), "/ziek-melden/e-3", GOOD | {"gegevens": "onjuist"}, "versturen")

        write, = platform.services.writes("/v1/sick-reports")
        assert write["body"]["data_dispute"] is True
        assert "data_checked" not in write["body"]

    def test_sends_what_the_consultant_may_know(self, platform, browser):
        more = {"duur": "14", "gewerkt": "3,5", "bereikbaar_op": "06 87654321", "verkeersongeval": "ja",
                "verpleegadres": "Badhuisstraat 12, 4381 AB Vlissingen"}

        page = send(platform, browser, "/ziek-melden/e-3", GOOD | more, "controleren")
        send(platform, browser, "/ziek-melden/e-3", GOOD | more, "versturen")

        write, = platform.services.writes("/v1/sick-reports")
        assert {name: write["body"][name] for name in ("expected_days", "hours_worked", "contact_phone", "nursing_address",
                                                       "traffic_accident")} == {
            "expected_days": 14, "hours_worked": "3.5", "contact_phone": "+31687654321", "traffic_accident": True,
            "nursing_address": "Badhuisstraat 12, 4381 AB Vlissingen"}
        assert {"14 dagen", "3,5 uur", "06 87654321"} <= {shown for _, shown in re.findall(
            "<dt>(.*?)</dt><dd>(.*?)</dd>", page.text)}

    @pytest.mark.requirement("R-089")
    @pytest.mark.parametrize(("answers", "status"), [
        ({"oneens": "ja"}, 422), ({"oneens": "ja", "oneens_reden": "verlof"}, 200), ({"oneens": "ja", "conflict": "ja"}, 200),
        ({"oneens_reden": "verlof"}, 422)], ids=["no reason", "a reason", "a conflict", "only a reason"])
    def test_wants_a_reason_of_who_contests_it(self, platform, browser, answers, status):
        page = send(platform, browser, "/ziek-melden/e-3", GOOD | answers, "controleren")

        assert page.status_code == status

    def test_redirects_to_a_check_page_with_its_own_address(self, platform, browser):
        page = send(platform, browser, "/ziek-melden/e-3", GOOD, "controleren")

        assert [answer.status_code for answer in page.history] == [303]
        assert "Klopt alles?" in browser.get(page.url).text

        back = send(platform, browser, "/ziek-melden/e-3", GOOD, "terug")
        assert back.history[0].status_code == 303
        assert re.search(r'name="derde" value="nee" checked', back.text)

    def test_leads_from_the_check_page_to_the_report_once_it_was_sent(self, platform, browser):
        check = send(platform, browser, "/ziek-melden/e-3", GOOD, "controleren").url
        send(platform, browser, "/ziek-melden/e-3", GOOD, "versturen")

        assert browser.get(check).url.endswith("/ziek-melden/gedaan/V-2026-0100")

    def test_shows_what_the_service_says_at_the_field(self, platform, browser):
        platform.services.refusals["POST /v1/sick-reports"] = (422, {"code": "employee.not_in_service", "errors": [
            {"field": "first_sick_day", "code": "employee.not_in_service", "message": "Uw werknemer was toen niet in dienst."}]})

        page = send(platform, browser, "/ziek-melden/e-3", GOOD, "versturen")

        assert page.status_code == 422
        assert 'id="eerste_ziektedag-fout"' in page.text
        assert "Uw werknemer was toen niet in dienst." in page.text

    def test_shows_a_conflict_on_top(self, platform, browser):
        refusal = {"code": "absence.already_open", "detail": "Er loopt al een ziekmelding."}
        platform.services.refusals["POST /v1/sick-reports"] = (409, refusal)

        page = send(platform, browser, "/ziek-melden/e-3", GOOD, "versturen")

        assert page.status_code == 409
        assert "Er loopt al een ziekmelding." in page.text

    def test_offers_no_correction_without_the_right(self, platform, log_in):
        page = log_in(REPORTER).get(f"{platform.url}/ziek-melden/e-3").text

        assert 'value="wijzigen"' not in page
        assert "Nee, er klopt iets niet" in page

    def test_asks_about_the_same_cause_only_within_four_weeks(self, platform, browser):
        assert "zelfde_oorzaak" not in browser.get(f"{platform.url}/ziek-melden/e-1").text

        platform.services.data["absences"][2]["recovered_on"] = "2026-05-25"
        assert "zelfde_oorzaak" in browser.get(f"{platform.url}/ziek-melden/e-1").text


class TestQuestions:
    def test_report_facts_that_absence_takes_and_shows_again(self):
        schemas = document("absence")["components"]["schemas"]
        facts = {question.fact for question in ALL}

        assert facts <= schemas["SickReport"]["properties"].keys()
        assert facts <= schemas["AbsenceView"]["properties"].keys()

    def test_ask_for_the_cause_only_after_an_absence_that_may_be_continued(self):
        asked, unasked = ([(each.name, each.hint) for each in asked_after(day)] for day in (date(2026, 6, 1), None))

        assert {name for name, _ in asked} - {name for name, _ in unasked} == {"zelfde_oorzaak"}
        assert "eindigde op ma 1 juni 2026. Binnen vier weken" in dict(asked)["zelfde_oorzaak"]
