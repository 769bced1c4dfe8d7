"""Links of other sites, forged hosts, and pages that are not for strangers."""
import http.client

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.platform_of_tests import Platform


def is_logged_in(platform: Platform, browser: requests.Session) -> bool:
    """Whether the browser's session is still valid."""
    return browser.get(f"{platform.url}/session").status_code == 200


class TestSignOut:
    @pytest.mark.parametrize("site", ["cross-site", "same-origin"])
    def test_needs_more_than_a_link(self, platform: Platform, log_in: LogIn, site: str) -> None:
        browser = log_in()

        page = browser.get(f"{platform.url}/logout", headers={"Sec-Fetch-Site": site})

        assert "Wilt u uitloggen?" in page.text
        assert is_logged_in(platform, browser)

    @pytest.mark.parametrize("token", ["", "guessed"])
    def test_is_refused_to_a_form_of_another_site(self, platform: Platform, log_in: LogIn, token: str) -> None:
        browser = log_in()

        answer = browser.post(f"{platform.url}/logout", data={"csrf_token": token},
                              headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://elders.example"})

        assert answer.status_code == 403
        assert is_logged_in(platform, browser)

    def test_works_by_the_button_of_the_menu(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in()
        page = browser.get(f"{platform.url}/hulp").text
        token = page.split('action="/logout"><input type="hidden" name="csrf_token" value="')[1].split('"')[0]

        answer = browser.post(f"{platform.url}/logout", data={"csrf_token": token}, headers={"Origin": platform.url})

        assert answer.url == f"{platform.url}/uitgelogd"
        assert not is_logged_in(platform, browser)

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_without_a_session_ends_on_the_page_after_it(self, platform: Platform, anonymous: requests.Session,
                                                         method: str) -> None:
        answer = anonymous.request(method, f"{platform.url}/logout", allow_redirects=False)

        assert answer.headers["Location"] == "/uitgelogd"


class TestForgedHost:
    @pytest.mark.parametrize("path", ["/id", "/werknemers", "/login", "/logout", "/callback?state=x"])
    def test_is_in_no_redirect_and_on_no_page(self, platform: Platform, path: str) -> None:
        connection = http.client.HTTPConnection(platform.url.removeprefix("http://"), timeout=5)
        headers = {"Host": "elders.example", "X-Forwarded-Host": "elders.example", "X-Forwarded-Proto": "gopher"}

        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()

        assert "elders" not in str(answer.getheaders())
        assert "gopher" not in str(answer.getheaders())
        assert b"elders" not in answer.read()
        connection.close()


class TestStrangers:
    @pytest.mark.parametrize("path", [
        "/metrics", "/openapi.json", "/id/openapi.json", "/id/metrics", "/id/health/ready", "/id/health/settled",
        "/id/v1/accounts", "/id/admin/v1/parked-events", "/id//openapi.json", "/id/%6fpenapi.json", "/id/./openapi.json"])
    def test_find_no_metrics_and_no_documents(self, platform: Platform, anonymous: requests.Session, path: str) -> None:
        request = requests.Request("GET", platform.url).prepare()
        request.url = platform.url + path

        assert anonymous.send(request, allow_redirects=False).status_code in (404, 308)
