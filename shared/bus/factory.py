"""Which adapter a URL means."""
from collections.abc import Callable

from shared.bus.port import Bus, BusError


def open_bus(url: str, tokens: Callable[[], str] | None = None, *, outbox: str | None = None) -> Bus:
    """The bus behind a URL; opens no connection yet.

    :param url: `postgresql://…` or `postgresql+psycopg://…?host=/dir` for the embedded log in that database,
        `kafka://host:port[,host:port]` for Apache Kafka. There `?ca_file=/path.pem` means TLS, with brokers whose
        certificates one in that file signed; `&user=casework&password_file=/path` signs in by SCRAM-SHA-512. Secrets stand
        in files, so that a URL may be logged.
    :param tokens: gives an access token (JWT) that is valid now, to sign in by OAUTHBEARER; called for every connection
        and again before the session of the last token ends
    :param outbox: URL of the database from which a relay publishes, if one does
    """
    if url.startswith(("postgresql://", "postgresql+psycopg://")):
        from shared.bus.embedded.adapter import EmbeddedBus
        from shared.bus.embedded.connection import is_same_server
        return EmbeddedBus(url, flushes=outbox is None or not is_same_server(url, outbox))
    if url.startswith("kafka://"):
        from shared.bus.kafka.adapter import KafkaBus  # its client costs 10 MB; who runs embedded should not pay for it
        return KafkaBus(url.removeprefix("kafka://"), tokens=tokens)
    raise BusError(f"no bus for {url.partition('://')[0] or 'an empty'}://, only postgresql:// and kafka://")
