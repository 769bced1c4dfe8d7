"""A gateway in front of absence, each in a process of its own, with the sessions of visitors."""
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks.servers import free_port, postgres, served_json, web_process
from services.gateway.edge.store import SessionStore
from services.gateway.edge.vault import Vault
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from shared.kernel.services import NAMES
from shared.testing.service import Issuer

SECRET = "benchmark-" * 4
ENVIRONMENT = {"ONTZORG_ENVIRONMENT": "test", "ONTZORG_LOG_LEVEL": "INFO"}


@dataclass(frozen=True)
class TwoProcesses:
    """The running processes.

    :ivar origin: address of the gateway
    :ivar absence: address of absence
    :ivar database: absence's database
    :ivar processes: ids of gateway, absence and PostgreSQL
    """

    origin: str
    absence: str
    database: Database
    issuer: Issuer
    sessions: SessionStore
    processes: tuple[int, ...]

    def token(self, visitor: Mapping[str, Any]) -> str:
        """Return an access token of a visitor, valid for an hour."""
        return self.issuer.token(**visitor, iss=f"{self.origin}/id", exp=int(time.time()) + 3600)

    def log_in(self, cookie: str, visitor: Mapping[str, Any]) -> dict[str, str]:
        """Create a session, and return the header that belongs to it."""
        known = {"account_id": cookie, "name": "Eva", "employer_id": visitor["employer_id"], "kind": "COLLEAGUE", "employers": [],
                 "rights": list(visitor.get("rights", ())), "roles": list(visitor.get("roles", ()))}
        self.sessions.save(cookie, {"csrf_token": "t"}, account_id=cookie)
        self.sessions.save_tokens(cookie, {"access_token": self.token(visitor), "expires_at": time.time() + 3600, "identity": {},
                                           "visitor": known})
        return {"Cookie": f"ontzorg={cookie}"}


@contextmanager
def two_processes() -> Iterator[TwoProcesses]:
    """Start both on an own PostgreSQL; absence answers for the other services, which the measured pages do not ask."""
    issuer, absence_port, gateway_port = Issuer(), free_port(), free_port()
    origin, absence = f"http://127.0.0.1:{gateway_port}", f"http://127.0.0.1:{absence_port}"
    with ExitStack() as stack:
        server = stack.enter_context(postgres())
        server.create_databases(["absence", "gateway"])
        for name in ("absence", "gateway"):
            upgrade(name, server.url(name))
        jwks = stack.enter_context(served_json(issuer.keys().as_dict(private=False)))
        absence_pid = stack.enter_context(_web("absence", absence_port, {
            "ABSENCE_DATABASE_URL": server.url("absence"), "ABSENCE_PORT": str(absence_port),
            "ONTZORG_BUS_URL": server.url("absence"), "ONTZORG_ISSUER": f"{origin}/id", "ONTZORG_JWKS_URL": jwks}))
        urls = {f"GATEWAY_{name.upper()}_URL": absence for name in NAMES} | {"GATEWAY_IDENTITY_URL": jwks.removesuffix("/jwks")}
        gateway_pid = stack.enter_context(_web("gateway", gateway_port, urls | {
            "GATEWAY_PUBLIC_URL": origin, "GATEWAY_DATABASE_URL": server.url("gateway"), "GATEWAY_SECRET": SECRET,
            "GATEWAY_CLIENT_SECRET": SECRET, "GATEWAY_PORT": str(gateway_port)}))
        databases = [Database(server.url(name), SystemClock()) for name in ("absence", "gateway")]
        for database in databases:
            stack.callback(database.dispose)
        sessions = SessionStore(databases[1], Vault(SECRET), idle=timedelta(hours=1), longest=timedelta(hours=1))
        yield TwoProcesses(origin, absence, databases[0], issuer, sessions, (gateway_pid, absence_pid, server.pid))


def _web(service: str, port: int, environ: dict[str, str]) -> Any:
    command = [sys.executable, "-P", "-m", "cli.run.serve", service, "web", "--threads", "8"]
    return web_process(command, ENVIRONMENT | environ, port)
