"""The platform administrator registers, changes and closes the programs of partners and payroll packages."""
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from sqlalchemy import select

from services.identity.store import SecurityEvent
from services.identity.tests.api.oauth.test_client_credentials import ask, assertion, claims_of
from services.identity.tests.conftest import Browser, Identity, policy
from shared.events.identity import AccessRevoked
from shared.kernel.scopes import SCOPES
from shared.messaging.revocation import memory
from shared.testing.statements import assert_same_number, count_statements

KEY, SUCCESSOR, THIRD = (ECKey.generate_key("P-256", auto_kid=True) for _ in range(3))
SHORT_KEY = generate_private_key(65_537, 1_024).public_key().public_bytes(
    Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
PATH = "/admin/v1/clients"
BODY = {"client_id": "loonpakket", "name": "Loonpakket B.V.", "scopes": ["sick-reports:write", "employees:read"],
        "policy_numbers": ["POL-1"], "public_key": json.dumps(KEY.as_dict(private=False))}


class Administrator:
    """Calls the API with a token of a role."""

    def __init__(self, identity: Identity, role: str = "platform_admin") -> None:
        self._identity = identity
        token = identity.issuer.token(roles=(role,), account_id="staff-beheer", iss="http://localhost/id")
        self._headers = {"Authorization": f"Bearer {token}"}

    def __call__(self, method: str, path: str = "", body: Any = None, **headers: str):
        return self._identity.api.test_client().open(PATH + path, method=method, json=body, headers=self._headers | headers)


@pytest.fixture
def admin(identity: Identity) -> Administrator:
    identity.deliver(policy(), policy("POL-2", "employer-2", "Slagerij Pieters"))
    identity.forget_published()
    return Administrator(identity)


@pytest.fixture
def program(admin: Administrator) -> dict[str, Any]:
    """A registered program."""
    answer = admin("POST", "", BODY)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def sign_in(browser: Browser, key: ECKey = KEY, **form: str):
    """Ask a token with an assertion of the program."""
    signed = assertion(key, alg="ES256", iss="loonpakket", sub="loonpakket")
    return ask(browser, signed, **form)


def kinds(identity: Identity) -> list[str]:
    """The kinds of events in the security log about programs."""
    return identity.query(lambda session: session.scalars(select(SecurityEvent.kind).where(
        SecurityEvent.kind.startswith("CLIENT_")).order_by(SecurityEvent.position)).all())


@pytest.mark.filterwarnings("ignore:Key size should be")
class TestNewProgram:
    def test_signs_in_with_its_key_for_its_employer(self, identity: Identity, browser: Browser, program):
        claims = claims_of(browser, sign_in(browser))

        assert (claims["employer_id"], claims["scope"]) == ("employer-1", "employees:read sick-reports:write")
        assert program["employers"] == [
            {"employer_id": "employer-1", "policy_number": "POL-1", "company_name": "Bakkerij De Jong B.V."}]
        assert [key["kid"] for key in program["keys"]] == [KEY.kid]
        assert kinds(identity) == ["CLIENT_CREATED"]

    @pytest.mark.parametrize(("changed", "field"), [
        ({"client_id": "Loon Pakket"}, "client_id"), ({"client_id": "portal"}, "client_id"),
        ({"client_id": "claims-2"}, "client_id"), ({"client_id": ""}, "client_id"), ({"name": ""}, "name"),
        ({"scopes": []}, "scopes"), ({"scopes": ["introspect"]}, "scopes"),
        ({"policy_numbers": []}, "policy_numbers"), ({"policy_numbers": ["POL-9"]}, "policy_numbers"),
        ({"public_key": "rommel"}, "public_key"), ({"public_key": ""}, "public_key"), ({"public_key": 7}, "public_key"),
        ({"public_key": "x" * 9_000}, "public_key"),
        ({"public_key": json.dumps(KEY.as_dict(private=True))}, "public_key"),
        ({"public_key": json.dumps(OctKey.generate_key(256).as_dict(private=True))}, "public_key"),
        ({"public_key": SHORT_KEY}, "public_key"),
        ({"public_key": json.dumps(KEY.as_dict(private=False) | {"kid": "a/b"})}, "public_key"),
        ({"public_key": json.dumps(KEY.as_dict(private=False) | {"kid": "a" * 121})}, "public_key"),
        ({"public_key": json.dumps(ECKey.generate_key("P-384").as_dict(private=False))}, "public_key"),
        ({"public_key": json.dumps(KeySet([KEY, SUCCESSOR, THIRD]).as_dict(private=False))}, "public_key")])
    def test_is_refused_with_the_field_that_is_wrong(self, identity: Identity, admin: Administrator, changed, field):
        answer = admin("POST", "", BODY | changed)

        assert answer.status_code in (409, 422)
        assert [one["field"].split(".")[0] for one in answer.json["errors"]] == [field], answer.json
        assert kinds(identity) == []

    @pytest.mark.parametrize("text", [
        KEY.as_pem(private=False).decode(), RSAKey.generate_key(2048).as_pem(private=False).decode(),
        json.dumps(KeySet([KEY, SUCCESSOR]).as_dict(private=False))], ids=["EC PEM", "RSA PEM", "JWKS"])
    def test_may_give_its_keys_as_pem_or_as_a_set(self, admin: Administrator, text: str):
        assert admin("POST", "", BODY | {"public_key": text}).status_code == 201

    def test_may_not_have_the_id_of_another(self, admin: Administrator, program):
        answer = admin("POST", "", BODY)

        assert (answer.status_code, answer.json["code"]) == (409, "client.id_taken")

    @pytest.mark.parametrize("role", ["insurer_acceptance", "camas_helpdesk", "insurer_claims", "casemanager"])
    def test_is_registered_by_the_platform_administrator_only(self, identity: Identity, admin: Administrator, program, role: str):
        other = Administrator(identity, role)

        for method, path, body in (("GET", "", None), ("POST", "", BODY), ("GET", "/loonpakket", None),
                                   ("PUT", "/loonpakket", {}), ("POST", "/loonpakket/keys", {}),
                                   ("DELETE", f"/loonpakket/keys/{KEY.kid}", None), ("POST", "/loonpakket/closure", None)):
            assert other(method, path, body).status_code == 403


class TestProgram:
    def test_acts_for_the_employers_that_it_has_now_and_its_former_tokens_are_refused(
            self, identity: Identity, admin: Administrator, browser: Browser, program, monkeypatch):
        monkeypatch.setattr(memory, "REFRESH_SECONDS", 0.0)
        before = sign_in(browser).json["access_token"]

        answer = admin("PUT", "/loonpakket", {"name": "Loonpakket", "scopes": ["employees:write"], "policy_numbers": ["POL-2"]})

        assert (answer.status_code, answer.json["version"], answer.headers["ETag"]) == (200, 2, '"2"')
        claims = claims_of(browser, sign_in(browser))
        assert (claims["employer_id"], claims["scope"], claims["generation"]) == ("employer-2", "employees:write", 2)
        assert browser.ask_introspection(before) == {"active": False}
        [event] = identity.published(AccessRevoked)
        assert (event.account_id, event.kind, event.generation, event.reason) == ("loonpakket", "ACCOUNT", 2, "CLIENT_CHANGED")
        assert kinds(identity) == ["CLIENT_CREATED", "CLIENT_CHANGED"]

    def test_is_not_changed_from_a_stale_version(self, admin: Administrator, program):
        change = {"name": "A", "scopes": ["employees:write"], "policy_numbers": ["POL-2"]}

        assert admin("PUT", "/loonpakket", change, **{"If-Match": '"1"'}).status_code == 200
        assert admin("PUT", "/loonpakket", change, **{"If-Match": '"1"'}).status_code == 412

    def test_changes_its_key_without_an_interruption(self, admin: Administrator, browser: Browser, program):
        added = admin("POST", "/loonpakket/keys", {"public_key": json.dumps(SUCCESSOR.as_dict(private=False))})
        third = admin("POST", "/loonpakket/keys", {"public_key": json.dumps(THIRD.as_dict(private=False))})
        with_both = [sign_in(browser, key).status_code for key in (KEY, SUCCESSOR)]
        removed = admin("DELETE", f"/loonpakket/keys/{KEY.kid}")
        after = [sign_in(browser, key).status_code for key in (KEY, SUCCESSOR)]

        assert (added.status_code, third.json["code"], removed.status_code) == (201, "client.too_many_keys", 200)
        assert (with_both, after) == ([200, 200], [400, 200])
        assert admin("DELETE", f"/loonpakket/keys/{SUCCESSOR.kid}").json["code"] == "client.last_key"
        assert admin("DELETE", f"/loonpakket/keys/{KEY.kid}").status_code == 404

    def test_is_refused_with_its_tokens_once_it_was_closed(self, identity: Identity, admin: Administrator, browser: Browser,
                                                           program):
        before = sign_in(browser).json["access_token"]

        answer = admin("POST", "/loonpakket/closure")

        assert answer.json["closed_at"] is not None
        assert sign_in(browser).json["error"] == "invalid_client"
        assert browser.ask_introspection(before) == {"active": False}
        assert [event.reason for event in identity.published(AccessRevoked)] == ["CLIENT_CLOSED"]
        for method, path, body in (("PUT", "", {"name": "A", "scopes": ["feed:read"], "policy_numbers": []}),
                                   ("POST", "/keys", {"public_key": BODY["public_key"]}), ("POST", "/closure", None)):
            assert admin(method, f"/loonpakket{path}", body).json["code"] == "client.closed"
        assert kinds(identity) == ["CLIENT_CREATED", "CLIENT_CLOSED"]

    @pytest.mark.parametrize("client_id", ["portal", "camas", "onbekend"])
    def test_is_none_of_the_gateways_clients(self, admin: Administrator, client_id: str):
        for method, path, body in (("GET", "", None), ("POST", "/closure", None)):
            assert admin(method, f"/{client_id}{path}", body).status_code == 404


class TestList:
    def test_needs_as_many_statements_for_many_programs_as_for_one(self, identity: Identity, admin: Administrator, program):
        with count_statements(identity.api.extensions["database"]) as few:
            assert len(admin("GET").json["items"]) == 1
        for number in range(3):
            admin("POST", "", BODY | {"client_id": f"pakket-{number}", "policy_numbers": ["POL-1", "POL-2"]})
        with count_statements(identity.api.extensions["database"]) as many:
            assert len(admin("GET").json["items"]) == 4

        assert_same_number(few, many)

    def test_offers_scopes_of_all_services(self):
        assert {scope.service for scope in SCOPES} == {"absence", "casework", "claims", "billing", None}
