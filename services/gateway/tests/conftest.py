"""Fixtures of the gateway's tests."""
from collections.abc import Callable, Iterator

import pytest
import requests

from services.gateway.tests.fake_identity import EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform, running_platform
from shared.db.migrations import upgrade

LogIn = Callable[..., requests.Session]


@pytest.fixture(scope="session")
def gateway_database(new_database: Callable[[str], str]) -> str:
    """A migrated database."""
    url = new_database("gateway")
    upgrade("gateway", url)
    return url


@pytest.fixture(scope="session")
def whole_platform(gateway_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """One gateway with its fakes for all tests."""
    with running_platform(gateway_database, tmp_path_factory.mktemp("gateway")) as platform:
        yield platform


@pytest.fixture
def platform(whole_platform: Platform) -> Platform:
    """The gateway, with reset fakes."""
    whole_platform.services.reset()
    whole_platform.identity.person = EMPLOYER
    whole_platform.identity.lifetime = 300
    whole_platform.identity.wrong_issuer_in_answer = False
    whole_platform.identity.seen.clear()
    whole_platform.identity.api.clear()
    whole_platform.identity.received.clear()
    return whole_platform


@pytest.fixture
def log_in(platform: Platform) -> Iterator[LogIn]:
    """Factory: a browser with a logged-in visitor."""
    browsers: list[requests.Session] = []

    def enter(person: Person = EMPLOYER) -> requests.Session:
        platform.identity.person = person
        browser = requests.Session()
        browsers.append(browser)
        answer = browser.get(f"{platform.url}/login")
        assert answer.status_code == 200, answer.text
        return browser

    yield enter
    for browser in browsers:
        browser.close()


@pytest.fixture
def anonymous() -> Iterator[requests.Session]:
    """A browser without a session."""
    with requests.Session() as browser:
        yield browser
