"""The address of a cluster and its sign-in settings, read from a URL."""
import base64
import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from shared.bus.kafka.client import CONNECTION, AbstractTokenProvider, KafkaConnectionError
from shared.bus.port import BusError

Tokens = Callable[[], str]
"""Returns a valid access token; called again before the cluster's session of the last token ends."""

_KNOWN = {"user", "password_file", "ca_file"}


class NoToken(KafkaConnectionError):  # type: ignore[misc]  # the client has no types
    """No token is available now; the client retries, as after a failed connection."""


class _Tokens(AbstractTokenProvider):  # type: ignore[misc]
    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def token(self) -> str:
        try:
            return self._tokens()
        except Exception as problem:  # the source of tokens may fail in any way on the call to the issuer
            raise NoToken(f"there is no token to sign in with: {problem}") from problem


@dataclass(frozen=True)
class Address:
    """The address of a cluster and the credentials for it.

    :ivar servers: ``host:port`` of some brokers
    :ivar user: user name for SCRAM-SHA-512; the password is in `password_file`
    :ivar ca_file: trusted certificates (PEM) that sign those of the brokers; None means no TLS
    :ivar tokens: returns access tokens for OAUTHBEARER
    """

    servers: tuple[str, ...]
    user: str | None = None
    password_file: Path | None = None
    ca_file: Path | None = None
    tokens: Tokens | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, address: str, tokens: Tokens | None = None) -> "Address":
        """Read ``host:port[,host:port][?user=…&password_file=…&ca_file=…]``.

        :raises BusError: for an unknown or incomplete option
        """
        servers, _, query = address.partition("?")
        options = dict(parse_qsl(query))
        if unknown := options.keys() - _KNOWN:
            raise BusError(f"a kafka:// URL knows {', '.join(sorted(_KNOWN))}, not {', '.join(sorted(unknown))}")
        if ("user" in options) != ("password_file" in options):
            raise BusError("a kafka:// URL has user and password_file, or neither")
        paths = {name: Path(options[name]) for name in ("password_file", "ca_file") if name in options}
        return cls(tuple(servers.split(",")), options.get("user"), tokens=tokens, **paths)

    @property
    def signs_in(self) -> bool:
        """Whether connections authenticate."""
        return self.user is not None or self.tokens is not None

    @property
    def is_guarded(self) -> bool:
        """Whether the cluster can refuse a connection: it requires TLS or authentication."""
        return self.signs_in or self.ca_file is not None

    def client_settings(self) -> dict[str, Any]:
        """Return the connection settings of every client.

        :raises BusError: if a file cannot be read
        """
        settings: dict[str, Any] = {"bootstrap_servers": list(self.servers), **CONNECTION}
        if self.ca_file:
            settings["ssl_context"] = self.tls()
        if self.is_guarded:
            kind = "SASL_" if self.signs_in else ""
            settings["security_protocol"] = f"{kind}{'SSL' if self.ca_file else 'PLAINTEXT'}"
        if self.user and self.password_file:
            settings |= {"sasl_mechanism": "SCRAM-SHA-512", "sasl_plain_username": self.user,
                         "sasl_plain_password": _read(self.password_file).strip()}
        elif self.tokens:
            settings |= {"sasl_mechanism": "OAUTHBEARER", "sasl_oauth_token_provider": _Tokens(self.tokens)}
        return settings

    def tls(self) -> ssl.SSLContext:
        """Return a TLS context that trusts only `ca_file`.

        :raises BusError: if the file cannot be read
        """
        assert self.ca_file is not None
        try:
            return ssl.create_default_context(cafile=str(self.ca_file))
        except (OSError, ssl.SSLError) as problem:
            raise BusError(f"ca_file {self.ca_file} cannot be read: {problem}") from problem

    def who(self) -> str:
        """Return the user's name for a message; never a secret."""
        if self.tokens:
            return f"user {_claims(self.tokens).get('sub', 'with a token')}"
        return f"user {self.user}" if self.user else "nobody in particular"

    def sign_in_refused(self) -> str:
        """Return the message for a refused sign-in."""
        at = ", ".join(self.servers)
        if not self.tokens:
            return f"Kafka at {at} does not let {self.who()} in: the password is wrong, or it knows no such user"
        claims = _claims(self.tokens)
        expires = claims.get("exp", 0)
        if expires <= time.time():
            return f"Kafka at {at} does not let {self.who()} in: the token expired {time.time() - expires:.0f} s ago"
        return (f"Kafka at {at} does not let {self.who()} in: it does not take a token of issuer {claims.get('iss')} "
                f"for audience {claims.get('aud')}")


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError as problem:
        raise BusError(f"password_file {path} cannot be read: {problem.strerror}") from problem


def _claims(tokens: Tokens) -> dict[str, Any]:
    """Return the unverified claims of a token for a message; empty if there is no readable token."""
    try:
        payload = tokens().split(".")[1]
        return dict(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))))
    except Exception:
        return {}
