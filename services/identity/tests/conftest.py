"""Identity under test: its real application on a real PostgreSQL, a browser, and people with accounts."""
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from argon2 import PasswordHasher
from authlib.common.security import generate_token
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.jwk import ECKey, RSAKey
from sqlalchemy import select, update
from werkzeug.test import Client, TestResponse

from services.identity import hashing
from services.identity.app import create_app
from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.accounts.person import Person, Salutation
from services.identity.jobs import jobs
from services.identity.messages.delivery import open_post
from services.identity.messages.notices import NoticeSender
from services.identity.queries import MessageRow, list_messages
from services.identity.settings import Settings
from services.identity.store import Account, LockoutRow
from services.identity.subscribers import subscribers
from services.identity.usecases.accounts.create_main_contact import NewMainContact, create_main_contact
from services.identity.usecases.accounts.new_accounts import AccountIssued, Owner
from services.identity.usecases.accounts.seed_staff import PASSWORD, seed_staff
from services.identity.usecases.clients.create_program import NewProgram, create_program
from services.identity.usecases.clients.entrances import GatewaySecrets, register_entrance
from shared.events.billing import PolicyAccepted, PolicyTerms
from shared.kernel.actor import Actor
from shared.kernel.clock import FixedClock, noon
from shared.testing.postgres import TemporaryServer, database_of
from shared.testing.service import MONDAY, Issuer, Service, ServiceParts, database_at, template_of

PARTS = ServiceParts(read_settings=Settings.from_env, create_app=create_app, subscribers=subscribers, jobs=jobs)
PUBLIC = "http://localhost:8080"
ISSUER = f"{PUBLIC}/id"
SECRET, PORTAL_SECRET = "kX2v9_Rq7bLw4tZs8nHd3mPf6yJc5gUa", "Tn5e8_Wb2hQx9rKv4zMc7sLj3pYd6fGa"
ADMINISTRATOR = Actor("staff-beheer", roles=frozenset({"platform_admin"}))
ACCEPTANCE = Actor("staff-acceptatie", roles=frozenset({"insurer_acceptance"}))
FORWARDED = {"X-Forwarded-Prefix": "/id", "X-Forwarded-Host": "localhost:8080", "X-Forwarded-Proto": "http"}


def settings_of(url: str, **own: Any) -> Settings:
    """Settings of a development platform."""
    environ = {"IDENTITY_DATABASE_URL": url, "ONTZORG_BUS_URL": url, "ONTZORG_ISSUER": ISSUER,
               "ONTZORG_JWKS_URL": f"{ISSUER}/oauth/jwks", "ONTZORG_ENVIRONMENT": "development",
               "IDENTITY_SECRET": SECRET, "IDENTITY_PORTAL_CLIENT_SECRET": PORTAL_SECRET}
    return Settings.from_env(environ | own)


class Identity(Service):
    """The service, with a second clock for tokens."""

    def __init__(self, url: str, issuer: Issuer, **settings: str) -> None:
        self.parts = PARTS
        self.name = PARTS.name
        self.clock = FixedClock(noon(MONDAY))
        self.machine_clock = FixedClock(datetime.now(UTC))
        self.database = database_at(url, self.clock)
        self.issuer = issuer
        self.settings = settings_of(url, **settings)
        self._app = create_app(self.settings, database=self.database, machine_clock=self.machine_clock)
        self._api: Any = None

    @property
    def api(self) -> Any:
        """The same service, accepting tokens of the test issuer."""
        if self._api is None:
            settings = settings_of(self.database.url, ONTZORG_ISSUER="http://localhost/id")
            self._api = create_app(settings, database=self.database, keys=self.issuer)
        return self._api

    def wait(self, **duration: int) -> None:
        """Advance the platform's clock and the machine's clock."""
        self.clock.set(self.clock.now() + timedelta(**duration))
        self.machine_clock.set(self.machine_clock.now() + timedelta(**duration))

    def messages(self, to: str) -> list[MessageRow]:
        """Messages sent to a number or address, newest first, with the queued mails that the worker sends meanwhile."""
        sender = NoticeSender(self.database, open_post(self.settings, self.database), self.settings.public_url)
        while sender.send_one():
            pass
        return list(self.query(list_messages, to=to))

    def code_for(self, phone: str) -> str:
        """The digits of the newest SMS."""
        return re.search(r"\b\d{6}\b", self.messages(phone)[0].text).group()  # type: ignore[union-attr]

    def temporary_password(self, email: str) -> str:
        """The password in the newest mail to the address."""
        return re.search(r"Tijdelijk wachtwoord: (\S+)", self.messages(email)[0].text).group(1)  # type: ignore[union-attr]

    def member(self, username: str) -> "Member":
        """A staff member."""
        row = self.account(username)
        return Member(username, PASSWORD, row.phone, row.email)

    def failures_of(self, username: str) -> dict[str, int]:
        """The wrong answers that count for an account, by source."""
        found = select(LockoutRow).where(LockoutRow.account_id == self.account(username).id)
        return {row.source: row.failures for row in self.query(lambda session: session.scalars(found).all())}

    def block(self, account_id: str) -> None:
        """Block the account."""
        self.run(lambda session: session.execute(update(Account).where(Account.id == account_id).values(state="BLOCKED")))

    def account(self, username: str) -> Account:
        """The row of an account."""
        with self.database.reading() as session:
            row = session.query(Account).filter_by(username=username).one()
            session.expunge(row)
            return row


@dataclass
class Member:
    """A person with an account."""

    username: str
    password: str
    phone: str
    email: str


CASEMANAGER = Member("casemanager", PASSWORD, "+31612345675", "casemanager@ontzorg.example")
CLAIMS = Member("claims", PASSWORD, "+31612345672", "claims@ontzorg.example")


@dataclass
class Browser:
    """A browser behind the gateway."""

    identity: Identity
    client: Client = field(init=False)
    verifier: str = field(default_factory=lambda: generate_token(64))

    def __post_init__(self) -> None:
        self.client = self.identity.app.test_client()

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, headers=FORWARDED, base_url=PUBLIC, **options)

    def post(self, path: str, **form: str) -> TestResponse:
        """Send a form with only the given data, without the hidden token unless given."""
        return self.client.post(path, data=form, headers=FORWARDED, base_url=PUBLIC)

    def submit(self, page: TestResponse, action: str, **form: str) -> TestResponse:
        """Fill in a form of the page, including its hidden token."""
        assert f'action="/id{action}"' in page.text, page.text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        return self.post(action, csrf_token=token.group(1) if token else "", **form)

    def follow(self, response: TestResponse) -> TestResponse:
        """Follow one redirect within identity."""
        assert response.status_code in (302, 303), response.text
        parts = urlsplit(response.location)
        assert parts.path.startswith("/id/"), response.location
        return self.get(parts.path.removeprefix("/id") + (f"?{parts.query}" if parts.query else ""))

    def authorize(self, **changed: str | None) -> TestResponse:
        """Start an authorization request."""
        asked = {"response_type": "code", "client_id": "portal", "redirect_uri": f"{PUBLIC}/callback",
                 "scope": "openid profile email", "state": "state-1", "nonce": generate_token(16),
                 "code_challenge": create_s256_code_challenge(self.verifier), "code_challenge_method": "S256"} | changed
        return self.get("/oauth/authorize?" + urlencode({k: v for k, v in asked.items() if v is not None}))

    def begin(self) -> TestResponse:
        """The page with the form for username and password."""
        return self.follow(self.authorize())

    def enter_password(self, member: Member, page: TestResponse | None = None) -> TestResponse:
        """Submit the first form."""
        return self.submit(page or self.begin(), "/inloggen", username=member.username, password=member.password)

    def log_in(self, member: Member) -> dict[str, str]:
        """Log in completely; returns the parameters of the redirect to the portal."""
        page = self.follow(self.enter_password(member))
        answer = self.submit(page, "/inloggen/code", code=self.identity.code_for(member.phone))
        return self.arrive(answer)

    def at_second_step(self, member: Member) -> TestResponse:
        """The page after the password."""
        return self.follow(self.enter_password(member))

    def arrive_directly(self, **asked: str) -> str:
        """The code for a browser that is already signed in."""
        return parameters(self.authorize(**asked))["code"]

    def arrive(self, answer: TestResponse) -> dict[str, str]:
        """Follow the last redirects to the portal."""
        path = urlsplit(answer.location)._replace(scheme="", netloc="").geturl().removeprefix("/id")
        return parameters(self.client.get(path, headers=FORWARDED, base_url=PUBLIC))

    def tokens(self, member: Member) -> dict[str, Any]:
        """Log in and exchange the code."""
        answer = self.redeem(self.log_in(member)["code"])
        assert answer.status_code == 200, answer.text
        return answer.json  # type: ignore[no-any-return]

    def redeem(self, code: str, **changed: str) -> TestResponse:
        """Exchange a code as the portal."""
        return self.ask_token(grant_type="authorization_code", code=code, redirect_uri=f"{PUBLIC}/callback",
                              **{"code_verifier": self.verifier} | changed)

    def ask_token(self, *, auth: tuple[str, str] | None = ("portal", PORTAL_SECRET), **form: str) -> TestResponse:
        """Call the token endpoint as the portal, at the internal address."""
        return self.identity.app.test_client().post("/oauth/token", data=form, auth=auth, base_url="http://identity:8000")

    def ask_introspection(self, token: str) -> dict[str, Any]:
        """Introspect a token."""
        answer = self.identity.app.test_client().post(
            "/oauth/introspect", data={"token": token}, auth=("portal", PORTAL_SECRET), base_url="http://identity:8000")
        return answer.json  # type: ignore[no-any-return]


def parameters(response: TestResponse) -> dict[str, str]:
    """The query of a redirect."""
    assert response.location, response.text
    return {name: values[0] for name, values in parse_qs(urlsplit(response.location).query).items()}


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hashes with the least parameters: those of production take 0.2 s of CPU time for each password."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def prepared(postgres_server: TemporaryServer, token_issuer: Issuer) -> str:
    """Name of a template database with staff accounts and a signing key, created once because both are slow."""
    url = postgres_server.new_database("identity_prepared", template=template_of(postgres_server, "identity"))
    identity = Identity(url, token_issuer)
    identity.run(seed_staff)
    identity.forget_published()
    identity.database.dispose()
    return database_of(url)


@pytest.fixture
def identity(postgres_server: TemporaryServer, token_issuer: Issuer, prepared: str) -> Iterator[Identity]:
    """The service of a development platform: nine staff accounts, a signing key, the portal as client."""
    with postgres_server.passing_database("identity", template=prepared) as url:
        under_test = Identity(url, token_issuer)
        yield under_test
        under_test.database.dispose()


@pytest.fixture
def browser(identity: Identity) -> Browser:
    """A browser."""
    return Browser(identity)


def policy(number: str = "POL-1", employer_id: str = "employer-1", company: str = "Bakkerij De Jong B.V.",
           **changed: Any) -> PolicyAccepted:
    """A policy as billing publishes it."""
    return PolicyAccepted(**{
        "policy_number": number, "employer_id": employer_id, "company_name": company, "postcode": "4331 AB",
        "iban": "NL91ABNA0417164300", "version": 1, "valid_from": date(2026, 1, 1), "terms": PolicyTerms(),
        "guidance_from": date(2026, 1, 1)} | changed)


def owner(email: str = "jan@bakkerijdejong.nl", phone: str = "+31687654321", **changed: Any) -> Owner:
    """Jan de Jong."""
    return Owner(Person(Salutation.MR, "Jan", "Jong", "de"), EmailAddress(email), PhoneNumber(phone), **changed)


@pytest.fixture
def main_contact(identity: Identity) -> Member:
    """The main contact of employer-1, who has not logged in yet; with the password from the mail."""
    identity.deliver(policy())
    command = NewMainContact("POL-1", "Bakkerij De Jong B.V.", owner())
    issued: AccountIssued = identity.run(create_main_contact, actor=ACCEPTANCE, command=command, public_url=PUBLIC)
    password = re.search(r"Tijdelijk wachtwoord: (\S+)", issued.messages[0].text).group(1)  # type: ignore[union-attr]
    return Member(issued.account.username, password, "+31687654321", "jan@bakkerijdejong.nl")


def register_program(identity: Identity, client_id: str, key: RSAKey | ECKey, *, scopes: Iterable[str] = ("feed:read",),
                     policy_numbers: Iterable[str] = ()) -> None:
    """Register a program with one key, as the platform administrator does."""
    public = json.dumps(key.as_dict(private=False))
    identity.run(create_program, actor=ADMINISTRATOR, command=NewProgram(
        client_id, f"Programma {client_id}", tuple(scopes), tuple(policy_numbers), public))


def register_other_entrance(identity: Identity, client_id: str, secret: str) -> None:
    """Register another client by which people sign in."""
    identity.run(register_entrance, client_id=client_id, name=client_id, public_url=PUBLIC, secrets=GatewaySecrets(secret))
