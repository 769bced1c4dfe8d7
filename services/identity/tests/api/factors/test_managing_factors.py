"""The own second factors by API: added and removed after a recent login, and never all of them."""
import json
import re
from hashlib import sha256

import pytest
from argon2.low_level import Type, hash_secret_raw
from sqlalchemy import select

from services.identity.store import RecoveryCode, SecurityEvent, TotpApp
from services.identity.tests.api.factors.conftest import Owner, SoftwareKey, key_in
from services.identity.tests.conftest import CASEMANAGER, CLAIMS, Browser, Identity

CHANGES = [("POST", "/factors/app", None), ("POST", "/factors/app/confirm", {"code": "123456"}),
           ("POST", "/factors/app/remove", None),
           ("POST", "/factors/passkeys/options", None), ("POST", "/factors/passkeys", {"name": "x", "credential": "{}"}),
           ("POST", "/factors/passkeys/x/remove", None), ("POST", "/factors/recovery-codes", None)]

BROKEN = ("{}", "x", "[]", "null", '{"id": 1}', json.dumps({
    "id": "a", "rawId": "b", "type": "public-key", "response": {"clientDataJSON": "!!", "attestationObject": "AA"}}))
"""Answers that no browser gives."""


def argon2_of(text: str, salt: str) -> str:
    """What the database should hold of a code."""
    plain = sha256(text.encode()).hexdigest().encode()
    return hash_secret_raw(plain, bytes.fromhex(salt), 2, 19_456, 1, 32, Type.ID).hex()


class TestFactors:
    def test_of_a_new_account_are_the_code_by_sms_only(self, owner: Owner):
        assert owner.factors() == {"phone": "•• 75", "app_added_at": None, "passkeys": [], "recovery_codes": 0}

    @pytest.mark.parametrize(("method", "path", "body"), CHANGES, ids=[path for _, path, _ in CHANGES])
    def test_change_within_ten_minutes_after_a_login_only(self, owner: Owner, identity: Identity, method, path, body):
        first = owner.call(method, path, body)
        old = Owner(identity, token_of_an_old_login(identity))

        answer = old.call(method, path, body)

        assert first.status_code != 403, first.text
        assert (answer.status_code, answer.json["code"]) == (403, "login.not_fresh")

    @pytest.mark.requirement("R-178", "R-201")
    @pytest.mark.parametrize("what", ["email", "phone"])
    def test_address_and_number_are_not_changed_by_the_owner(self, owner: Owner, identity: Identity, what: str):
        before = identity.account("casemanager")

        answer = owner.call("PUT", f"/{what}", {what: "+31600000000"})

        after = identity.account("casemanager")
        assert answer.status_code == 403
        assert "Vraag de contactpersoon binnen uw bedrijf" in answer.json["detail"]
        assert (after.email, after.phone) == (before.email, before.phone)

    @pytest.mark.requirement("R-172")
    def test_can_all_be_removed_except_the_code_that_a_login_then_asks(self, owner: Owner, identity: Identity):
        owner.add_app()
        owner.add_passkey(SoftwareKey())
        removals = [rule.rule for rule in identity.app.url_map.iter_rules() if rule.rule.endswith("/remove")
                    and rule.rule.startswith("/v1/own-account/factors")]

        for rule in removals:
            path = rule.removeprefix("/v1/own-account").replace("<passkey_id>", owner.factors()["passkeys"][0]["id"])
            assert owner.call("POST", path).status_code == 204

        assert len(removals) == 2
        assert [mail.subject for mail in identity.messages(CASEMANAGER.email)][::-1] == [
            "Er is een app toegevoegd aan uw account", "Er is een passkey toegevoegd aan uw account",
            "De app is weggehaald van uw account", "Er is een passkey weggehaald van uw account"]
        assert owner.factors() == {"phone": "•• 75", "app_added_at": None, "passkeys": [], "recovery_codes": 0}
        assert "/inloggen/code" in Browser(identity).enter_password(CASEMANAGER).location

    @pytest.mark.requirement("R-172")
    def test_have_no_route_except_those_of_their_owner(self, identity: Identity):
        named = {rule.rule for rule in identity.app.url_map.iter_rules() if rule.rule.startswith(("/v1", "/admin"))
                 and re.search("factor|passkey|totp|mfa|second|verification-code", rule.rule)}

        assert named
        assert {rule for rule in named if not rule.startswith("/v1/own-account/factors")} == set()


class TestApp:
    def test_is_a_factor_after_its_first_code(self, owner: Owner, identity: Identity):
        made = owner.call("POST", "/factors/app").json
        assert owner.factors()["app_added_at"] is None
        assert key_in(made["uri"]) == made["key"]
        assert "issuer=Ontzorg" in made["uri"]

        wrong = owner.call("POST", "/factors/app/confirm", {"code": "000000"})

        assert (wrong.status_code, wrong.json["errors"][0]["code"]) == (422, "code.invalid")
        assert owner.factors()["app_added_at"] is None

    def test_is_one_at_a_time(self, owner: Owner):
        owner.add_app()

        answer = owner.call("POST", "/factors/app")

        assert (answer.status_code, answer.json["code"]) == (409, "factor.app_exists")

    def test_has_a_key_that_the_database_does_not_show(self, owner: Owner, identity: Identity):
        totp = owner.add_app()

        [row] = identity.query(lambda session: session.scalars(select(TotpApp)).all())

        assert totp.secret not in row.encrypted

    def test_is_gone_after_its_removal(self, owner: Owner):
        owner.add_app()

        assert owner.call("POST", "/factors/app/remove").status_code == 204
        assert owner.call("POST", "/factors/app/remove").status_code == 404


class TestRecoveryCodes:
    def test_are_ten_and_stored_as_salted_hashes(self, owner: Owner, identity: Identity):
        codes = owner.recovery_codes()

        rows = identity.query(lambda session: session.scalars(select(RecoveryCode)).all())
        salt, = {row.salt for row in rows}
        hashes = {argon2_of(f"{row.account_id}:{code.replace('-', '')}", salt) for row in rows[:1] for code in codes}
        assert (len(set(codes)), owner.factors()["recovery_codes"]) == (10, 10)
        assert {row.digest for row in rows} == hashes
        assert len(bytes.fromhex(salt)) == 16
        assert all(re.fullmatch("[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}", code) for code in codes)

    def test_replace_the_former_ones(self, owner: Owner, identity: Identity):
        first = owner.recovery_codes()

        assert identity.messages(CASEMANAGER.email)[0].subject == "Er zijn nieuwe herstelcodes gemaakt"

        assert not set(first) & set(owner.recovery_codes())
        assert owner.factors()["recovery_codes"] == 10


class TestPasskey:
    def test_is_listed_by_its_name(self, owner: Owner):
        answer = owner.add_passkey(SoftwareKey(), "Laptop thuis")

        assert answer.status_code == 201, answer.text
        [passkey] = owner.factors()["passkeys"]
        assert (passkey["name"], passkey["last_used_at"]) == ("Laptop thuis", None)

    @pytest.mark.parametrize(("key", "how"), [(SoftwareKey("https://evil.example"), {}), (SoftwareKey(), {"verified": False})],
                             ids=["foreign origin", "owner not verified"])
    def test_is_refused(self, owner: Owner, key: SoftwareKey, how):
        answer = owner.add_passkey(key, **how)

        assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "passkey.refused")
        assert owner.factors()["passkeys"] == []

    @pytest.mark.parametrize("credential", BROKEN)
    def test_of_broken_json_is_refused(self, owner: Owner, credential: str):
        owner.call("POST", "/factors/passkeys/options")

        answer = owner.call("POST", "/factors/passkeys", {"name": "x", "credential": credential})

        assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "passkey.refused")

    def test_answers_each_challenge_once(self, owner: Owner):
        options = owner.call("POST", "/factors/passkeys/options").json["options"]
        bodies = [{"name": name, "credential": SoftwareKey().create(options)} for name in ("a", "b")]

        assert [owner.call("POST", "/factors/passkeys", body).status_code for body in bodies] == [201, 422]

    def test_of_another_account_is_not_removed(self, owner: Owner, identity: Identity):
        passkey = owner.add_passkey(SoftwareKey()).json
        stranger = Owner(identity, Browser(identity).tokens(CLAIMS)["access_token"])

        assert stranger.call("POST", f"/factors/passkeys/{passkey['id']}/remove").status_code == 404
        assert len(owner.factors()["passkeys"]) == 1


class TestSecurityLog:
    def test_has_a_row_for_each_change_without_secrets(self, owner: Owner, identity: Identity):
        owner.add_app()
        owner.add_passkey(SoftwareKey())
        owner.recovery_codes()
        owner.call("POST", "/factors/app/remove")

        rows = identity.query(lambda session: session.scalars(select(SecurityEvent).order_by(SecurityEvent.position)).all())

        assert [(row.kind, row.details.get("factor")) for row in rows[-4:]] == [
            ("FACTOR_ADDED", "TOTP"), ("FACTOR_ADDED", "PASSKEY"), ("RECOVERY_CODES_ISSUED", None), ("FACTOR_REMOVED", "TOTP")]


def token_of_an_old_login(identity: Identity) -> str:
    """A valid access token of somebody who signed in eleven minutes ago: it was refreshed since."""
    browser = Browser(identity)
    refresh = browser.tokens(CASEMANAGER)["refresh_token"]
    identity.wait(minutes=11)
    return browser.ask_token(grant_type="refresh_token", refresh_token=refresh).json["access_token"]
