"""The login with a chosen password: username, password, SMS code, back to the portal."""
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from services.identity.app import create_app
from services.identity.tests.conftest import CASEMANAGER, ISSUER, Browser, Identity, settings_of
from shared.kernel.services import NAMES, audience_of


class TestLoginWithPasswordAndSms:
    @pytest.mark.requirement("R-200")
    def test_issues_an_authorization_code_only_after_the_sms_code(self, browser: Browser, identity: Identity):
        page = browser.follow(browser.enter_password(CASEMANAGER))
        assert "•• 75" in page.text

        answer = browser.submit(page, "/inloggen/code", code=identity.code_for(CASEMANAGER.phone))

        arrived = browser.arrive(answer)
        assert set(arrived) == {"code", "state", "iss"}
        assert (arrived["state"], arrived["iss"]) == ("state-1", ISSUER)

    def test_continues_in_the_form_of_another_tab(self, browser: Browser, identity: Identity):
        first_tab = browser.begin()
        browser.begin()

        page = browser.follow(browser.enter_password(CASEMANAGER, first_tab))
        answer = browser.submit(page, "/inloggen/code", code=identity.code_for(CASEMANAGER.phone))

        assert "code" in browser.arrive(answer)

    def test_redirects_a_signed_in_browser(self, browser: Browser):
        browser.log_in(CASEMANAGER)

        for path in ("/inloggen", "/inloggen/code", "/wachtwoord-wijzigen"):
            assert browser.get(path).location == "http://localhost:8080/"

    def test_reports_an_outage_of_the_sms_provider(self, identity: Identity):
        settings = settings_of(identity.database.url, IDENTITY_SMS_URL="http://127.0.0.1:9/")
        browser = Browser(identity)
        browser.client = create_app(settings, database=identity.database).test_client()

        page = browser.follow(browser.enter_password(CASEMANAGER))

        assert "Het versturen van de code is niet gelukt" in page.text

    def test_puts_account_rights_roles_and_factors_in_the_access_token(self, browser: Browser, identity: Identity):
        tokens = browser.tokens(CASEMANAGER)

        keys = KeySet.import_key_set(browser.get("/oauth/jwks").json)
        token = jwt.decode(tokens["access_token"], keys, algorithms=["RS256"])
        assert token.header["typ"] == "at+jwt"
        assert token.claims["sub"] == "staff-casemanager"
        assert token.claims["roles"] == ["casemanager"]
        assert (token.claims["rights"], token.claims["employer_id"]) == ([], None)
        assert token.claims["amr"] == ["pwd", "otp", "sms"]
        assert token.claims["acr"] == "https://refeds.org/profile/mfa"
        assert token.claims["aud"] == [*(audience_of(name) for name in NAMES), ISSUER]
        assert token.claims["scope"] == "openid profile email"
        assert token.claims["exp"] - token.claims["iat"] == tokens["expires_in"] == 300
