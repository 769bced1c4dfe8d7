"""What stands open without a token, what production hides, and settings that are refused."""
import pytest

from services.identity.app import create_app
from services.identity.tests.conftest import Browser, Identity, settings_of
from shared.service.settings import SettingsError

PRODUCTION = {"ONTZORG_ENVIRONMENT": "production", "ONTZORG_ISSUER": "https://portaal.example/id",
              "IDENTITY_SMS_URL": "https://sms.example/send", "IDENTITY_SMTP_URL": "smtp://mail.example"}


class TestRoutes:
    def test_each_say_who_may_call(self, identity: Identity):
        silent = [rule.rule for rule in identity.app.url_map.iter_rules()
                  if not hasattr(identity.app.view_functions[rule.endpoint], "access")
                  and not rule.rule.startswith("/openapi.json")]

        assert silent == []

    @pytest.mark.parametrize("path", ["/v1/accounts", "/v1/accounts/x"])
    def test_of_the_api_need_a_token(self, browser: Browser, path: str):
        answer = browser.client.get(path)

        assert answer.status_code == 401
        assert answer.content_type == "application/problem+json"

    def test_with_a_nul_answer_400(self, browser: Browser):
        assert browser.client.get("/v1/accounts/a%00b").status_code == 400
        assert browser.client.get("/dev/messages?to=%00").status_code == 400

    @pytest.mark.requirement("R-172")
    def test_offer_no_way_to_switch_the_second_factor_off(self, identity: Identity):
        rules = " ".join(rule.rule for rule in identity.app.url_map.iter_rules())

        assert not any(word in rules for word in ("mfa", "2fa", "factor", "disable", "remember"))

    @pytest.mark.requirement("R-178", "R-201")
    def test_offer_no_way_to_change_ones_own_number_or_address(self, identity: Identity):
        rules = " ".join(rule.rule for rule in identity.app.url_map.iter_rules())

        assert not any(word in rules for word in ("phone", "email", "telefoon", "mobiel"))


class TestProduction:
    def test_shows_no_messages(self, identity: Identity):
        settings = settings_of(identity.database.url, **PRODUCTION)

        app = create_app(settings, database=identity.database)

        assert app.test_client().get("/dev/messages").status_code == 404

    @pytest.mark.parametrize(("name", "value"), [
        ("IDENTITY_SECRET", "short"), ("ONTZORG_ISSUER", "http://localhost:8080/id"), ("IDENTITY_SMS_URL", ""),
        ("IDENTITY_SMTP_URL", ""), ("IDENTITY_PORTAL_CLIENT_SECRET", "")])
    def test_refuses_an_unsafe_setting_by_name(self, name: str, value: str):
        with pytest.raises(SettingsError, match=name):
            settings_of("postgresql://x/y", **PRODUCTION | {name: value})

    def test_shows_no_secret_in_its_settings(self):
        shown = repr(settings_of("postgresql://x/y", **PRODUCTION, IDENTITY_SMS_TOKEN="sms-token-x"))

        for secret in ("s" * 40, "portal-secret-of-the-tests", "sms-token-x", "mail.example"):
            assert secret not in shown

    def test_may_use_http_on_loopback_in_development_only(self):
        assert not settings_of("postgresql://x/y").is_secure

        with pytest.raises(SettingsError, match="ONTZORG_ISSUER"):
            settings_of("postgresql://x/y", ONTZORG_ISSUER="http://portaal.example/id")
