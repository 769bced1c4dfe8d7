"""The login of somebody with an own password: username, password, SMS code, back to the portal."""
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from services.identity.tests.conftest import CASEMANAGER, ISSUER, Browser, Identity


class TestLoginWithPasswordAndSms:
    @pytest.mark.requirement("R-200")
    def test_gives_a_code_to_the_portal_only_after_the_sms_code(self, browser: Browser, identity: Identity):
        page = browser.follow(browser.enter_password(CASEMANAGER))
        assert "•• 75" in page.text

        answer = browser.submit(page, "/inloggen/code", code=identity.code_for(CASEMANAGER.phone))

        arrived = browser.arrive(answer)
        assert set(arrived) == {"code", "state", "iss"}
        assert (arrived["state"], arrived["iss"]) == ("state-1", ISSUER)

    def test_puts_account_rights_roles_and_factors_in_the_access_token(self, browser: Browser, identity: Identity):
        tokens = browser.tokens(CASEMANAGER)

        keys = KeySet.import_key_set(browser.get("/oauth/jwks").json)
        token = jwt.decode(tokens["access_token"], keys, algorithms=["RS256"])
        assert token.header["typ"] == "at+jwt"
        assert token.claims["sub"] == "staff-casemanager"
        assert token.claims["roles"] == ["casemanager"]
        assert (token.claims["rights"], token.claims["employer_id"]) == ([], None)
        assert token.claims["amr"] == ["pwd", "otp", "sms"]
        assert token.claims["aud"] == ["ontzorg", ISSUER]
        assert token.claims["scope"] == "openid profile email"
        assert token.claims["exp"] - token.claims["iat"] == tokens["expires_in"] == 300
