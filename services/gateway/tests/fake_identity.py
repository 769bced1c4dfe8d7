"""A fake identity with the checks of the real one: client, redirect, PKCE, refresh rotation. For tests only."""
import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from services.gateway.tests.published_contract import document, faults_of_request, faults_of_response
from shared.kernel.services import NAMES, audience_of

AUDIENCES = [audience_of(name) for name in NAMES]
CLIENT, CAMAS, SECRET = "portal", "camas", "client-secret-of-the-tests"


@dataclass(frozen=True)
class Person:
    """A person who can log in."""

    account_id: str
    name: str
    employer_id: str | None
    rights: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    kind: str = "STAFF"


EMPLOYER = Person("acc-employer", "Sanne de Wit", "emp-1", ("RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS"),
                  kind="MAIN_CONTACT")
REPORTER = Person("acc-reporter", "Piet Mulder", "emp-1", ("SICK_REPORTS",), kind="COLLEAGUE")
ADVISER = Person("acc-adviser", "Ans Raad", "emp-1", ("RIGHTS_MANAGEMENT", "EMPLOYEE_DATA", "SICK_REPORTS"), kind="THIRD_PARTY")
ADMINISTRATOR = Person("staff-beheer", "Petra Jansen", None, (), ("platform_admin",))
CASEMANAGER = Person("acc-casemanager", "Els Bos", None, (), ("casemanager",))
VRA = Person("acc-vra", "Wim Dekker", None, (), ("insurer_vra",))
DOCTOR = Person("acc-doctor", "Dina Smit", None, (), ("company_doctor",))
CONSULTANT = Person("acc-consultant", "Sven Kok", None, (), ("absence_consultant",))

BY_DEFAULT = {"GET /v1/rights-review": {"items": [], "overdue": 0}} | {f"GET {path}": {"items": [], "next": None} for path in (
    "/v1/own-account/employers", "/admin/v1/helpdesk-requests", "/v1/main-contacts", "/v1/account-requests")}
"""What the start pages and the sign-in of a third party ask, unless a test prepares it; not recorded."""


@dataclass
class FakeIdentity:
    """State of the fake; every login is by `person`, without input.

    :ivar api: answers of the account API: "GET /v1/own-account/security-events" → JSON, or (status, problem)
    :ivar received: every call of the account API: method, path, query, body, version (If-Match)
    """

    issuer: str = ""
    person: Person = EMPLOYER
    lifetime: int = 300
    wrong_issuer_in_answer: bool = False
    seen: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    refresh_tokens: dict[str, Person] = field(default_factory=dict)
    calendars: dict[str, Person] = field(default_factory=dict)
    api: dict[str, Any] = field(default_factory=dict)
    received: list[dict[str, Any]] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True))

    def sign(self, claims: dict[str, Any], *, typ: str) -> str:
        """A JWT with the fake's key."""
        now = int(time.time())
        header = {"alg": "RS256", "typ": typ}
        return jwt.encode(header, {"iss": self.issuer, "iat": now, "exp": now + self.lifetime, **claims}, KeySet([self.key]))

    def access_token(self, person: Person) -> str:
        """An access token as identity issues it."""
        return self.sign({"sub": person.account_id, "aud": AUDIENCES, "client_id": CLIENT, "jti": secrets.token_hex(8),
                          "employer_id": person.employer_id, "rights": person.rights, "roles": person.roles,
                          "kind": person.kind}, typ="at+jwt")

    def tokens(self, person: Person, **more: Any) -> dict[str, Any]:
        """The response of the token endpoint."""
        refresh = secrets.token_urlsafe(16)
        self.refresh_tokens[refresh] = person
        return {"access_token": self.access_token(person), "refresh_token": refresh, "token_type": "Bearer",
                "expires_in": self.lifetime, **more}

    def app(self) -> Flask:
        """The HTTP application."""
        app = Flask("fake_identity")
        _front_channel(app, self)
        _back_channel(app, self)
        _other_routes(app, self)
        return app


def _front_channel(app: Flask, fake: FakeIdentity) -> None:
    @app.get("/oauth/authorize")
    def authorize() -> Any:
        assert request.args["client_id"] in (CLIENT, CAMAS)
        assert request.args["code_challenge_method"] == "S256"
        assert request.headers["X-Forwarded-Prefix"] == "/id"
        assert request.args["redirect_uri"].endswith("/callback")
        code = secrets.token_urlsafe(16)
        fake.codes[code] = {**request.args.to_dict(), "person": fake.person}
        issuer = "https://elders.example" if fake.wrong_issuer_in_answer else fake.issuer
        back = urlencode({"code": code, "state": request.args["state"], "iss": issuer})
        answer = redirect(f"{request.args['redirect_uri']}?{back}")
        answer.set_cookie("id", "session-at-identity", path="/id")
        return answer

    @app.get("/oauth/end-session")
    def end_session() -> Response:
        return redirect(request.args["post_logout_redirect_uri"])


def _back_channel(app: Flask, fake: FakeIdentity) -> None:
    @app.post("/oauth/token")
    def token() -> Any:
        given = request.authorization
        if not given or given.username not in (CLIENT, CAMAS) or given.password != SECRET:
            return jsonify(error="invalid_client"), 401
        if request.form["grant_type"] == "refresh_token":
            person = fake.refresh_tokens.pop(request.form["refresh_token"], None)
            if person and "employer_id" in request.form:
                person = replace(person, employer_id=request.form["employer_id"], rights=("SICK_REPORTS",))
            return jsonify(fake.tokens(person)) if person else (jsonify(error="invalid_grant"), 400)
        if request.form["grant_type"] == "urn:nl:ontzorg:calendar-feed":
            person = fake.calendars.get(request.form["calendar_secret"])
            return jsonify(fake.tokens(person)) if person else (jsonify(error="invalid_grant"), 400)
        asked = fake.codes.pop(request.form["code"], None)
        digest = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        if not asked or base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return jsonify(error="invalid_grant"), 400
        person = asked["person"]
        id_token = fake.sign({"sub": person.account_id, "aud": asked["client_id"], "nonce": asked["nonce"],
                              "name": person.name}, typ="JWT")
        return jsonify(fake.tokens(person, id_token=id_token))

    @app.get("/oauth/jwks")
    def jwks() -> Response:
        return jsonify(KeySet([fake.key]).as_dict(private=False))

    @app.get("/.well-known/openid-configuration")
    def metadata() -> Response:
        return jsonify(issuer=fake.issuer, authorization_endpoint=f"{fake.issuer}/oauth/authorize",
                       token_endpoint=f"{fake.issuer}/oauth/token", jwks_uri=f"{fake.issuer}/oauth/jwks",
                       end_session_endpoint=f"{fake.issuer}/oauth/end-session")


def _answer_as_published(fake: FakeIdentity, path: str) -> Any:
    """The prepared answer to a call of the account API; the call and the answer must be those of the published contract."""
    body = request.get_json(silent=True)
    if f"{request.method} {path}" in fake.api:
        fake.received.append({"method": request.method, "path": path, "query": request.args.to_dict(), "body": body,
                              "version": request.headers.get("If-Match")})
    if faults := faults_of_request("identity", request.method, path, body) if body is not None else []:
        raise AssertionError(faults)
    answer = (BY_DEFAULT | fake.api)[f"{request.method} {path}"]
    if isinstance(answer, bytes):
        return answer
    status, content = answer if isinstance(answer, tuple) else (200, answer)
    if status < 300 and (faults := faults_of_response("identity", request.method, path, status, content)):
        raise AssertionError(faults)
    return jsonify(content), status


def _other_routes(app: Flask, fake: FakeIdentity) -> None:
    app.add_url_rule("/openapi.json", "openapi", lambda: jsonify(document("identity")))

    @app.route("/inloggen", methods=["GET", "POST"])
    def login_page() -> Response:
        fake.seen.append({**request.headers, "body": request.get_data(as_text=True)})
        answer = Response("<p>inloggen</p>", headers={"Content-Security-Policy": "default-src 'none'"})
        answer.set_cookie("a", "1")
        answer.set_cookie("b", "2")
        return answer

    @app.get("/dev/messages")
    def messages() -> Response:
        return jsonify(items=[{"channel": "SMS", "to": "+31612345678", "text": "Uw code is 123456"}])

    @app.get("/admin/secrets")
    @app.get("/v1/accounts")
    def accounts() -> Any:
        return _answer_as_published(fake, request.path) if "GET /v1/accounts" in fake.api else jsonify(items=[], next=None)

    @app.route("/v1/<path:path>", methods=["GET", "POST", "PUT", "DELETE"])
    @app.route("/admin/v1/<path:path>", methods=["GET", "POST", "PUT", "DELETE"])
    def account_api(path: str) -> Any:
        return _answer_as_published(fake, request.path)

    @app.get("/admin/v1/parked-events")
    @app.get("/admin/v1/parked-events/resolutions")
    @app.get("/admin/v1/set-aside-items")
    @app.get("/admin/v1/set-aside-items/resolutions")
    def parked() -> Response:
        return jsonify(items=[], next=None)

    @app.get("/health/settled")
    def settled() -> Response:
        return jsonify(outbox_pending=0, lag=0, parked=0)
