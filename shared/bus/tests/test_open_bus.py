"""`open_bus` chooses the adapter by URL without connecting."""
import pytest

from shared.bus.embedded.adapter import EmbeddedBus
from shared.bus.factory import open_bus
from shared.bus.port import BusError


class TestOpenBus:
    @pytest.mark.parametrize("url", ["postgresql://u@h/bus", "postgresql+psycopg://u@/bus?host=/run/pg"])
    def test_opens_the_embedded_log_for_a_database_url(self, url):
        assert isinstance(open_bus(url), EmbeddedBus)

    @pytest.mark.parametrize(("outbox", "flushes"), [
        (None, True), ("postgresql+psycopg://v@h:5433/claims", False), ("postgresql://v@h/claims", True),
        ("postgresql://v@other:5433/claims", True), ("postgresql://v@/claims", True)])
    def test_flushes_unless_the_outbox_is_on_the_same_server(self, outbox, flushes):
        bus = open_bus("postgresql://u@h:5433/bus", outbox=outbox)

        assert isinstance(bus, EmbeddedBus)
        assert bus.flushes is flushes

    def test_opens_apache_kafka_for_a_kafka_url(self):
        from shared.bus.kafka.adapter import KafkaBus

        assert isinstance(open_bus("kafka://a:9092,b:9092"), KafkaBus)

    @pytest.mark.parametrize(("query", "sentence"), [
        ("user=claims", "user and password_file, or neither"),
        ("password_file=/x", "user and password_file, or neither"),
        ("password=secret", "knows ca_file, password_file, user, not password")])
    def test_refuses_incomplete_credentials_and_secrets_in_the_url(self, query, sentence):
        with pytest.raises(BusError, match=sentence) as refused:
            open_bus(f"kafka://a:9092?{query}")

        assert "secret" not in str(refused.value)

    @pytest.mark.parametrize("url", ["", "amqp://h/x", "127.0.0.1:9092"])
    def test_refuses_an_unknown_scheme(self, url):
        with pytest.raises(BusError, match="no bus for"):
            open_bus(url)
