"""Every route of the gateway declares its access, and admits no other visitors."""
import re

import pytest
import requests
from werkzeug.routing import Rule

from services.gateway.edge.access import Entrance, Protection, protection_of
from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

NOBODY = Person("acc-nobody", "Nora Niets", "emp-1")
STAFF_WITHOUT_ROLE = Person("staff-nobody", "Sil Zonder", None)
EXAMPLES = {"employee_id": "e-1", "absence_number": "V-2026-0002", "number": "A-2026-0001", "code": "M04", "service": "absence",
            "path": "v1/employees", "event_id": "e-1", "name": "portal.css"}
WRITING = {"POST", "PUT", "PATCH", "DELETE"}
PUBLIC = {"/login", "/callback", "/camas", "/logout", "/uitgelogd", "/hulp", "/hulp/handleiding", "/diensten",
          "/wat-wacht", "/controleren", "/controleren/zegel", "/agenda/<secret>.ics", "/health/live", "/health/ready",
          "/static/<path:name>", "/id/", "/id/<path:path>"}
"""Everything that needs no login in production; a route is added here on purpose or not at all."""

Call = tuple[str, str]


def rules(platform: Platform) -> list[Rule]:
    """All routes except development routes."""
    return [rule for rule in platform.app.url_map.iter_rules() if not rule.rule.startswith("/dev/")]


def example_of(parameter: re.Match[str]) -> str:
    """A value of a parameter."""
    kind, name = parameter.groups()
    return "1" if kind == "int" else EXAMPLES.get(name, "1")


def calls(platform: Platform, entrance: Entrance) -> dict[Call, Protection]:
    """Method and path of every route with this entrance, with what it declares."""
    found = {}
    for rule in rules(platform):
        protection = protection_of(platform.app, rule.endpoint)
        if protection and protection.entrance is entrance:
            path = re.sub(r"<(?:(\w+):)?(\w+)>", example_of, rule.rule)
            found |= {(method, path): protection for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    return found


def answers(platform: Platform, browser: requests.Session, asked: list[Call], **form: str) -> dict[Call, requests.Response]:
    """The response to a browser, without following redirects."""
    return {(method, path): browser.request(method, platform.url + path, allow_redirects=False,
                                            data=form if method in WRITING else None) for method, path in asked}


class TestEveryRoute:
    def test_declares_who_may_use_it(self, platform: Platform) -> None:
        assert [rule.rule for rule in rules(platform) if protection_of(platform.app, rule.endpoint) is None] == []

    def test_is_public_only_on_purpose(self, platform: Platform) -> None:
        public = {rule.rule for rule in rules(platform)
                  if protection_of(platform.app, rule.endpoint) == Protection(Entrance.PUBLIC)}

        assert public == PUBLIC

    def test_of_development_is_outside_production_only(self, platform: Platform) -> None:
        assert not platform.settings.is_production
        assert {rule.rule for rule in platform.app.url_map.iter_rules()} - {rule.rule for rule in rules(platform)} == {
            "/dev/messages", "/dev/clock", "/dev/settled"}


class TestPages:
    def test_send_somebody_without_session_to_the_login(self, platform: Platform, anonymous: requests.Session) -> None:
        found = answers(platform, anonymous, list(calls(platform, Entrance.SESSION)))

        open_ones = {call: answer.status_code for call, answer in found.items()
                     if answer.status_code != 401 and not answer.headers.get("Location", "").startswith("/login?naar=")}
        assert found
        assert open_ones == {}

    @pytest.mark.parametrize("person", [NOBODY, STAFF_WITHOUT_ROLE], ids=["account without rights", "staff without role"])
    def test_answer_403_to_somebody_with_another_right_or_role(self, platform: Platform, log_in: LogIn,
                                                                person: Person) -> None:
        browser = log_in(person)
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]
        asked = [call for call, protection in calls(platform, Entrance.SESSION).items() if protection.rights | protection.roles]

        found = answers(platform, browser, asked, csrf_token=token)

        assert len(asked) > 20
        assert {call: answer.status_code for call, answer in found.items() if answer.status_code != 403} == {}
        assert platform.services.received == []

    def test_take_no_form_that_does_not_carry_the_token_of_the_session(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(EMPLOYER)
        browser.headers["Sec-Fetch-Site"] = "cross-site"
        asked = [call for call, protection in calls(platform, Entrance.SESSION).items()
                 if call[0] in WRITING and protection.admits(EMPLOYER.rights, EMPLOYER.roles)]

        found = answers(platform, browser, asked, csrf_token="of somebody else")

        assert asked
        assert {call: answer.status_code for call, answer in found.items() if answer.status_code != 403} == {}
        assert platform.services.received == []


class TestApi:
    def test_answers_401_without_token_and_session(self, platform: Platform, anonymous: requests.Session) -> None:
        found = answers(platform, anonymous, list(calls(platform, Entrance.TOKEN_OR_SESSION)))

        assert found
        assert {answer.status_code for answer in found.values()} == {401}

    def test_takes_no_writing_call_by_session_without_the_token_of_its_forms(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(EMPLOYER)
        asked = [call for call in calls(platform, Entrance.TOKEN_OR_SESSION) if call[0] in WRITING]

        found = answers(platform, browser, asked)

        assert asked
        assert {answer.status_code for answer in found.values()} == {403}
        assert platform.services.received == []
