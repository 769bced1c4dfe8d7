"""Logging in and out through identity, with only a random cookie in the browser."""
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import requests

from services.gateway.app import create_app
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, REPORTER

NEW_SECRET = "Wq7_hTz2kLm9vRb4xPd8sNc3yGf6jUa5"


class TestLogin:
    def test_leads_to_identity_with_pkce_state_and_nonce(self, platform, anonymous):
        answer = anonymous.get(f"{platform.url}/login", allow_redirects=False)

        assert answer.status_code == 302
        address = answer.headers["Location"]
        assert address.startswith(f"{platform.url}/id/oauth/authorize?")
        assert all(part in address for part in ("code_challenge_method=S256", "state=", "nonce=", "client_id=portal"))

    def test_ends_on_the_page_that_was_asked_for(self, platform, anonymous):
        answer = anonymous.get(f"{platform.url}/werknemers?zoek=berg")

        assert answer.url == f"{platform.url}/werknemers?zoek=berg"
        assert "Berg, Anna van den" in answer.text

    def test_gives_one_opaque_http_only_cookie(self, platform, log_in):
        browser = log_in()

        cookie, = [c for c in browser.cookies if c.name == platform.settings.cookie_name]
        assert len(cookie.value) < 64
        assert cookie.has_nonstandard_attr("HttpOnly")
        assert cookie.get_nonstandard_attr("SameSite") == "Lax"
        assert cookie.path == "/"

    def test_gives_the_session_another_id(self, platform, anonymous):
        anonymous.get(f"{platform.url}/login", allow_redirects=False)
        before = anonymous.cookies[platform.settings.cookie_name]

        anonymous.get(f"{platform.url}/login")

        after = anonymous.cookies[platform.settings.cookie_name]
        stolen = requests.get(f"{platform.url}/session", cookies={platform.settings.cookie_name: before}, timeout=5)
        assert after != before
        assert stolen.status_code == 401

    def test_refuses_an_answer_of_another_issuer(self, platform, anonymous):
        platform.identity.wrong_issuer_in_answer = True

        answer = anonymous.get(f"{platform.url}/login")

        assert answer.status_code == 400
        assert "Inloggen lukt niet" in answer.text

    def test_refuses_a_state_that_it_did_not_give(self, platform, anonymous):
        answer = anonymous.get(f"{platform.url}/callback?code=x&state=guessed&iss={platform.identity.issuer}")

        assert answer.status_code == 400

    @pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example", "/\\elders.example", "javascript:1"])
    def test_sends_nobody_to_another_site(self, platform, anonymous, elsewhere):
        answer = anonymous.get(f"{platform.url}/login", params={"naar": elsewhere})

        assert answer.url == f"{platform.url}/"


class TestSession:
    def test_tells_programs_who_is_logged_in(self, platform, log_in):
        answer = log_in(REPORTER).get(f"{platform.url}/session")

        visitor = answer.json()
        assert visitor.pop("csrf_token")
        assert visitor == {"account": "acc-reporter", "name": "Piet Mulder", "employer_id": "emp-1", "rights": ["SICK_REPORTS"],
                        "roles": []}

    def test_is_401_problem_json_without_login(self, platform, anonymous):
        answer = anonymous.get(f"{platform.url}/session")

        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "token.missing"

    def test_keeps_no_token_in_clear_text(self, platform, log_in):
        log_in()

        with platform.app.extensions["database"].engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT key, data, tokens FROM portal_session").all()
        assert rows
        header_of_a_jwt = b"eyJ0eXAi"
        assert not any(header_of_a_jwt in bytes(row.tokens or b"") or b"Sanne" in bytes(row.data) for row in rows)

    def test_is_deleted_a_day_after_its_end(self, platform, log_in):
        log_in()
        with platform.app.extensions["database"].engine.begin() as connection:
            connection.exec_driver_sql("UPDATE portal_session SET used_at = now() - interval '26 hours'")
            kept, = connection.exec_driver_sql("UPDATE portal_session SET used_at = now() - interval '24 hours' WHERE key = "
                                               "(SELECT key FROM portal_session LIMIT 1) RETURNING key").one()

        log_in(REPORTER)

        with platform.app.extensions["database"].engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT key, account_id FROM portal_session").all()
        assert {row.account_id for row in rows if row.key != kept} <= {REPORTER.account_id, None}

    def test_survives_a_restart_of_the_gateway(self, platform, log_in):
        browser = log_in()
        cookie = {platform.settings.cookie_name: browser.cookies[platform.settings.cookie_name]}
        restarted = create_app(platform.settings)

        client = restarted.test_client()
        for name, value in cookie.items():
            client.set_cookie(name, value)
        assert client.get("/session").json["account"] == EMPLOYER.account_id
        restarted.extensions["database"].dispose()

    def test_refreshes_a_token_that_runs_out(self, platform, log_in):
        platform.identity.lifetime = 15
        browser = log_in()
        first = len(platform.identity.refresh_tokens)

        answer = browser.get(f"{platform.url}/werknemers")

        assert answer.status_code == 200
        assert len(platform.identity.refresh_tokens) == first, "one was used up, one was given"

    def test_tries_again_with_a_fresh_token_when_a_service_refuses(self, platform, log_in):
        browser = log_in()
        platform.identity.lifetime = 290
        echoed = browser.get(f"{platform.url}/api/absence/v1/echo").json()
        platform.services.reject_tokens.add(echoed["headers"]["Authorization"].removeprefix("Bearer "))

        assert browser.get(f"{platform.url}/werknemers").status_code == 200
        assert browser.get(f"{platform.url}/api/absence/v1/echo").status_code == 200

    def test_ends_when_identity_gives_no_new_token(self, platform, log_in):
        platform.identity.lifetime = 5
        browser = log_in()
        platform.identity.refresh_tokens.clear()

        answer = browser.get(f"{platform.url}/api/absence/v1/echo")

        assert answer.status_code == 401

    def test_ends_with_logout_here_and_at_identity(self, platform, log_in):
        browser = log_in()
        cookie = browser.cookies[platform.settings.cookie_name]
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]

        answer = browser.post(f"{platform.url}/logout", data={"csrf_token": token})

        assert "U bent uitgelogd" in answer.text
        assert answer.history[0].headers["Clear-Site-Data"] == '"cache", "storage"'
        old = requests.get(f"{platform.url}/session", cookies={platform.settings.cookie_name: cookie}, timeout=5)
        assert old.status_code == 401

    def test_is_not_said_to_who_is_logged_in(self, platform, log_in):
        answer = log_in().get(f"{platform.url}/uitgelogd", allow_redirects=False)

        assert (answer.status_code, answer.headers["Location"]) == (302, "/")


class TestStaff:
    def test_get_a_plain_start_page_with_what_they_may_open(self, platform, log_in):
        page = log_in(CASEMANAGER).get(f"{platform.url}/").text

        assert "Waar u bij kunt" in page
        assert "/Verzuim/Verzuimdossier" in page
        assert "/facturen" not in page

    @pytest.mark.parametrize(("path", "sentence"), [
        ("/beheer/accounts", "andere rol"), ("/bestaat-niet", "gewijzigd of gesloten")])
    def test_are_told_what_staff_can_do_about_a_refused_page(self, platform, log_in, path, sentence):
        page = log_in(CASEMANAGER).get(f"{platform.url}{path}").text

        assert sentence in page
        assert "van uw bedrijf" not in page

    def test_are_not_told_to_call_their_casemanager(self, platform, log_in):
        assert ["Bel uw casemanager" in log_in(person).get(f"{platform.url}/hulp").text.partition('<footer')[2]
                for person in (CASEMANAGER, EMPLOYER)] == [False, True]


class TestIdleness:
    def test_is_not_reached_by_who_keeps_working(self, platform, log_in):
        browser = log_in()
        with platform.app.extensions["database"].engine.begin() as connection:
            connection.exec_driver_sql("UPDATE portal_session SET used_at = used_at - interval '59 minutes'")

        assert browser.get(f"{platform.url}/session").status_code == 200
        assert browser.get(f"{platform.url}/session").status_code == 200

    @pytest.mark.parametrize(("column", "since"), [("used_at", "60 minutes"), ("ends_at", "10 hours")])
    def test_ends_the_session_after_an_hour_and_at_the_latest_after_ten(self, platform, log_in, column, since):
        browser = log_in()
        with platform.app.extensions["database"].engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE portal_session SET {column} = {column} - interval '{since}'")

        assert browser.get(f"{platform.url}/session").status_code == 401


class TestSecretOfTheGateway:
    def test_is_replaced_while_sessions_of_both_secrets_are_used(self, platform, log_in):
        """Two instances, one with the new secret, serve four visitors at once: nobody is logged out."""
        new = replace(platform.settings, secret=NEW_SECRET, previous_secret=platform.settings.secret)
        app, name = create_app(new), platform.settings.cookie_name
        cookies = [log_in().cookies[name] for _ in range(4)]

        def use(cookie):
            client = app.test_client()
            client.set_cookie(name, cookie)
            return [client.get("/session").status_code for _ in range(5)] + [
                requests.get(f"{platform.url}/session", cookies={name: cookie}, timeout=10).status_code for _ in range(5)]

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(use, cookies))
        app.extensions["database"].dispose()

        assert answers == [[200] * 10] * 4


class TestCamas:
    def test_has_an_entrance_that_signs_in_as_its_own_client(self, platform, anonymous):
        to_pages = anonymous.get(f"{platform.url}/camas", allow_redirects=False)
        to_login = anonymous.get(f"{platform.url}{to_pages.headers['Location']}", allow_redirects=False)

        answer = anonymous.get(f"{platform.url}{to_login.headers['Location']}", allow_redirects=False)

        assert "client_id=camas" in answer.headers["Location"]

    def test_session_is_refreshed_and_ended_as_the_same_client(self, platform, anonymous):
        platform.identity.person = CASEMANAGER
        platform.identity.lifetime = 15

        page = anonymous.get(f"{platform.url}/camas")
        token = anonymous.get(f"{platform.url}/session").json()["csrf_token"]
        out = anonymous.post(f"{platform.url}/logout", data={"csrf_token": token}, allow_redirects=False)

        assert (page.status_code, page.url) == (200, f"{platform.url}/Verzuim/Verzuimdossier")
        assert "client_id=camas" in out.headers["Location"]

    def test_lets_in_who_is_logged_in_at_the_portal(self, platform, log_in):
        page = log_in(CASEMANAGER).get(f"{platform.url}/camas")

        assert page.url == f"{platform.url}/Verzuim/Verzuimdossier"


class TestFormsOfIdentity:
    def test_reach_identity_with_their_body(self, platform, anonymous):
        anonymous.post(f"{platform.url}/id/inloggen", data={"username": "sanne", "password": "geheim"})

        assert platform.identity.seen[-1]["body"] == "username=sanne&password=geheim"
