"""The processes of a platform, and the environment of each. Every setting here is read by a service."""
from collections.abc import Callable, Collection
from dataclasses import dataclass

from cli.platform.layout import Layout
from cli.platform.ports import HOST
from cli.platform.processes import ProcessPlan
from cli.run import serve
from cli.run.web_server import WebOptions
from shared.kernel.services import GATEWAY, NAMES

GATEWAY_THREADS = 16
"""Threads of the gateway; more than a service has, because its requests wait for services."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """Addresses of the parts of one platform.

    :ivar ports: port of the web process, by service and gateway
    :ivar database_urls: database URL, by service and gateway
    :ivar store_urls: URL of each further store, by service and store
    """

    layout: Layout
    ports: dict[str, int]
    database_urls: dict[str, str]
    store_urls: dict[tuple[str, str], str]
    bus_url: str
    secrets: dict[str, str]

    @property
    def address(self) -> str:
        """The address for a browser."""
        return f"http://{HOST}:{self.ports[GATEWAY]}"


def plan_processes(wiring: Wiring, services: Collection[str]) -> list[ProcessPlan]:
    """Plan web and worker of each service; the gateway has no worker."""
    webs = [_web(wiring, service) for service in services]
    return webs + [_worker(wiring, service) for service in services if service != GATEWAY]


def plan_rotation(wiring: Wiring, *, is_lost: bool) -> ProcessPlan:
    """Plan the process that re-encrypts identity's data with the new secret.

    :param is_lost: whether the former secret is lost, so that a new signing key is created
    """
    def main() -> None:
        from services.identity.__main__ import main as identity
        identity(["rotate-secret", *(["--lost"] if is_lost else [])], standalone_mode=False)

    return ProcessPlan("rotate-secret", "task", main, wiring.layout.log_of("rotate-secret"), environ_of(wiring, "identity"))


def _web(wiring: Wiring, service: str) -> ProcessPlan:
    name = f"{service}-web" if service != GATEWAY else GATEWAY
    return ProcessPlan(name, "web", _main(service, "web"), wiring.layout.log_of(name),
                       environ_of(wiring, service) | _stores_of(wiring, service),
                       port=wiring.ports[service])


def _worker(wiring: Wiring, service: str) -> ProcessPlan:
    name = f"{service}-worker"
    ready = wiring.layout.ready_file_of(name)
    environ = environ_of(wiring, service) | {"ONTZORG_READY_FILE": str(ready)}
    return ProcessPlan(name, "worker", _main(service, "worker"), wiring.layout.log_of(name), environ, ready_file=ready)


def _main(service: str, role: str) -> Callable[[], None]:
    threads = GATEWAY_THREADS if service == GATEWAY else 8
    return lambda: serve.run(service, role, WebOptions(HOST, threads, is_supervised=True))


def environ_of(wiring: Wiring, service: str) -> dict[str, str]:
    """The settings of one service, without the databases of others."""
    prefix = service.upper()
    common = {
        f"{prefix}_DATABASE_URL": wiring.database_urls[service],
        f"{prefix}_PORT": str(wiring.ports[service]),
        "ONTZORG_BUS_URL": wiring.bus_url,
        "ONTZORG_ISSUER": f"{wiring.address}/id",
        "ONTZORG_JWKS_URL": f"http://{HOST}:{wiring.ports['identity']}/oauth/jwks",
        "ONTZORG_CLOCK_FILE": str(wiring.layout.clock_file),
        "ONTZORG_ENVIRONMENT": "development",
        "ONTZORG_CONNECTIONS_PER_ADDRESS": "0",  # all simulated users share one address
    }
    return common | {"identity": _identity, GATEWAY: _gateway}.get(service, lambda _: {})(wiring)


def _stores_of(wiring: Wiring, service: str) -> dict[str, str]:
    """The further stores of a service, which only its web process reads."""
    return {f"{name.upper()}_{store.upper()}_DATABASE_URL": url for (name, store), url in wiring.store_urls.items()
            if name == service}


def _identity(wiring: Wiring) -> dict[str, str]:
    return {"IDENTITY_PORTAL_CLIENT_SECRET": wiring.secrets["portal_client_secret"],
            "IDENTITY_PREVIOUS_PORTAL_CLIENT_SECRET": wiring.secrets.get("previous_portal_client_secret", ""),
            "IDENTITY_SECRET": wiring.secrets["identity_secret"],
            "IDENTITY_PREVIOUS_SECRET": wiring.secrets.get("identity_previous_secret", "")}


def _gateway(wiring: Wiring) -> dict[str, str]:
    urls = {f"GATEWAY_{service.upper()}_URL": f"http://{HOST}:{wiring.ports[service]}" for service in NAMES}
    return urls | {
        "GATEWAY_PUBLIC_URL": wiring.address,
        "GATEWAY_SECRET": wiring.secrets["gateway_secret"],
        "GATEWAY_PREVIOUS_SECRET": wiring.secrets.get("gateway_previous_secret", ""),
        "GATEWAY_CLIENT_SECRET": wiring.secrets["portal_client_secret"],
    }
