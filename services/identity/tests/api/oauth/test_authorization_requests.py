"""What the provider accepts at the authorization endpoint."""
from urllib.parse import urlencode, urlsplit

import pytest

from services.identity.tests.conftest import CASEMANAGER, ISSUER, PUBLIC, Browser, Identity, parameters


@pytest.fixture
def signed_in(browser: Browser) -> Browser:
    """A browser that logged in before."""
    browser.log_in(CASEMANAGER)
    return browser


class TestAuthorizationRequests:
    def test_return_a_code_at_once_for_a_signed_in_browser(self, signed_in: Browser):
        answer = parameters(signed_in.authorize(state="s-2"))

        assert (answer["state"], answer["iss"]) == ("s-2", ISSUER)
        assert len(answer["code"]) > 40

    @pytest.mark.parametrize("changed", [
        {"code_challenge": None, "code_challenge_method": None}, {"code_challenge_method": "plain"},
        {"code_challenge_method": None}, {"code_challenge": None}], ids=["none", "plain", "no method", "no challenge"])
    def test_require_pkce_with_s256(self, signed_in: Browser, changed: dict[str, str | None]):
        answer = parameters(signed_in.authorize(**changed))

        assert answer["error"] == "invalid_request"
        assert answer["iss"] == ISSUER
        assert "code" not in answer

    @pytest.mark.parametrize("uri", [
        "https://evil.example/cb", f"{PUBLIC}/callback/", f"{PUBLIC}/callback?x=1", 'https://e/"', "https://e/é", "javascript:x"])
    def test_redirect_only_to_a_registered_address(self, signed_in: Browser, uri: str):
        answer = signed_in.authorize(redirect_uri=uri)

        assert answer.status_code == 400
        assert "Location" not in answer.headers
        assert "Deze link werkt niet" in answer.text

    def test_of_an_unknown_client_are_not_redirected(self, signed_in: Browser):
        assert signed_in.authorize(client_id="onbekend").status_code == 400
        assert signed_in.get("/oauth/authorize").status_code == 400

    def test_with_a_nul_byte_are_refused(self, signed_in: Browser):
        assert signed_in.authorize(client_id="por\x00tal").status_code == 400
        assert signed_in.authorize(nonce="a\x00").status_code == 400

    def test_require_a_nonce_and_accept_it_once(self, signed_in: Browser):
        assert parameters(signed_in.authorize(nonce=None))["error"] == "invalid_request"
        assert "code" in parameters(signed_in.authorize(nonce="n-1"))
        assert parameters(signed_in.authorize(nonce="n-1"))["error"] == "invalid_request"

    @pytest.mark.parametrize("kind", ["token", "id_token", "code token", "", None])
    def test_support_only_the_code_response(self, signed_in: Browser, kind: str | None):
        answer = signed_in.authorize(response_type=kind)

        assert "access_token" not in answer.headers.get("Location", "")
        assert "code=" not in answer.headers.get("Location", "")

    def test_refuse_an_unknown_scope(self, signed_in: Browser):
        assert parameters(signed_in.authorize(scope="openid alles"))["error"] == "invalid_scope"

    def test_with_prompt_none_and_no_session_return_login_required(self, browser: Browser):
        assert parameters(browser.authorize(prompt="none"))["error"] == "login_required"

    def test_with_prompt_login_require_a_new_login(self, signed_in: Browser, identity: Identity):
        page = signed_in.follow(signed_in.authorize(prompt="login"))
        assert "Gebruikersnaam" in page.text

        asked = signed_in.follow(signed_in.enter_password(CASEMANAGER, page))
        done = signed_in.submit(asked, "/inloggen/code", code=identity.code_for(CASEMANAGER.phone))

        assert "code" in signed_in.arrive(done)

    def test_by_post_are_refused(self, signed_in: Browser):
        assert signed_in.post("/oauth/authorize").status_code == 405

    def test_require_a_new_login_after_an_hour_without_use(self, signed_in: Browser, identity: Identity):
        identity.wait(minutes=59)
        assert "code" in parameters(signed_in.authorize())

        identity.wait(minutes=60)
        assert urlsplit(signed_in.authorize().location).path == "/id/inloggen"

    def test_keep_the_whole_query_for_after_the_login(self, browser: Browser, identity: Identity):
        odd = "a b&c=d%é"

        page = browser.follow(browser.enter_password(CASEMANAGER, browser.follow(browser.authorize(state=odd))))
        answer = browser.submit(page, "/inloggen/code", code=identity.code_for(CASEMANAGER.phone))

        assert browser.arrive(answer)["state"] == odd
        assert urlencode({"state": odd}) in answer.location
