"""Forms that were sent after the session had ended, and addresses that only take forms."""
import re

import pytest

from services.gateway.tests.fake_identity import EMPLOYER, REPORTER


class TestLostSession:
    def test_gives_back_what_was_typed(self, platform, log_in):
        browser = log_in()
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]
        _end_session(platform, browser)
        typed = {"csrf_token": token, "voornaam": "Fatima", "achternaam": "Haddad"}

        page = browser.post(f"{platform.url}/werknemers/toevoegen", data=typed, headers={"Origin": platform.url})

        assert page.status_code == 200
        assert 'value="Fatima"' in page.text
        assert "U was even uitgelogd" in page.text
        assert not platform.services.writes("/v1/employees"), "nothing was sent without the person"

    @pytest.mark.parametrize(("path", "above"), [
        ("/dossier/V-2026-0002/M05", "/dossier/V-2026-0002"),
        ("/dossier/V-2026-0002/aansprakelijk", "/dossier/V-2026-0002/aansprakelijk")],
        ids=["an address of a form only", "a page that does not fill it in"])
    def test_offers_to_send_what_no_page_fills_in_again(self, platform, log_in, path, above):
        browser = log_in()
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]
        _end_session(platform, browser)
        typed = {"csrf_token": token, "sleutel": "k-9", "afgerond_op": "01-06-2026", "derde": "ja"}

        page = browser.post(f"{platform.url}{path}", data=typed, headers={"Origin": platform.url})

        assert page.status_code == 200
        assert "Dit is nog niet verstuurd" in page.text
        assert "<dt>Afgerond op</dt><dd>01-06-2026</dd>" in page.text
        assert re.search(f'method="post" action="{path}"', page.text)
        assert '<input type="hidden" name="sleutel" value="k-9">' in page.text
        assert f'href="{above}">Niet versturen' in page.text
        assert token not in page.text

    @pytest.mark.parametrize(("person", "shown"), [(EMPLOYER, "Klopt alles?"), (REPORTER, "Herstel van Mo El Amrani melden")],
                             ids=["the same person", "somebody else"])
    def test_gives_back_a_check_page_to_its_owner(self, platform, log_in, person, shown):
        browser = log_in()
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]
        checked = browser.post(f"{platform.url}/herstel-melden/V-2026-0002", data={
            "csrf_token": token, "soort": "geheel", "datum": "01-06-2026", "gegevens": "kloppen", "actie": "controleren"}).url
        _end_session(platform, browser)
        platform.identity.person = person

        page = browser.get(checked)

        assert shown in page.text
        assert ("1 juni 2026" in page.text) is (person is EMPLOYER)

    def test_keeps_no_password(self, platform, log_in):
        browser = log_in()
        _end_session(platform, browser)

        page = browser.post(f"{platform.url}/account/wachtwoord", data={"huidig": "Oud-Geheim-1", "nieuw": "Nieuw-Geheim-2"},
                            headers={"Origin": platform.url})

        assert "Geheim" not in page.text

    def test_keeps_no_text_about_somebodys_health(self, platform, log_in):
        browser = log_in()
        _end_session(platform, browser)
        typed = {"voornaam": "Fatima", "functie": "Heeft een zware depressie"}

        page = browser.post(f"{platform.url}/werknemers/toevoegen", data=typed, headers={"Origin": platform.url})

        assert ('value="Fatima"' in page.text, "depressie" in page.text) == (True, False)

    def test_gives_it_to_nobody_else(self, platform, log_in):
        browser = log_in()
        _end_session(platform, browser)
        platform.identity.person = REPORTER

        page = browser.post(f"{platform.url}/werknemers/toevoegen", data={"voornaam": "Fatima"}, headers={"Origin": platform.url})

        assert "Fatima" not in page.text

    def test_answers_htmx_with_a_way_to_login(self, platform, anonymous):
        answer = anonymous.get(f"{platform.url}/werknemers?zoek=a", headers={"HX-Request": "true"})

        assert answer.status_code == 401
        assert answer.headers["HX-Redirect"] == "/login?naar=%2Fwerknemers%3Fzoek%3Da"


class TestAddressOfAForm:
    def test_that_is_opened_leads_to_the_nearest_page_above_it(self, platform, log_in):
        browser, rules = log_in(), platform.app.url_map
        pages = rules.bind("")
        forms = [re.sub("<[^>]+>", "x-1", rule.rule.replace("<int:year>", "2026")) for rule in rules.iter_rules()
                 if "POST" in (rule.methods or ()) and not rule.rule.startswith(("/api/", "/dev/", "/session", "/static"))]
        alone = [path for path in forms if not pages.test(path, "GET")]

        led = {path: browser.get(platform.url + path, allow_redirects=False) for path in alone}

        assert len(alone) > 40
        assert {path: answer.status_code for path, answer in led.items() if answer.status_code != 303} == {}
        assert led["/dossier/x-1/kosten/voorstellen"].headers["Location"] == "/dossier/x-1/kosten"
        assert all(pages.test(answer.headers["Location"], "GET") for answer in led.values())


def _end_session(platform, browser) -> None:
    """End the session as after an hour without use."""
    with platform.app.extensions["database"].engine.begin() as connection:
        connection.exec_driver_sql("UPDATE portal_session SET used_at = used_at - interval '61 minutes'")
    assert browser.get(f"{platform.url}/session").status_code == 401
