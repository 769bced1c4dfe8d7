"""The rate limit on the log of the Kafka client."""
import logging

import pytest

from shared.bus.kafka.client_log import OnceAMinute


class Ear:
    """Collects the messages that pass the filter, at a time set by the test."""

    def __init__(self) -> None:
        self.now = 0.0
        self.heard: list[str] = []
        self._filter = OnceAMinute(lambda: self.now)

    def say(self, sentence: str, *arguments: object, name: str = "kafka.net", level: int = logging.ERROR) -> None:
        record = logging.makeLogRecord({"name": name, "levelno": level, "msg": sentence, "args": arguments})
        if self._filter.filter(record):
            self.heard.append(record.getMessage())


@pytest.fixture
def ear() -> Ear:
    return Ear()


class TestOnceAMinute:
    def test_logs_a_message_once_if_only_times_and_addresses_vary(self, ear):
        ear.say("Task %s waits for %s ms on [%s]", "0x7f01", 12, "host:9092<-50001")
        ear.say("Task %s waits for %s ms on [%s]", "0x7f02", 13.5, "host:9092<-50002")

        assert ear.heard == ["Task 0x7f01 waits for 12 ms on [host:9092<-50001]"]

    def test_logs_it_again_after_a_minute_with_the_number_of_repetitions(self, ear):
        for second in range(0, 61, 20):
            ear.now = float(second)
            ear.say("no broker")

        assert ear.heard == ["no broker", "no broker (repeated 2 times before)"]

    def test_does_not_suppress_other_messages(self, ear):
        ear.say("node %s is away", 1)
        ear.say("node %s is away", 2)
        ear.say("node %s is away", 1, name="kafka.cluster")
        ear.say("node %s is away", 1, level=logging.WARNING)

        assert len(ear.heard) == 4

    def test_bounds_its_memory(self, ear):
        for number in range(5_000):
            ear.say("offset %s", number)

        assert len(ear._filter._logged) <= 1000
