"""The document of the public API at its standard address, the calls that it describes, and the version of every answer."""
from dataclasses import replace

import pytest
import requests

from services.gateway.app import create_app
from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER
from services.gateway.tests.platform_of_tests import Platform

DOCUMENT = "/api/v1/openapi.json"


@pytest.fixture
def token(platform: Platform) -> dict[str, str]:
    """The header of a partner's program."""
    return {"Authorization": f"Bearer {platform.identity.access_token(EMPLOYER)}"}


class TestDocument:
    def test_is_for_a_program_with_a_token(self, platform: Platform, token: dict[str, str]) -> None:
        answer = requests.get(platform.url + DOCUMENT, headers=token, timeout=10)

        assert answer.status_code == 200
        assert answer.json()["openapi"] == "3.1.0"
        assert answer.json()["servers"] == [{"url": f"{platform.url}/api/v1"}]
        assert {"/absence/employees", "/identity/accounts", "/billing/policies"} <= set(answer.json()["paths"])

    @pytest.mark.parametrize("person", [EMPLOYER, CASEMANAGER], ids=["employer", "staff"])
    def test_is_for_everybody_who_is_logged_in(self, platform: Platform, log_in: LogIn, person) -> None:
        browser = log_in(person)

        assert browser.get(platform.url + DOCUMENT).status_code == 200
        assert browser.get(f"{platform.url}/api-documentatie").status_code == 200

    @pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer forged"}], ids=["nothing", "forged token"])
    def test_is_not_for_strangers(self, platform: Platform, headers: dict[str, str]) -> None:
        answer = requests.get(platform.url + DOCUMENT, headers=headers, timeout=10)
        page = requests.get(f"{platform.url}/api-documentatie", headers=headers, timeout=10, allow_redirects=False)

        assert answer.status_code == 401
        assert page.headers["Location"].startswith("/login")

    def test_describes_calls_that_work(self, platform: Platform, token: dict[str, str]) -> None:
        document = requests.get(platform.url + DOCUMENT, headers=token, timeout=10).json()

        answer = requests.get(f"{document['servers'][0]['url']}/absence/employees", headers=token, timeout=10)

        assert answer.status_code == 200
        assert answer.json()["items"]

    def test_is_503_while_a_service_has_never_answered(self, platform: Platform, token: dict[str, str]) -> None:
        urls = dict(platform.settings.service_urls) | {"claims": "http://127.0.0.1:9"}
        app = create_app(replace(platform.settings, service_urls=urls))

        answer = app.test_client().get(DOCUMENT, headers=token)

        assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
        app.extensions["database"].dispose()


class TestVersion:
    @pytest.mark.parametrize(("path", "status"), [
        (DOCUMENT, 200), ("/api/v1/absence/employees", 200), ("/api/absence/v1/employees", 200), ("/api/v1/absence/nothing", 404),
        ("/api/v1/nothing/employees", 404), ("/api/v1/absence/../../metrics", 404), ("/api/absence/metrics", 404),
    ])
    def test_is_on_every_answer(self, platform: Platform, token: dict[str, str], path: str, status: int) -> None:
        request = requests.Request("GET", platform.url, headers=token).prepare()
        request.url = platform.url + path

        answer = requests.Session().send(request, timeout=10)

        assert (answer.status_code, answer.headers["API-Version"]) == (status, "1.0.0")

    def test_is_on_a_refusal_too(self, platform: Platform) -> None:
        answer = requests.get(f"{platform.url}/api/v1/absence/employees", timeout=10)

        assert (answer.status_code, answer.headers["API-Version"]) == (401, "1.0.0")
