"""Choose the bus adapter by URL."""
from collections.abc import Callable

from shared.bus.port import Bus, BusError


def open_bus(url: str, tokens: Callable[[], str] | None = None, *, outbox: str | None = None) -> Bus:
    """Return the bus for a URL, without opening a connection.

    :param url: `postgresql://…` or `postgresql+psycopg://…?host=/dir` for the embedded log in that database,
        `kafka://host:port[,host:port]` for Apache Kafka. There `?ca_file=/path.pem` means TLS, with broker certificates
        signed by a certificate in that file; `&user=casework&password_file=/path` signs in by SCRAM-SHA-512. Secrets are
        in files, so a URL may be logged.
    :param tokens: returns a valid access token (JWT) to sign in by OAUTHBEARER; called for every connection and again
        before the session of the last token ends
    :param outbox: URL of the database from which a relay publishes, None if no relay uses this bus
    :raises BusError: if the scheme is unknown
    """
    if url.startswith(("postgresql://", "postgresql+psycopg://")):
        from shared.bus.embedded.adapter import EmbeddedBus
        from shared.bus.embedded.connection import is_same_server
        return EmbeddedBus(url, flushes=outbox is None or not is_same_server(url, outbox))
    if url.startswith("kafka://"):
        from shared.bus.kafka.adapter import KafkaBus  # import late: the client takes 10 MB of memory
        return KafkaBus(url.removeprefix("kafka://"), tokens=tokens)
    raise BusError(f"no bus for {url.partition('://')[0] or 'an empty'}://, only postgresql:// and kafka://")
