"""People who use their own account with the tokens of their sessions."""
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.identity.tests.conftest import CASEMANAGER, Browser, Identity, Member
from shared.messaging.revocation import memory


@dataclass
class Visitor:
    """A person with a browser that is signed in."""

    identity: Identity
    browser: Browser
    member: Member
    tokens: dict[str, Any]

    def call(self, method: str, path: str, body: Any = None, *, root: str = "/v1") -> TestResponse:
        """Call identity's own API with the access token."""
        return self.identity.app.test_client().open(f"{root}{path}", method=method, json=body, headers={
            "Authorization": f"Bearer {self.tokens['access_token']}"})

    def refresh(self) -> int:
        """The status of the exchange of the refresh token; keeps the new tokens."""
        answer = self.browser.ask_token(grant_type="refresh_token", refresh_token=self.tokens["refresh_token"])
        if answer.status_code == 200:
            self.tokens = answer.json
        return answer.status_code

    def is_signed_in(self) -> bool:
        """Whether the provider remembers the browser."""
        return "code=" in self.browser.authorize().location


OWN = "Fiets-Kruk-30"


def choose_own_password(identity: Identity, member: Member) -> Member:
    """Complete the first login of a person with a temporary password."""
    browser = Browser(identity)
    page = browser.follow(browser.enter_password(member))
    page = browser.follow(browser.submit(page, "/inloggen/code", code=identity.code_for(member.phone)))
    done = browser.submit(page, "/wachtwoord-wijzigen", new_password=OWN, new_password_again=OWN)
    assert done.status_code == 303, done.text
    return Member(member.username, OWN, member.phone, member.email)


Enter = Callable[..., Visitor]


@pytest.fixture
def enter(identity: Identity, monkeypatch: pytest.MonkeyPatch) -> Enter:
    """Factory: a person who signs in with a new browser."""
    monkeypatch.setattr(memory, "REFRESH_SECONDS", 0.0)

    def sign_in(member: Member = CASEMANAGER, *, stays: bool = False) -> Visitor:
        browser = Browser(identity)
        form = {"stays": "ja"} if stays else {}
        page = browser.submit(browser.begin(), "/inloggen", username=member.username, password=member.password, **form)
        answer = browser.submit(browser.follow(page), "/inloggen/code", code=identity.code_for(member.phone))
        tokens = browser.redeem(browser.arrive(answer)["code"]).json
        return Visitor(identity, browser, member, tokens)

    return sign_in
