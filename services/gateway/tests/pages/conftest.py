"""What the pages of administrators are tested with."""
import pytest

from services.gateway.tests.fake_identity import ADMINISTRATOR


@pytest.fixture
def browser(log_in):
    """Of an administrator who is logged in; a module that tests others defines its own."""
    return log_in(ADMINISTRATOR)


@pytest.fixture
def press(platform, browser):
    """Send a form of a page."""
    def press(path, **typed):
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]
        return browser.post(platform.url + path, data={"csrf_token": token, "sleutel": "once", **typed})

    return press
