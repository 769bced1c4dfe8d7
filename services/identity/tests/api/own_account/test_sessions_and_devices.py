"""A person sees and ends the own sessions and devices, and stays signed in where that was chosen (R-173, R-174, R-176)."""
import pyotp
import pytest

from services.identity.tests.api.login.test_logout import log_out
from services.identity.tests.api.own_account.conftest import Enter, choose_own_password
from services.identity.tests.api.test_security_log_rows import rows_of
from services.identity.tests.callers import EVA
from services.identity.tests.conftest import CASEMANAGER, CLAIMS, Browser, Identity, Member


def kinds_of(identity: Identity, username: str) -> list[str]:
    return [row.kind for row in rows_of(identity, username)]


class TestSessions:
    def test_are_listed_with_browser_address_and_the_present_one(self, enter: Enter, identity: Identity):
        first = enter()
        identity.wait(minutes=5)
        second = enter()
        enter(CLAIMS)

        items = second.call("GET", "/own-account/sessions").json["items"]

        assert [(one["is_this"], one["stays"], one["address"]) for one in items] == [
            (True, False, "127.0.0.1"), (False, False, "127.0.0.1")]
        assert all(one["agent"].startswith("Werkzeug") for one in items)
        assert items[0]["started_at"] > items[1]["started_at"]
        assert first.call("GET", "/own-account/sessions").json["items"][1]["is_this"]

    def test_can_be_ended_one_by_one(self, enter: Enter, identity: Identity):
        lost, own = enter(), enter()
        other = next(one["id"] for one in own.call("GET", "/own-account/sessions").json["items"] if not one["is_this"])

        ended = own.call("POST", f"/own-account/sessions/{other}/end")

        assert ended.status_code == 204
        assert (lost.refresh(), own.refresh()) == (400, 200)
        assert (lost.is_signed_in(), own.is_signed_in()) == (False, True)
        assert lost.call("GET", "/own-account/sessions").status_code == 401
        assert kinds_of(identity, CASEMANAGER.username)[-1] == "SESSION_ENDED"

    def test_of_others_cannot_be_ended(self, enter: Enter):
        own, other = enter(), enter(CLAIMS)
        [session] = other.call("GET", "/own-account/sessions").json["items"]

        answer = own.call("POST", f"/own-account/sessions/{session['id']}/end")

        assert (answer.status_code, answer.json["code"]) == (404, "session.unknown")
        assert other.refresh() == 200

    def test_end_everywhere_at_once(self, enter: Enter, identity: Identity):
        visitors = [enter(stays=True), enter(), enter()]

        ended = visitors[1].call("POST", "/own-account/sessions/end-all")

        assert ended.status_code == 204
        assert [visitor.refresh() for visitor in visitors] == [400, 400, 400]
        assert not any(visitor.is_signed_in() for visitor in visitors)
        assert kinds_of(identity, CASEMANAGER.username)[-1] == "ALL_SESSIONS_ENDED"

    @pytest.mark.requirement("R-176")
    def test_on_two_devices_at_once_are_logged(self, enter: Enter, identity: Identity):
        enter()
        assert "CONCURRENT_LOGIN" not in kinds_of(identity, CASEMANAGER.username)

        enter()

        [row] = [row for row in rows_of(identity, CASEMANAGER.username) if row.kind == "CONCURRENT_LOGIN"]
        assert row.details == {"other_devices": 1}

    def test_one_after_the_other_are_not_logged_as_concurrent(self, enter: Enter, identity: Identity):
        enter()
        identity.wait(minutes=61)

        enter()

        assert "CONCURRENT_LOGIN" not in kinds_of(identity, CASEMANAGER.username)


class TestStayingSignedIn:
    def test_is_off_unless_chosen_and_warns_beside_the_box(self, browser: Browser):
        page = browser.begin()

        assert 'type="checkbox" id="stays" name="stays" value="ja" aria-describedby="stays-warning">' in page.text
        assert "iemand anders die uw computer gebruikt, kan dan ook bij de gegevens" in page.text

    @pytest.mark.requirement("R-173", "R-174")
    def test_lasts_thirty_days_without_use(self, enter: Enter, identity: Identity):
        choosing, other = enter(stays=True), enter()
        identity.wait(days=29, hours=23)
        assert "iemand anders die uw computer gebruikt, kan dan ook bij de gegevens" in Browser(identity).begin().text
        assert (choosing.is_signed_in(), other.is_signed_in()) == (True, False)
        assert (choosing.refresh(), other.refresh()) == (200, 400)

        identity.wait(hours=1)

        assert not choosing.is_signed_in()
        assert choosing.refresh() == 400

    def test_gives_a_cookie_that_outlives_the_browser_only_if_chosen(self, enter: Enter):
        def cookie(visitor, name):
            return visitor.browser.client.get_cookie(name, domain="localhost")

        choosing, other = enter(stays=True), enter()

        assert cookie(choosing, "aanmelden").max_age == 30 * 24 * 3600
        assert cookie(other, "aanmelden").max_age is None
        for visitor in (choosing, other):
            assert cookie(visitor, "apparaat").http_only

    @pytest.mark.requirement("R-173")
    def test_is_bound_to_its_device(self, enter: Enter):
        staying, other = enter(stays=True), enter()
        assert (staying.is_signed_in(), other.is_signed_in()) == (True, True)

        for visitor in (staying, other):
            visitor.browser.client.delete_cookie("apparaat", domain="localhost")

        assert (staying.is_signed_in(), other.is_signed_in()) == (False, True)

    @pytest.mark.requirement("R-173")
    def test_ends_at_logout(self, enter: Enter):
        staying = enter(stays=True)

        log_out(staying.browser, id_token_hint=staying.tokens["id_token"])

        assert staying.refresh() == 400
        [device] = enter().call("GET", "/own-account/devices").json["items"][1:]
        assert device["trusted_until"] is None

    @pytest.mark.requirement("R-173")
    def test_ends_when_rights_change_and_other_sessions_continue(self, identity: Identity, main_contact: Member, enter: Enter):
        jan = enter(choose_own_password(identity, main_contact))
        created = jan.call("POST", "/accounts", EVA).json
        eva = choose_own_password(identity, Member(
            created["username"], identity.temporary_password(created["email"]), created["phone"], created["email"]))
        staying, other = enter(eva, stays=True), enter(eva)

        assert jan.call("PUT", f"/accounts/{created['id']}/rights", {"rights": []}).status_code == 200

        assert (staying.refresh(), other.refresh()) == (400, 200)
        assert not any(device["trusted_until"] for device in other.call("GET", "/own-account/devices").json["items"])

    @pytest.mark.requirement("R-173", "R-178")
    @pytest.mark.parametrize("changed", [{"kind": "NEW_EMAIL", "email": "eva.smit@bakkerijdejong.nl"},
                                         {"kind": "NEW_PHONE", "phone": "0612345622"}], ids=["address", "number"])
    def test_ends_with_all_else_when_the_helpdesk_changes_address_or_number(self, identity: Identity, main_contact: Member,
                                                                            enter: Enter, changed: dict[str, str]):
        jan = enter(choose_own_password(identity, main_contact))
        created = jan.call("POST", "/accounts", EVA).json
        eva = choose_own_password(identity, Member(
            created["username"], identity.temporary_password(created["email"]), created["phone"], created["email"]))
        staying, other, waiting = enter(eva, stays=True), enter(eva), Browser(identity)
        identity.wait(minutes=1)
        page = waiting.at_second_step(eva)
        code = identity.code_for(eva.phone)
        asked = jan.call("POST", "/helpdesk-requests", {"account_id": created["id"], **changed}).json

        helpdesk = enter(identity.member("helpdesk"))
        done = helpdesk.call("POST", f"/helpdesk-requests/{asked['id']}/execution", {"called_back": True}, root="/admin/v1")

        assert done.status_code == 200, done.text
        assert [visitor.refresh() for visitor in (staying, other)] == [400, 400]
        assert not staying.is_signed_in()
        assert waiting.submit(page, "/inloggen/code", code=code).status_code in (400, 401)
        identity.wait(minutes=1)
        again = enter(Member(eva.username, eva.password, "+31612345622" if "phone" in changed else eva.phone, eva.email))
        assert not any(device["trusted_until"] for device in again.call("GET", "/own-account/devices").json["items"])

    @pytest.mark.requirement("R-173")
    def test_ends_when_a_factor_changes_except_where_it_was_changed(self, enter: Enter):
        staying, own = enter(stays=True), enter()
        own.call("POST", "/own-account/factors/app")
        key = own.call("POST", "/own-account/factors/app").json["key"].replace(" ", "")

        confirmed = own.call("POST", "/own-account/factors/app/confirm", {"code": pyotp.TOTP(key).now()})

        assert confirmed.status_code == 204, confirmed.text
        assert (staying.refresh(), own.refresh()) == (400, 200)
        assert not any(device["trusted_until"] for device in own.call("GET", "/own-account/devices").json["items"])


class TestDevices:
    def test_are_listed_with_what_was_chosen(self, enter: Enter, identity: Identity):
        enter(stays=True)
        identity.wait(minutes=2)
        own = enter()

        items = own.call("GET", "/own-account/devices").json["items"]

        assert [(one["is_this"], one["trusted_until"] is not None) for one in items] == [(True, False), (False, True)]

    @pytest.mark.requirement("R-173")
    def test_are_forgotten_with_their_sessions(self, enter: Enter, identity: Identity):
        staying, own = enter(stays=True), enter()
        device = next(one for one in own.call("GET", "/own-account/devices").json["items"] if not one["is_this"])

        forgotten = own.call("POST", f"/own-account/devices/{device['id']}/forget")

        assert forgotten.status_code == 204
        assert (staying.refresh(), own.refresh()) == (400, 200)
        assert len(own.call("GET", "/own-account/devices").json["items"]) == 1
        assert kinds_of(identity, CASEMANAGER.username)[-1] == "DEVICE_FORGOTTEN"
        assert [mail.subject for mail in identity.messages(CASEMANAGER.email)] == [
            "U blijft op een apparaat niet langer ingelogd", "U blijft ingelogd op een apparaat"]

    def test_of_others_cannot_be_forgotten(self, enter: Enter):
        own, other = enter(), enter(CLAIMS)
        [device] = other.call("GET", "/own-account/devices").json["items"]

        answer = own.call("POST", f"/own-account/devices/{device['id']}/forget")

        assert (answer.status_code, answer.json["code"]) == (404, "device.unknown")

    def test_keep_their_cookie_after_logout_and_serve_several_people(self, enter: Enter, identity: Identity):
        visitor = enter()
        log_out(visitor.browser, id_token_hint=visitor.tokens["id_token"])
        visitor.browser.log_in(CLAIMS)
        visitor.browser.client.delete_cookie("aanmelden", domain="localhost")
        visitor.tokens = visitor.browser.redeem(visitor.browser.log_in(CASEMANAGER)["code"]).json

        assert [one["is_this"] for one in visitor.call("GET", "/own-account/devices").json["items"]] == [True]


class TestLoginInAnotherTab:
    def test_keeps_the_login_that_waits_for_its_code(self, browser: Browser, identity: Identity):
        page = browser.follow(browser.enter_password(CASEMANAGER))

        other_tab = browser.follow(browser.authorize(state="tab-2"))
        answer = browser.submit(page, "/inloggen/code", code=identity.code_for(CASEMANAGER.phone))

        assert "Vul de code in" in other_tab.text
        assert browser.arrive(answer)["state"] == "tab-2"
