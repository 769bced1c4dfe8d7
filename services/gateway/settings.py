"""The gateway's settings; no other module reads the environment."""
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from services.gateway.contacts import CONTACTS, Contact, contacts_of
from shared.kernel.clock import Clock, PlatformClock, SystemClock
from shared.kernel.services import NAMES
from shared.service.settings import (
    CONNECTIONS_PER_ADDRESS,
    ENVIRONMENTS,
    SettingsError,
    connections_per_address,
    given,
    one_of,
    refuse_development_in_public,
    refuse_weak_secret,
    require,
)

PATIENT_LIMITS = {"requests_a_minute": 60_000, "address_requests_a_minute": 60_000, "route_requests_a_minute": 60_000,
                  "logins_a_minute": 6_000, "logins_of_one_name_a_minute": 6_000}
"""Outside production, where programs play whole cases through the portal."""
METRICS_PORT = 9100


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Read from the environment by `from_env`.

    :ivar public_url: ``GATEWAY_PUBLIC_URL``: the public origin without a path, such as ``https://portaal.example``
    :ivar service_urls: ``GATEWAY_SERVICE_URL``: base URL of each service, as seen from the gateway, like
        ``http://{service}-web:8000`` with ``{service}`` for its name; ``GATEWAY_<SERVICE>_URL`` is the URL of one service
    :ivar database_url: ``GATEWAY_DATABASE_URL``: PostgreSQL with the sessions
    :ivar secret: ``GATEWAY_SECRET``: at least 32 characters; the key that encrypts sessions and their tokens is derived from it
    :ivar previous_secret: ``GATEWAY_PREVIOUS_SECRET``: the former secret during a rotation; its sessions stay valid
    :ivar client_secret: ``GATEWAY_CLIENT_SECRET``: of the OIDC clients ``portal`` and ``camas`` at identity
    :ivar client_id: ``GATEWAY_CLIENT_ID``
    :ivar environment: ``ONTZORG_ENVIRONMENT``: development, test or production
    :ivar clock_file: ``ONTZORG_CLOCK_FILE``: file of the movable clock; refused in production
    :ivar port: ``GATEWAY_PORT``: of the web process
    :ivar session_idle_minutes: ``GATEWAY_SESSION_IDLE_MINUTES``: a session ends after this time without use
    :ivar session_hours: ``GATEWAY_SESSION_HOURS``: a session ends at the latest this time after login
    :ivar connect_seconds: ``GATEWAY_CONNECT_SECONDS``: timeout for connecting to a service
    :ivar answer_seconds: ``GATEWAY_ANSWER_SECONDS``: timeout for the response of a service
    :ivar read_seconds: ``GATEWAY_READ_SECONDS``: the same for what a page reads; its separate parts get two seconds
    :ivar waiting_after_seconds: ``GATEWAY_WAITING_AFTER_SECONDS``: age of an event in an outbox from which the pages
        show a notice
    :ivar deliver_seconds: ``GATEWAY_DELIVER_SECONDS``: how often a report that was kept while absence was away is tried again; 0
        for never by itself
    :ivar body_bytes: ``GATEWAY_BODY_BYTES``: largest request body
    :ivar requests_a_minute: ``GATEWAY_REQUESTS_A_MINUTE``: of one account, or of one address without account
    :ivar address_requests_a_minute: ``GATEWAY_ADDRESS_REQUESTS_A_MINUTE``: of one address, which an office may share
    :ivar route_requests_a_minute: ``GATEWAY_ROUTE_REQUESTS_A_MINUTE``: of one account to one route
    :ivar logins_a_minute: ``GATEWAY_LOGINS_A_MINUTE``: steps of logins of one address, such as posted passwords and codes
    :ivar logins_of_one_name_a_minute: ``GATEWAY_LOGINS_OF_ONE_NAME_A_MINUTE``: posted passwords with one user name from one
        address; from all addresses together six times as many
    :ivar metrics_port: ``GATEWAY_METRICS_PORT``: of `/metrics`, which the public port does not serve; 0, the default outside
        production, for none
    :ivar metrics_bind: ``ONTZORG_WORKER_BIND``: address to which that port is bound: in production ``0.0.0.0``, because requests
        come from other machines
    :ivar connections_per_address: ``ONTZORG_CONNECTIONS_PER_ADDRESS``: most connections of one address; 0 for any number,
        behind a proxy that limits them
    :ivar contacts: whom to call or mail, by topic (R-085): ``GATEWAY_PHONE_<TOPIC>`` and ``GATEWAY_EMAIL_<TOPIC>`` for the topics
        ``INCOME``, ``PERSPECTIEF``, ``CAMAS``, ``CASEMANAGER`` and ``SCHADE``
    :ivar log_level: ``ONTZORG_LOG_LEVEL``
    """

    public_url: str
    service_urls: Mapping[str, str]
    database_url: str
    secret: str
    client_secret: str
    previous_secret: str = ""
    client_id: str = "portal"
    environment: str = "production"
    clock_file: Path | None = None
    port: int = 8000
    session_idle_minutes: int = 60
    session_hours: int = 10
    connect_seconds: float = 2.0
    answer_seconds: float = 15.0
    read_seconds: float = 5.0
    waiting_after_seconds: float = 10.0
    deliver_seconds: float = 5.0
    body_bytes: int = 2_000_000
    requests_a_minute: int = 600
    address_requests_a_minute: int = 3_000
    route_requests_a_minute: int = 300
    logins_a_minute: int = 30
    logins_of_one_name_a_minute: int = 10
    metrics_port: int = 0
    metrics_bind: str = "0.0.0.0"
    connections_per_address: int = CONNECTIONS_PER_ADDRESS
    contacts: Mapping[str, Contact] = field(default_factory=lambda: CONTACTS)
    log_level: str = "INFO"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read all settings.

        :raises SettingsError: if one is missing or invalid
        """
        clock_file = environ.get("ONTZORG_CLOCK_FILE")
        settings = cls(
            public_url=require(environ, "GATEWAY_PUBLIC_URL").rstrip("/"),
            service_urls={name: _service_url(environ, name) for name in NAMES},
            database_url=require(environ, "GATEWAY_DATABASE_URL"),
            secret=require(environ, "GATEWAY_SECRET"), previous_secret=given(environ, "GATEWAY_PREVIOUS_SECRET"),
            client_secret=require(environ, "GATEWAY_CLIENT_SECRET"),
            client_id=environ.get("GATEWAY_CLIENT_ID", cls.client_id),
            environment=one_of(environ, "ONTZORG_ENVIRONMENT", cls.environment, ENVIRONMENTS),
            connections_per_address=connections_per_address(environ),
            clock_file=Path(clock_file) if clock_file else None,
            connect_seconds=float(environ.get("GATEWAY_CONNECT_SECONDS", cls.connect_seconds)),
            answer_seconds=float(environ.get("GATEWAY_ANSWER_SECONDS", cls.answer_seconds)),
            read_seconds=float(environ.get("GATEWAY_READ_SECONDS", cls.read_seconds)),
            waiting_after_seconds=float(environ.get("GATEWAY_WAITING_AFTER_SECONDS", cls.waiting_after_seconds)),
            deliver_seconds=float(environ.get("GATEWAY_DELIVER_SECONDS", cls.deliver_seconds)),
            metrics_bind=environ.get("ONTZORG_WORKER_BIND", cls.metrics_bind),
            contacts=contacts_of(environ),
            log_level=environ.get("ONTZORG_LOG_LEVEL", cls.log_level),
            **_numbers(environ),
        )
        settings.check()
        return settings

    def check(self) -> None:
        """Refuse unsafe combinations.

        :raises SettingsError: with one sentence that names the setting
        """
        parts = urlsplit(self.public_url)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path or parts.query:
            raise SettingsError("GATEWAY_PUBLIC_URL must be an origin, like https://portaal.example, without a path")
        refuse_weak_secret("GATEWAY_SECRET", self.secret, self.environment)
        refuse_weak_secret("GATEWAY_CLIENT_SECRET", self.client_secret, self.environment)
        if self.previous_secret:
            refuse_weak_secret("GATEWAY_PREVIOUS_SECRET", self.previous_secret, self.environment)
        refuse_development_in_public("GATEWAY_PUBLIC_URL", self.public_url, self.environment)
        if self.is_production and self.clock_file:
            raise SettingsError("ONTZORG_CLOCK_FILE is set, but production has no movable clock")
        if self.is_production and not self.is_secure:
            raise SettingsError("GATEWAY_PUBLIC_URL must start with https:// in production")

    def clock(self) -> Clock:
        """The platform's clock."""
        return PlatformClock(self.clock_file) if self.clock_file else SystemClock()

    @property
    def secrets(self) -> tuple[str, ...]:
        """The present secret, then the former one if there is one."""
        return tuple(filter(None, (self.secret, self.previous_secret)))

    @property
    def issuer(self) -> str:
        """The issuer of tokens: identity's public URL."""
        return f"{self.public_url}/id"

    @property
    def is_production(self) -> bool:
        """Whether aids for development must be disabled."""
        return self.environment == "production"

    @property
    def is_secure(self) -> bool:
        """Whether browsers use TLS."""
        return self.public_url.startswith("https://")

    @property
    def cookie_name(self) -> str:
        """``__Host-ontzorg``; without TLS (never in production) ``ontzorg``, because clients refuse that prefix."""
        return "__Host-ontzorg" if self.is_secure else "ontzorg"


def _service_url(environ: Mapping[str, str], service: str) -> str:
    own = f"GATEWAY_{service.upper()}_URL"
    url = given(environ, own) or given(environ, "GATEWAY_SERVICE_URL").replace("{service}", service)
    if not url:
        raise SettingsError(f"setting {own} is missing, and so is GATEWAY_SERVICE_URL for all services")
    return url.rstrip("/")


def _numbers(environ: Mapping[str, str]) -> dict[str, int]:
    names = {"port": "GATEWAY_PORT", "session_idle_minutes": "GATEWAY_SESSION_IDLE_MINUTES",
             "session_hours": "GATEWAY_SESSION_HOURS", "body_bytes": "GATEWAY_BODY_BYTES", "metrics_port": "GATEWAY_METRICS_PORT",
             "requests_a_minute": "GATEWAY_REQUESTS_A_MINUTE", "logins_a_minute": "GATEWAY_LOGINS_A_MINUTE",
             "address_requests_a_minute": "GATEWAY_ADDRESS_REQUESTS_A_MINUTE",
             "route_requests_a_minute": "GATEWAY_ROUTE_REQUESTS_A_MINUTE",
             "logins_of_one_name_a_minute": "GATEWAY_LOGINS_OF_ONE_NAME_A_MINUTE"}
    is_production = environ.get("ONTZORG_ENVIRONMENT", "production") == "production"
    try:
        numbers = {option: int(environ[name]) for option, name in names.items() if name in environ}
    except ValueError as problem:
        raise SettingsError(f"a numeric setting of the gateway is no whole number: {problem}") from None
    return ({"metrics_port": METRICS_PORT} if is_production else PATIENT_LIMITS) | numbers
