"""Fixtures for the pages of administrators."""
import pytest

from services.gateway.tests.fake_identity import ADMINISTRATOR


@pytest.fixture
def browser(log_in):
    """The browser of a logged-in administrator; modules with other visitors override it."""
    return log_in(ADMINISTRATOR)


@pytest.fixture
def press(platform, browser):
    """Send a form of a page."""
    def press(path, **typed):
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]
        return browser.post(platform.url + path, data={"csrf_token": token, "sleutel": "once", **typed})

    return press
