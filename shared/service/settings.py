"""Settings common to all services; a service's settings.py adds its own. No other module reads the environment."""
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from shared.kernel.clock import Clock, PlatformClock, SystemClock

ENVIRONMENTS = ("development", "test", "production")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
JOB_RUNNERS = ("worker", "cron")
WORKER_PORT = 9100
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
NAMES_FOR_TESTS = (".test", ".localhost")
"""Of RFC 6761: they never lead to a host of the internet."""
SHORTEST_SECRET = 32
FEWEST_DIFFERENT_CHARACTERS = 8
PLACEHOLDERS = ("changeme", "change-me", "change_me", "password", "wachtwoord", "geheim", "secret", "example", "0123456789",
                "abcdefghij")
CONNECTIONS_PER_ADDRESS = 100


class SettingsError(Exception):
    """A setting is missing or invalid; the message names it."""


@dataclass(frozen=True, kw_only=True)
class ServiceSettings:
    """Read from the environment by `from_env`; a secret may be given as ``<NAME>_FILE``, the path of a file with the value.

    :ivar service: the name of the service
    :ivar database_url: ``<SERVICE>_DATABASE_URL``: the service's own PostgreSQL database
    :ivar bus_url: ``ONTZORG_BUS_URL``: ``kafka://host:port`` or a PostgreSQL URL for the embedded bus
    :ivar issuer: ``ONTZORG_ISSUER``: issuer of the access tokens
    :ivar jwks_url: ``ONTZORG_JWKS_URL``: address of the issuer's public keys
    :ivar environment: ``ONTZORG_ENVIRONMENT``: development, test or production
    :ivar clock_file: ``ONTZORG_CLOCK_FILE``: file of the movable clock; refused in production
    :ivar port: ``<SERVICE>_PORT``: of the web process
    :ivar worker_port: ``<SERVICE>_WORKER_PORT``: port of the worker's health checks and metrics; 0 disables it, the default
        outside production, where all workers share one machine
        :ivar worker_bind: ``ONTZORG_WORKER_BIND``: address to which that port is bound: in production ``0.0.0.0``, because
        requests come from other machines; elsewhere the loopback address
        :ivar ready_file: ``ONTZORG_READY_FILE``: file that the worker touches once it is ready
        :ivar member: ``ONTZORG_MEMBER``: name of this worker among the workers of the service
        :ivar jobs: ``ONTZORG_JOBS``: what runs scheduled jobs: the ``worker``, or ``cron`` by
        ``python -m cli.run.serve <service> jobs``
    :ivar connections_per_address: ``ONTZORG_CONNECTIONS_PER_ADDRESS``: most connections of one address to the web process;
        0 for any number
    :ivar log_level: ``ONTZORG_LOG_LEVEL``
    """

    service: str
    database_url: str
    bus_url: str
    issuer: str
    jwks_url: str
    environment: str = "production"
    clock_file: Path | None = None
    port: int = 8000
    worker_port: int = 0
    worker_bind: str = "127.0.0.1"
    ready_file: Path | None = None
    member: str = "0"
    jobs: str = "worker"
    connections_per_address: int = CONNECTIONS_PER_ADDRESS
    log_level: str = "INFO"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, *, service: str, **own: object) -> Self:
        """Read the common settings; `own` are the settings that the service's class adds.

        :raises SettingsError: if one is missing or invalid
        """
        prefix = service.upper()
        environment = one_of(environ, "ONTZORG_ENVIRONMENT", "production", ENVIRONMENTS)
        refuse_development_in_public("ONTZORG_ISSUER", environ.get("ONTZORG_ISSUER", ""), environment)
        clock_file = environ.get("ONTZORG_CLOCK_FILE")
        if environment == "production" and clock_file:
            raise SettingsError("ONTZORG_CLOCK_FILE is set, but production has no movable clock")
        ready_file = environ.get("ONTZORG_READY_FILE")
        values: dict[str, object] = {
            "service": service,
            "database_url": require(environ, f"{prefix}_DATABASE_URL"),
            "bus_url": require(environ, "ONTZORG_BUS_URL"),
            "issuer": require(environ, "ONTZORG_ISSUER"),
            "jwks_url": require(environ, "ONTZORG_JWKS_URL"),
            "environment": environment,
            "clock_file": Path(clock_file) if clock_file else None,
            "port": port_number(environ, f"{prefix}_PORT", "8000"),
            "worker_port": _worker_port(environ, f"{prefix}_WORKER_PORT", environment),
            "worker_bind": environ.get("ONTZORG_WORKER_BIND", "0.0.0.0" if environment == "production" else "127.0.0.1"),
            "ready_file": Path(ready_file) if ready_file else None,
            "member": environ.get("ONTZORG_MEMBER", "0"),
            "jobs": one_of(environ, "ONTZORG_JOBS", "worker", JOB_RUNNERS),
            "connections_per_address": connections_per_address(environ),
            "log_level": one_of(environ, "ONTZORG_LOG_LEVEL", "INFO", LOG_LEVELS),
        }
        return cls(**(values | own))  # type: ignore[arg-type]

    def clock(self) -> Clock:
        """The clock to inject in this process."""
        return PlatformClock(self.clock_file) if self.clock_file else SystemClock()

    @property
    def further_stores(self) -> Mapping[str, str]:
        """URL of each further store whose credentials this process has, by its name (`shared.kernel.services.STORES`)."""
        return {}

    @property
    def is_production(self) -> bool:
        """Whether aids for development must be disabled."""
        return self.environment == "production"


def require(environ: Mapping[str, str], name: str) -> str:
    """A setting without a default.

    :raises SettingsError: if it is missing or empty
    """
    value = given(environ, name)
    if not value:
        raise SettingsError(f"setting {name} is missing")
    return value


def given(environ: Mapping[str, str], name: str, default: str = "") -> str:
    """A setting, or the content of the file named by ``<name>_FILE``, which keeps a secret out of the environment.

    :raises SettingsError: if that file cannot be read
    """
    path = environ.get(f"{name}_FILE", "")
    if name in environ or not path:
        return environ.get(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise SettingsError(f"setting {name}_FILE names a file that cannot be read: {problem.strerror}") from None


def one_of(environ: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    """A setting with a fixed set of values, so that a misspelt environment cannot disable a production rule.

    :raises SettingsError: for any other value
    """
    value = environ.get(name, default)
    if value not in allowed:
        raise SettingsError(f"setting {name} must be one of {', '.join(allowed)}")
    return value


def refuse_weak_secret(name: str, value: str, environment: str) -> None:
    """Check that a secret cannot be guessed.

    :raises SettingsError: if it is shorter than 32 characters; in production also if it repeats a few characters or contains
        a usual placeholder
    """
    if len(value) < SHORTEST_SECRET:
        raise SettingsError(f"{name} must have at least {SHORTEST_SECRET} characters")
    is_placeholder = any(word in value.lower() for word in PLACEHOLDERS)
    if environment == "production" and (is_placeholder or len(set(value)) < FEWEST_DIFFERENT_CHARACTERS):
        raise SettingsError(f"{name} can be guessed; make it with: python -c 'import secrets; print(secrets.token_urlsafe(32))'")


def refuse_development_in_public(name: str, url: str, environment: str) -> None:
    """Check that aids for development, such as readable codes, are not offered to everybody.

    :raises SettingsError: outside production, if the host of the URL is neither this machine nor a name reserved for tests
    """
    host = urlsplit(url).hostname or ""
    is_here = host in LOOPBACK or host.endswith(NAMES_FOR_TESTS)
    if environment != "production" and url and not is_here:
        raise SettingsError(f"setting ONTZORG_ENVIRONMENT is {environment}, but {name} is reachable by others; use production")


def _worker_port(environ: Mapping[str, str], name: str, environment: str) -> int:
    default = str(WORKER_PORT) if environment == "production" else "0"
    return 0 if environ.get(name, default) == "0" else port_number(environ, name, default)


def connections_per_address(environ: Mapping[str, str]) -> int:
    """Read ``ONTZORG_CONNECTIONS_PER_ADDRESS``.

    :raises SettingsError: unless it is a whole number
    """
    value = environ.get("ONTZORG_CONNECTIONS_PER_ADDRESS", str(CONNECTIONS_PER_ADDRESS))
    if not value.isdecimal():
        raise SettingsError("setting ONTZORG_CONNECTIONS_PER_ADDRESS must be a whole number, 0 for any number of connections")
    return int(value)


def port_number(environ: Mapping[str, str], name: str, default: str) -> int:
    """A TCP port.

    :raises SettingsError: unless it is a number from 1 to 65535
    """
    value = environ.get(name, default)
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise SettingsError(f"setting {name} must be a port from 1 to 65535")
    return int(value)
