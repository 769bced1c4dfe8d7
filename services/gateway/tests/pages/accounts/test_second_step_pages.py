"""The page "Tweede stap" and its forms."""
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.platform_of_tests import Platform

ROOT = "/account/tweede-stap"
API = "/v1/own-account/factors"
NONE: dict[str, Any] = {"phone": "•• 78", "app_added_at": None, "passkeys": [], "recovery_codes": 0}
MANY = NONE | {"app_added_at": "2026-06-01T09:00:00+00:00", "recovery_codes": 9, "passkeys": [
    {"id": "k-1", "name": "Laptop thuis", "added_at": "2026-06-01T09:00:00+00:00", "last_used_at": "2026-06-14T09:00:00+00:00"}]}
URI = "otpauth://totp/Ontzorg:sanne?secret=JBSWY3DPEHPK3PXP&issuer=Ontzorg"
NOT_FRESH = (403, {"type": "about:blank", "title": "Verboden", "status": 403, "code": "login.not_fresh",
                   "detail": "Log eerst opnieuw in.", "errors": []})
GONE = (404, {"type": "about:blank", "title": "Niet gevonden", "status": 404, "code": "app.unknown", "detail": "x"})
WRONG_CODE = (422, {"type": "about:blank", "title": "Gegevens kloppen niet", "status": 422, "code": "code.invalid", "detail": "x",
                    "errors": [{"field": "code", "code": "code.invalid", "message": "Deze code klopt niet."}]})
FORMS = [f"{ROOT}/app/verwijderen", f"{ROOT}/passkey/k-1/verwijderen", f"{ROOT}/herstelcodes"]


class Visitor:
    """Somebody at the portal."""

    def __init__(self, platform: Platform, log_in: LogIn) -> None:
        self._url, self._browser = platform.url, log_in()
        self._token = self._browser.get(f"{self._url}/session").json()["csrf_token"]

    def get(self, path: str, **options: Any) -> Any:
        return self._browser.get(self._url + path, **options)

    def post(self, path: str, *, redirects: bool = True, **form: str) -> Any:
        return self._browser.post(self._url + path, data={"csrf_token": self._token, **form}, headers={"Origin": self._url},
                                  allow_redirects=redirects)


@pytest.fixture
def visitor(platform: Platform, log_in: LogIn) -> Visitor:
    """Sanne, without more factors; identity accepts every change."""
    platform.identity.api |= {
        f"GET {API}": NONE, f"POST {API}/app": (201, {"key": "JBSWY3DPEHPK3PXP", "uri": URI}),
        f"POST {API}/app/confirm": (204, None), f"POST {API}/app/remove": (204, None),
        f"POST {API}/passkeys/options": {"options": {"challenge": "x", "user": {"displayName": 'Sanne "de" <Wit>'}}},
        f"POST {API}/passkeys/k-1/remove": (204, None),
        f"POST {API}/recovery-codes": (201, {"codes": [f"k7m2q-x9d4{n}" for n in range(10)]})}
    return Visitor(platform, log_in)


class TestOverview:
    def test_shows_the_number_masked_and_why_it_stays(self, visitor: Visitor):
        page = visitor.get(ROOT).text

        assert "•• 78" in page
        assert "Deze manier kunt u niet verwijderen" in page
        assert "Een app of passkey is veiliger" in page
        assert "verzoeken het te wijzigen" in page

    def test_shows_every_factor(self, visitor: Visitor, platform: Platform):
        platform.identity.api[f"GET {API}"] = MANY

        page = visitor.get(ROOT).text

        assert all(part in page for part in ("Laptop thuis", "nog <strong>9</strong> herstelcodes", f"{ROOT}/app/verwijderen"))

    @pytest.mark.parametrize("path", FORMS)
    def test_changes_with_one_post(self, visitor: Visitor, path: str):
        assert visitor.post(path).status_code == 200


    @pytest.mark.parametrize(("path", "call"), [
        (f"{ROOT}/app", "app/confirm"), (f"{ROOT}/app/verwijderen", "app/remove"),
        (f"{ROOT}/passkey/k-1/verwijderen", "passkeys/k-1/remove"),
    ])
    def test_shows_what_another_window_changed(self, visitor: Visitor, platform: Platform, path: str, call: str):
        platform.identity.api[f"POST {API}/{call}"] = GONE

        page = visitor.post(path, uri=URI, code="123456")

        assert (page.status_code, page.url.endswith(ROOT)) == (200, True)
        assert "Dit is intussen al gewijzigd" in page.text


class TestApp:
    def test_is_offered_as_qr_code_and_as_text(self, visitor: Visitor):
        page = visitor.get(f"{ROOT}/app").text

        assert "<svg" in page
        assert "JBSW Y3DP EHPK 3PXP" in page
        assert "style=" not in page.partition("<svg")[2].partition("</svg>")[0]

    def test_is_added_with_its_code(self, visitor: Visitor, platform: Platform):
        page = visitor.post(f"{ROOT}/app", uri=URI, code="123 456")

        assert "De app staat klaar" in page.text
        confirmed = next(call for call in platform.identity.received if call["path"] == f"{API}/app/confirm")
        assert confirmed["body"] == {"code": "123456"}

    def test_stays_on_the_page_with_the_same_key_after_a_wrong_code(self, visitor: Visitor, platform: Platform):
        platform.identity.api[f"POST {API}/app/confirm"] = WRONG_CODE

        page = visitor.post(f"{ROOT}/app", uri=URI, code="000000")

        assert page.status_code == 422
        assert "Deze code klopt niet" in page.text
        assert "JBSW Y3DP EHPK 3PXP" in page.text

    def test_takes_no_other_address_for_its_qr_code(self, visitor: Visitor):
        assert visitor.post(f"{ROOT}/app", uri="https://evil.example", code="000000").status_code == 422


class TestPasskey:
    def test_form_carries_the_options_as_data(self, visitor: Visitor):
        page = visitor.get(f"{ROOT}/passkey").text

        assert 'src="/id/static/passkey.js"' in page
        assert '<Wit>' not in page

    @pytest.mark.parametrize("form", [{}, {"naam": "Laptop"}, {"naam": "x" * 61, "credential": "{}"}, {"credential": "{}"}])
    def test_without_name_or_answer_is_refused_on_the_page(self, visitor: Visitor, form: dict[str, str]):
        page = visitor.post(f"{ROOT}/passkey", **form)

        assert page.status_code == 422
        assert "Er klopt iets niet" in page.text


class TestRecoveryCodes:
    def test_are_shown_once(self, visitor: Visitor):
        page = visitor.post(f"{ROOT}/herstelcodes")

        assert page.text.count("k7m2q-") == 10
        assert page.headers["Cache-Control"] == "no-store"
        assert "k7m2q-" not in visitor.get(f"{ROOT}/herstelcodes").text


class TestFreshLogin:
    @pytest.mark.parametrize(("method", "path", "then"), [
        ("GET", f"{ROOT}/app", f"{ROOT}/app"), ("GET", f"{ROOT}/passkey", f"{ROOT}/passkey"),
        *(("POST", path, ROOT) for path in FORMS)])
    def test_is_asked_before_a_change(self, visitor: Visitor, platform: Platform, method: str, path: str, then: str):
        platform.identity.api |= {call: NOT_FRESH for call in platform.identity.api if call.startswith("POST")}

        answer = visitor.get(path, allow_redirects=False) if method == "GET" else visitor.post(path, redirects=False)

        assert answer.headers["Location"] == f"/login?naar={then}&opnieuw=ja"
        started = visitor.get(answer.headers["Location"], allow_redirects=False)
        assert "prompt=login" in started.headers["Location"]
