"""The administrator's pages on programs: register, change, keys, close; without JavaScript."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

LIST, NEW, ONE, API = "/beheer/programmas", "/beheer/programmas/nieuw", "/beheer/programmas/loonpakket", "/admin/v1/clients"


def program(**more: Any) -> dict[str, Any]:
    """A program as identity answers it."""
    return {"client_id": "loonpakket", "name": "Loonpakket B.V.", "scopes": ["employees:write"],
            "employers": [{"employer_id": "emp-1", "policy_number": "P-100042", "company_name": "Bakkerij De Jong"}],
            "keys": [{"kid": "key-1", "kind": "EC", "added_at": "2026-06-15T07:05:00+00:00"}],
            "created_at": "2026-06-15T07:05:00+00:00", "closed_at": None, "version": 3} | more


SECOND = {"kid": "key-2", "kind": "RSA", "added_at": "2026-06-16T07:05:00+00:00"}
TYPED = {"programma": "loonpakket", "naam": "Loonpakket B.V.", "mag-employees-write": "ja", "polissen": "P-100042",
         "publiek": "-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----"}


@pytest.fixture
def registered(platform: Platform) -> Platform:
    """A platform with one program."""
    platform.identity.api |= {
        f"GET {API}": {"items": [program()], "next": "later"}, f"GET {API}/loonpakket": program(),
        f"POST {API}": (201, program()), f"PUT {API}/loonpakket": program(),
        f"POST {API}/loonpakket/keys": (201, program()), f"POST {API}/loonpakket/closure": program(),
        f"DELETE {API}/loonpakket/keys/key-1": program()}
    return platform


def send(browser: requests.Session, registered: Platform, page: str, action: str, **typed: str) -> requests.Response:
    """Fill in a form of a page."""
    form = browser.get(registered.url + page).text.split(f'action="{action}"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return browser.post(registered.url + action, data=hidden | typed)


def writes(registered: Platform) -> list[tuple[str, str, Any]]:
    """The writes that reached identity."""
    return [(call["method"], call["path"], call["body"]) for call in registered.identity.received if call["method"] != "GET"]


class TestPages:
    def test_list_programs_with_what_they_may(self, registered: Platform, log_in: LogIn):
        page = log_in(ADMINISTRATOR).get(registered.url + LIST).text

        assert "Werknemers lezen en wijzigen" in page
        assert "Bakkerij De Jong" in page
        assert f'rel="next" href="{LIST}?vanaf=later"' in page

    @pytest.mark.parametrize("person", [CASEMANAGER, EMPLOYER], ids=["casemanager", "employer"])
    def test_are_for_the_administrator_only(self, registered: Platform, log_in: LogIn, person: Person):
        browser = log_in(person)

        assert [browser.get(registered.url + path).status_code for path in (LIST, NEW, ONE)] == [403, 403, 403]


class TestNewProgram:
    def test_is_sent_with_its_key_and_its_scopes(self, registered: Platform, log_in: LogIn):
        answer = send(log_in(ADMINISTRATOR), registered, NEW, NEW, **TYPED)

        assert answer.url == registered.url + ONE
        assert "kan zich aanmelden" in answer.text
        [(method, path, body)] = writes(registered)
        assert (method, path) == ("POST", API)
        assert body == {"client_id": "loonpakket", "name": "Loonpakket B.V.", "scopes": ["employees:write"],
                        "policy_numbers": ["P-100042"], "public_key": TYPED["publiek"]}

    @pytest.mark.parametrize(("typed", "sentence"), [
        ({"programma": ""}, "Vul in hoe het programma zich noemt."), ({"naam": ""}, "Vul een naam in."),
        ({"mag-employees-write": "nee"}, "Kies ten minste één van de bevoegdheden."), ({"polissen": "&&"}, "&amp;&amp;: "),
        ({"publiek": " "}, "Plak een publieke sleutel")])
    def test_is_not_sent_with_a_mistake(self, registered: Platform, log_in: LogIn, typed: dict[str, str], sentence: str):
        answer = send(log_in(ADMINISTRATOR), registered, NEW, NEW, **TYPED | typed)

        assert answer.status_code == 422
        assert sentence in answer.text
        assert writes(registered) == []

    def test_shows_a_refusal_at_its_field_and_keeps_what_was_typed(self, registered: Platform, log_in: LogIn):
        registered.identity.api[f"POST {API}"] = (422, {
            "type": "about:blank", "title": "Unprocessable", "status": 422, "code": "input.invalid", "detail": "Controleer het.",
            "errors": [{"field": "public_key", "code": "client.key_invalid", "message": "Dit is een geheime sleutel."}]})

        answer = send(log_in(ADMINISTRATOR), registered, NEW, NEW, **TYPED)

        assert answer.status_code == 422
        assert 'id="publiek-fout"' in answer.text
        assert "Dit is een geheime sleutel." in answer.text
        assert 'value="loonpakket"' in answer.text


class TestProgram:
    def test_is_changed_from_the_version_that_was_shown(self, registered: Platform, log_in: LogIn):
        answer = send(log_in(ADMINISTRATOR), registered, ONE, ONE, naam="Loonpakket", polissen="P-100042, P-100057",
                      **{"mag-sick-reports-read": "ja"})

        assert "geldt vanaf nu" in answer.text
        assert writes(registered) == [("PUT", f"{API}/loonpakket", {
            "name": "Loonpakket", "scopes": ["sick-reports:read"], "policy_numbers": ["P-100042", "P-100057"]})]

    def test_gets_a_second_key_and_loses_the_first(self, registered: Platform, log_in: LogIn):
        browser = log_in(ADMINISTRATOR)
        alone = browser.get(registered.url + ONE).text
        send(browser, registered, ONE, f"{ONE}/sleutels", publiek=TYPED["publiek"])
        registered.identity.api[f"GET {API}/loonpakket"] = program(keys=[*program()["keys"], SECOND])
        send(browser, registered, ONE, f"{ONE}/sleutels/key-1/verwijderen")

        assert "verwijderen" not in alone
        assert [(method, path) for method, path, _ in writes(registered)] == [
            ("POST", f"{API}/loonpakket/keys"), ("DELETE", f"{API}/loonpakket/keys/key-1")]

    def test_is_closed_for_good(self, registered: Platform, log_in: LogIn):
        browser = log_in(ADMINISTRATOR)
        send(browser, registered, ONE, f"{ONE}/sluiten")
        registered.identity.api[f"GET {API}/loonpakket"] = program(closed_at="2026-06-17T07:05:00+00:00")
        page = browser.get(registered.url + ONE).text

        assert [path for _, path, _ in writes(registered)] == [f"{API}/loonpakket/closure"]
        assert "Gesloten op" in page
        assert f'action="{ONE}' not in page
