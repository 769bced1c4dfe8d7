"""Routes that are open without a token, routes absent in production, and settings that are refused."""
import pytest

from services.identity.app import create_app
from services.identity.tests.conftest import PORTAL_SECRET, SECRET, Browser, Identity, settings_of
from shared.service.settings import SettingsError

PRODUCTION = {"ONTZORG_ENVIRONMENT": "production", "ONTZORG_ISSUER": "https://portaal.example/id",
              "IDENTITY_SMS_URL": "https://sms.example/send", "IDENTITY_SMTP_URL": "smtp://mail.example"}

ALL_RIGHTS = ("RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS")


class TestRoutes:
    def test_each_declare_who_may_call_them(self, identity: Identity):
        silent = [rule.rule for rule in identity.app.url_map.iter_rules()
                  if not hasattr(identity.app.view_functions[rule.endpoint], "access")
                  and not rule.rule.startswith("/openapi.json")]

        assert silent == []

    @pytest.mark.parametrize("path", ["/v1/accounts", "/v1/accounts/x"])
    def test_of_the_api_require_a_token(self, browser: Browser, path: str):
        answer = browser.client.get(path)

        assert answer.status_code == 401
        assert answer.content_type == "application/problem+json"

    def test_answer_400_to_a_nul_byte(self, browser: Browser):
        assert browser.client.get("/v1/accounts/a%00b").status_code == 400
        assert browser.client.get("/dev/messages?to=%00").status_code == 400


class TestSecondFactor:
    @pytest.mark.requirement("R-172")
    @pytest.mark.parametrize("who", [{"rights": ALL_RIGHTS}, {"roles": ("camas_helpdesk",)}, {"roles": ("platform_admin",)},
                                     {"roles": ("insurer_acceptance",)}], ids=["main contact", "helpdesk", "admin", "insurer"])
    def test_cannot_be_switched_off(self, identity: Identity, who: dict[str, tuple[str, ...]]):
        token = identity.issuer.token(iss="http://localhost/id", employer_id="employer-1" if "rights" in who else None, **who)
        account = identity.account("casemanager").id
        asked = [(method, path) for method in ("PUT", "PATCH", "DELETE", "POST") for path in (
            f"/v1/accounts/{account}/second-factor", f"/v1/accounts/{account}/settings", "/v1/settings/second-factor")]
        asked += [(method, f"/v1/accounts/{account}") for method in ("PUT", "PATCH", "DELETE")]

        answers = {call: identity.api.test_client().open(call[1], method=call[0], json={"second_factor": False},
                                                         headers={"Authorization": f"Bearer {token}"}).status_code
                   for call in asked}

        assert {call: status for call, status in answers.items() if status not in (404, 405)} == {}

    @pytest.mark.requirement("R-172")
    @pytest.mark.parametrize("field", ["second_factor", "code_channel", "skip_code"])
    def test_is_not_a_field_of_an_account(self, identity: Identity, field: str):
        token = identity.issuer.token(iss="http://localhost/id", roles=("insurer_acceptance",), employer_id=None)

        answer = identity.api.test_client().post("/v1/main-contacts", json={field: False},
                                                 headers={"Authorization": f"Bearer {token}"})

        assert answer.status_code == 422
        assert {"field": field, "code": "input.unknown"}.items() <= next(
            error for error in answer.json["errors"] if error["field"] == field).items()


class TestProduction:
    def test_exposes_no_messages(self, identity: Identity):
        settings = settings_of(identity.database.url, **PRODUCTION)

        app = create_app(settings, database=identity.database)

        assert app.test_client().get("/dev/messages").status_code == 404

    @pytest.mark.parametrize(("name", "value"), [
        ("IDENTITY_SECRET", "short"), ("ONTZORG_ISSUER", "http://localhost:8080/id"), ("IDENTITY_SMS_URL", ""),
        ("IDENTITY_SMTP_URL", ""), ("IDENTITY_PORTAL_CLIENT_SECRET", ""), ("IDENTITY_PORTAL_CLIENT_SECRET", "c"),
        ("IDENTITY_SECRET", "ab" * 20), ("IDENTITY_SECRET", "changeme-Tn5e8_Wb2hQx9rKv4zMc7sLj3pYd6"),
        ("ONTZORG_ENVIRONMENT", "prod"), ("ONTZORG_ENVIRONMENT", "development")])
    def test_refuses_an_unsafe_setting_by_name(self, name: str, value: str):
        with pytest.raises(SettingsError, match=name):
            settings_of("postgresql://x/y", **PRODUCTION | {name: value})

    def test_shows_no_secret_in_its_settings(self):
        shown = repr(settings_of("postgresql://x/y", **PRODUCTION, IDENTITY_SMS_TOKEN="sms-token-x"))

        for secret in (SECRET, PORTAL_SECRET, "sms-token-x", "mail.example"):
            assert secret not in shown

    def test_may_use_http_only_on_loopback_in_development(self):
        assert not settings_of("postgresql://x/y").is_secure

        with pytest.raises(SettingsError, match="ONTZORG_ISSUER"):
            settings_of("postgresql://x/y", ONTZORG_ISSUER="http://portaal.example/id")
