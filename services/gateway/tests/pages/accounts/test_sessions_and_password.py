"""The pages "Sessies", "Apparaten" and "Wachtwoord" and their forms."""
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.pages.accounts.test_second_step_pages import Visitor
from services.gateway.tests.platform_of_tests import Platform
from services.gateway.view.accounts.browsers import name_of

API = "/v1/own-account"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/604.1"
AT = {"started_at": "2026-06-15T08:00:00+00:00", "used_at": "2026-06-15T09:00:00+00:00", "ends_at": "2026-07-15T08:00:00+00:00"}
SESSIONS: dict[str, Any] = {"next": None, "items": [
    {"id": "s-1", **AT, "stays": False, "address": "192.0.2.7", "agent": CHROME, "is_this": True},
    {"id": "s-2", **AT, "stays": True, "address": None, "agent": IPHONE, "is_this": False}]}
DEVICES: dict[str, Any] = {"next": None, "items": [
    {"id": "d-1", "agent": CHROME, "first_used_at": AT["started_at"], "last_used_at": AT["used_at"], "trusted_until": None,
     "is_this": True},
    {"id": "d-2", "agent": IPHONE, "first_used_at": AT["started_at"], "last_used_at": AT["used_at"],
     "trusted_until": AT["ends_at"], "is_this": False}]}
NEW = {"code": "123456", "huidig": "Oud-Wachtw-1", "nieuw": "Fiets-Kruk-31", "nogmaals": "Fiets-Kruk-31"}


@pytest.fixture
def visitor(platform: Platform, log_in: LogIn) -> Visitor:
    """Sanne; identity accepts every change."""
    platform.identity.api |= {
        f"GET {API}/sessions": SESSIONS, f"GET {API}/devices": DEVICES, f"POST {API}/sessions/s-1/end": (204, None),
        f"POST {API}/sessions/s-2/end": (204, None), f"POST {API}/sessions/end-all": (204, None),
        f"POST {API}/devices/d-2/forget": (204, None), f"POST {API}/password/codes": (201, {"sending": "ALLOWED"}),
        f"POST {API}/password": (204, None)}
    return Visitor(platform, log_in)


class TestSessions:
    def test_are_named_and_the_present_one_is_marked(self, visitor: Visitor):
        page = visitor.get("/account/sessies").text

        assert "Chrome op Windows (deze browser)" in page
        assert "Safari op iPhone" in page
        assert "Vanaf adres 192.0.2.7" in page

    @pytest.mark.requirement("R-176")
    def test_of_two_devices_are_pointed_out(self, visitor: Visitor):
        assert "U bent op 2 plaatsen ingelogd" in visitor.get("/account/sessies").text

    def test_are_ended_one_by_one(self, visitor: Visitor):
        page = visitor.post("/account/sessies/s-2/afmelden").text

        assert "Deze browser is afgemeld." in page

    @pytest.mark.parametrize(("path", "form"), [("/account/sessies/s-1/afmelden", {"dit": "ja"}),
                                                ("/account/sessies/overal-afmelden", {})])
    def test_end_here_too(self, visitor: Visitor, path: str, form: dict[str, str]):
        assert visitor.post(path, redirects=False, **form).headers["Location"] == "/uitgelogd"

        assert visitor.get("/session").status_code == 401


class TestDevices:
    @pytest.mark.requirement("R-174")
    def test_show_how_long_they_stay_signed_in_with_the_warning(self, visitor: Visitor):
        page = visitor.get("/account/apparaten").text

        assert "Blijft ingelogd tot woensdag 15 juli 2026 om 10:00" in page
        assert "Blijft niet ingelogd." in page
        assert "kan bij de gegevens" in page

    def test_are_forgotten(self, visitor: Visitor):
        assert "Dit apparaat is vergeten en afgemeld." in visitor.post("/account/apparaten/d-2/vergeten").text


class TestPassword:
    def test_is_changed_with_the_old_one_and_a_code(self, visitor: Visitor):
        assert "Wij hebben u een code gestuurd." in visitor.post("/account/wachtwoord/code").text

        page = visitor.post("/account/wachtwoord", **NEW).text

        assert "Uw wachtwoord is gewijzigd. Op alle andere apparaten bent u uitgelogd." in page

    def test_shows_every_refusal_at_its_field_and_no_password(self, visitor: Visitor, platform: Platform):
        errors = [{"field": "old_password", "code": "password.old_wrong", "message": "Dit is niet uw huidige wachtwoord."},
                  {"field": "new_password", "code": "password.common", "message": "Dit wachtwoord is makkelijk te raden."}]
        platform.identity.api[f"POST {API}/password"] = (422, {
            "type": "about:blank", "title": "Gegevens kloppen niet", "status": 422, "code": "input.invalid", "detail": "x",
            "errors": errors})

        answer = visitor.post("/account/wachtwoord", **NEW)

        assert answer.status_code == 422
        for field, error in (("huidig", errors[0]), ("nieuw", errors[1])):
            assert f'href="#{field}">{error["message"]}' in answer.text
            assert f'id="{field}-fout"' in answer.text
        assert "Fiets-Kruk-31" not in answer.text
        assert "Oud-Wachtw-1" not in answer.text

    def test_asks_for_what_is_missing(self, visitor: Visitor):
        answer = visitor.post("/account/wachtwoord")

        assert answer.status_code == 422
        assert "Vul de code in die wij u stuurden." in answer.text


class TestNameOfABrowser:
    @pytest.mark.parametrize(("agent", "name"), [
        (CHROME, "Chrome op Windows"), (IPHONE, "Safari op iPhone"), (CHROME + " Edg/142.0", "Edge op Windows"),
        ("curl/8.0", "Onbekend apparaat"), (None, "Onbekend apparaat")])
    def test_is_understandable(self, agent: str | None, name: str):
        assert name_of(agent) == name
