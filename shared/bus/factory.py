"""Which adapter a URL means."""
from shared.bus.port import Bus, BusError


def open_bus(url: str) -> Bus:
    """The bus behind a URL; opens no connection yet.

    :param url: `postgresql://…` or `postgresql+psycopg://…?host=/dir` for the embedded log in that database,
        `kafka://host:port[,host:port]` for Apache Kafka
    """
    if url.startswith(("postgresql://", "postgresql+psycopg://")):
        from shared.bus.embedded import EmbeddedBus
        return EmbeddedBus(url)
    if url.startswith("kafka://"):
        from shared.bus.kafka import KafkaBus  # its client costs 10 MB; who runs embedded should not pay for it
        return KafkaBus(url.removeprefix("kafka://"))
    raise BusError(f"no bus for {url.partition('://')[0] or 'an empty'}://, only postgresql:// and kafka://")
