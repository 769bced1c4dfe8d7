"""The list of services. Every other list, in code, manifests and pages, is derived from it or tested against it."""
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Service:
    """A service with an API, a worker and a database of its own.

    :ivar name: of its package, its topic, its consumer group and its database
    :ivar title: as operators read it, Dutch
    :ivar key: what the key of its events identifies; events with the same key stay in order
    :ivar reads: the services whose events it reads
    :ivar stores: further stores in its database: each a schema of its own with a role of its own, ``<service>_<store>``, which
        no other role can read
    :ivar holds_cases: whether reports of employers are under way in it, so that pages tell when its events wait
    """

    name: str
    title: str
    key: str
    reads: tuple[str, ...]
    stores: tuple[str, ...] = ()
    holds_cases: bool = True


SERVICES = (
    Service("identity", "Accounts", "account id", ("billing",), holds_cases=False),
    Service("absence", "Verzuimregistratie", "absence number, or employee id", ("billing", "casework", "claims", "identity")),
    Service("casework", "Verzuimdossiers", "absence number", ("absence", "billing", "claims", "identity"),
            stores=("medical",)),
    Service("claims", "Uitkeringen", "absence number, or employer id", ("absence", "billing", "casework", "identity")),
    Service("billing", "Polissen en facturen", "policy number, or employer id", ("absence", "claims", "identity")),
)
NAMES = tuple(service.name for service in SERVICES)
"""In the order in which they start: identity's keys are needed by all others."""

STORES = tuple((service.name, store) for service in SERVICES for store in service.stores)
"""The further stores, as service and store."""


def role_of(service: str, store: str) -> str:
    """The database role that owns a further store."""
    return f"{service}_{store}"


def audience_of(service: str) -> str:
    """The claim `aud` of access tokens that a service accepts."""
    return f"ontzorg-{service}"


GATEWAY = "gateway"
"""The way in: a web process and a database for sessions, no worker, no topic."""

API_VERSION, API_VERSION_HEADER = "1.0.0", "API-Version"
"""Of the public API of all services together; the first number is in its addresses."""

DEPLOYED = (*NAMES, GATEWAY)
"""Everything with an image, a web process and a database."""


def titles() -> dict[str, str]:
    """The Dutch title of each service by its name."""
    return {service.name: service.title for service in SERVICES}
