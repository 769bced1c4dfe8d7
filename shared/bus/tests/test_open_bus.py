"""Which adapter a URL means; opening one connects to nothing."""
import pytest

from shared.bus.embedded.adapter import EmbeddedBus
from shared.bus.factory import open_bus
from shared.bus.port import BusError


class TestOpenBus:
    @pytest.mark.parametrize("url", ["postgresql://u@h/bus", "postgresql+psycopg://u@/bus?host=/run/pg"])
    def test_reads_a_database_url_as_the_embedded_log(self, url):
        assert isinstance(open_bus(url), EmbeddedBus)

    @pytest.mark.parametrize(("outbox", "flushes"), [
        (None, True), ("postgresql+psycopg://v@h:5433/claims", False), ("postgresql://v@h/claims", True),
        ("postgresql://v@other:5433/claims", True), ("postgresql://v@/claims", True)])
    def test_leaves_flushing_to_the_outbox_only_where_both_stand_on_one_server(self, outbox, flushes):
        bus = open_bus("postgresql://u@h:5433/bus", outbox=outbox)

        assert isinstance(bus, EmbeddedBus)
        assert bus.flushes is flushes

    def test_reads_a_kafka_url_as_apache_kafka(self):
        from shared.bus.kafka.adapter import KafkaBus

        assert isinstance(open_bus("kafka://a:9092,b:9092"), KafkaBus)

    @pytest.mark.parametrize(("query", "sentence"), [
        ("user=claims", "user and password_file, or neither"),
        ("password_file=/x", "user and password_file, or neither"),
        ("password=secret", "knows ca_file, password_file, user, not password")])
    def test_refuses_to_sign_in_by_half_or_with_a_secret_in_the_url(self, query, sentence):
        with pytest.raises(BusError, match=sentence) as refused:
            open_bus(f"kafka://a:9092?{query}")

        assert "secret" not in str(refused.value)

    @pytest.mark.parametrize("url", ["", "amqp://h/x", "127.0.0.1:9092"])
    def test_refuses_what_it_does_not_know(self, url):
        with pytest.raises(BusError, match="no bus for"):
            open_bus(url)
