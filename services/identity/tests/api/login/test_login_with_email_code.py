"""An environment that sends its codes by mail, as CAMAS does (domain.md §1.17)."""
import re

import pytest

from services.identity.tests.conftest import CASEMANAGER, PUBLIC, Browser, Identity
from services.identity.usecases.tokens.register_client import ClientDescription, register_client


@pytest.fixture
def camas(identity: Identity) -> None:
    """A second environment, CAMAS."""
    identity.run(register_client, command=ClientDescription("camas", {
        "redirect_uris": [f"{PUBLIC}/camas"], "scope": "openid", "response_types": ["code"],
        "grant_types": ["authorization_code"], "code_channel": "EMAIL"}, "secret"))


class TestLoginWithEmailCode:
    def test_sends_the_code_to_the_address_of_the_account(self, browser: Browser, identity: Identity, camas):
        page = browser.follow(browser.authorize(client_id="camas", redirect_uri=f"{PUBLIC}/camas", scope="openid"))

        asked = browser.follow(browser.enter_password(CASEMANAGER, page))

        [mail] = identity.messages(CASEMANAGER.email)
        assert mail.channel == "EMAIL"
        assert identity.messages(CASEMANAGER.phone) == []
        code = re.search(r"\d{6}", mail.text).group()
        assert "code" in browser.arrive(browser.submit(asked, "/inloggen/code", code=code))

    @pytest.mark.parametrize(("seconds", "status"), [(599, 303), (600, 401)])
    def test_accepts_the_code_for_ten_minutes(self, browser: Browser, identity: Identity, camas, seconds: int, status: int):
        page = browser.follow(browser.authorize(client_id="camas", redirect_uri=f"{PUBLIC}/camas", scope="openid"))
        asked = browser.follow(browser.enter_password(CASEMANAGER, page))
        code = re.search(r"\d{6}", identity.messages(CASEMANAGER.email)[0].text).group()

        identity.wait(seconds=seconds)

        assert browser.submit(asked, "/inloggen/code", code=code).status_code == status
