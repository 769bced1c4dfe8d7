"""The pages with the security log: the own account, the employer's accounts, all accounts."""
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, EMPLOYER, REPORTER, Person
from services.gateway.tests.platform_of_tests import Platform
from services.gateway.view.accounts.security_events import WORDS

HELPDESK = Person("staff-helpdesk", "Hugo Peters", None, (), ("camas_helpdesk",))
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
OWN, EMPLOYERS, ALL = "/account/logboek", "/account/logboek/bedrijf", "/beheer/logboek"


def event(kind: str = "LOGIN_SUCCEEDED", **more: Any) -> dict[str, Any]:
    """An event as identity answers it."""
    return {"position": 7, "occurred_at": "2026-06-15T07:05:00+00:00", "kind": kind, "account_id": "acc-1",
            "account_name": "Piet Mulder", "actor_id": "acc-1", "actor_name": "Piet Mulder", "employer_id": "emp-1",
            "address": "203.0.113.9", "agent": WINDOWS, "details": {"channel": "SMS"}} | more


@pytest.fixture
def logged(platform: Platform) -> Platform:
    """A platform on which two things happened."""
    page = {"items": [event(), event("RIGHTS_CHANGED", actor_name="Sanne de Wit",
                                     details={"before": ["SICK_REPORTS"], "after": []})], "next": "later"}
    for path in ("/v1/own-account/security-events", "/v1/security-events", "/admin/v1/security-events"):
        platform.identity.api[f"GET {path}"] = page
    for path in ("/v1/security-events/export", "/admin/v1/security-events/export"):
        platform.identity.api[f"GET {path}"] = b'{"kind": "LOGIN_SUCCEEDED"}\n'
    return platform


def asked(platform: Platform, path: str) -> dict[str, Any]:
    """The query of the last call."""
    return next(call["query"] for call in reversed(platform.identity.received) if call["path"] == path)


class TestRows:
    def test_tell_when_what_from_where_and_who(self, logged: Platform, log_in: LogIn):
        page = log_in().get(logged.url + OWN)

        assert page.status_code == 200, page.text
        for words in ("maandag 15 juni 2026 om 09:05", "Ingelogd", "met een code per sms", "203.0.113.9, Chrome op Windows",
                      "was: ziek- en herstelmeldingen; wordt: geen rechten", "Sanne de Wit"):
            assert words in page.text

    def test_have_dutch_words_for_every_kind(self):
        from services.identity.domain.security import SecurityEventKind

        assert WORDS.keys() == {kind.value for kind in SecurityEventKind}

    def test_go_on_on_the_next_page_in_the_same_period(self, logged: Platform, log_in: LogIn):
        browser = log_in()
        browser.get(f"{logged.url}{OWN}?van=01-06-2026&tot=15-06-2026&vanaf=later")

        assert asked(logged, "/v1/own-account/security-events") == {
            "from": "2026-06-01", "to": "2026-06-15", "cursor": "later", "limit": "100"}

    @pytest.mark.parametrize(("query", "sentence"), [
        ("van=31-06-2026", "dd-mm-jjjj"), ("van=02-06-2026&tot=01-06-2026", "niet voor de eerste liggen")])
    def test_are_not_asked_for_a_wrong_period(self, logged: Platform, log_in: LogIn, query: str, sentence: str):
        page = log_in().get(f"{logged.url}{OWN}?{query}")

        assert page.status_code == 422
        assert sentence in page.text
        assert "Er is niets gebeurd" not in page.text
        assert logged.identity.received == []


class TestReaders:
    @pytest.mark.parametrize(("person", "path", "status"), [
        (EMPLOYER, EMPLOYERS, 200), (REPORTER, EMPLOYERS, 403), (REPORTER, OWN, 200), (CASEMANAGER, OWN, 200),
        (ADMINISTRATOR, ALL, 200), (HELPDESK, ALL, 200), (CASEMANAGER, ALL, 403), (EMPLOYER, ALL, 403),
        (ADMINISTRATOR, EMPLOYERS, 403),
    ])
    def test_are_those_of_the_access_matrix(self, logged: Platform, log_in: LogIn, person: Person, path: str, status: int):
        assert log_in(person).get(logged.url + path).status_code == status

    def test_a_colleague_with_all_rights_does_not_read_the_employers_log(self, logged: Platform, log_in: LogIn):
        colleague = Person("acc-2", "Kim Bos", "emp-1", EMPLOYER.rights, kind="COLLEAGUE")
        browser = log_in(colleague)

        assert browser.get(logged.url + EMPLOYERS).status_code == 403
        assert EMPLOYERS not in browser.get(logged.url + OWN).text

    def test_find_their_log_from_the_menu(self, logged: Platform, log_in: LogIn):
        page = log_in().get(logged.url + OWN)

        assert 'href="/account/logboek" aria-current="page"' in page.text
        assert f'href="{ALL}"' in log_in(ADMINISTRATOR).get(logged.url).text


class TestExport:
    def test_is_a_file_of_the_period(self, logged: Platform, log_in: LogIn):
        answer = log_in().get(f"{logged.url}{EMPLOYERS}/export?van=01-06-2026&tot=15-06-2026")

        assert (answer.headers["Content-Type"], answer.text) == ("application/x-ndjson", '{"kind": "LOGIN_SUCCEEDED"}\n')
        assert answer.headers["Content-Disposition"] == "attachment; filename=logboek-2026-06-01-2026-06-15.ndjson"

    def test_is_of_the_last_year_without_a_period(self, logged: Platform, log_in: LogIn):
        answer = log_in(ADMINISTRATOR).get(f"{logged.url}{ALL}/export?van=&tot=")

        assert answer.status_code == 200
        assert asked(logged, "/admin/v1/security-events/export") == {"from": "2025-06-14", "to": "2026-06-15"}

    def test_refuses_more_than_a_year(self, logged: Platform, log_in: LogIn):
        answer = log_in(ADMINISTRATOR).get(f"{logged.url}{ALL}/export?van=01-01-2024&tot=15-06-2026")

        assert answer.status_code == 422
        assert "ten hoogste een jaar" in answer.text

    def test_names_the_client_to_identity(self, logged: Platform, anonymous: requests.Session):
        anonymous.get(f"{logged.url}/id/inloggen", headers={"X-Forwarded-For": "198.51.100.1", "User-Agent": WINDOWS})

        [seen] = logged.identity.seen
        assert (seen["X-Forwarded-For"], seen["User-Agent"]) == ("127.0.0.1", WINDOWS)
