"""Reading a log without a group, on both adapters: complete, in order, without moving a position."""
import pytest

from shared.bus.log_reader import in_order_of_time, open_log
from shared.bus.port import BusError, Message


@pytest.fixture
def reader(backend, topic):
    opened = open_log(backend.url)
    yield opened
    opened.close()


def publish(bus, topic, numbers):
    """Publish one message after the other, over all keys."""
    for number in numbers:
        bus.publish([Message(topic, f"key-{number % 7}", str(number).encode(), (("n", b"1"),))])


def everything(reader, topic, since=None):
    """Return the values in the log, by publication time."""
    ends = reader.ends([topic])
    return [int(record.value) for record in in_order_of_time(
        reader, since or {}, {place: end for place, (_, end) in ends.items()})]


class TestReadingWithoutAGroup:
    def test_returns_all_records_in_order_per_key(self, bus, topic, reader):
        publish(bus, topic, range(40))

        found = everything(reader, topic)

        assert sorted(found) == list(range(40))
        assert all([n for n in found if n % 7 == key] == list(range(key, 40, 7)) for key in range(7))

    def test_continues_after_the_last_record(self, bus, topic, reader):
        publish(bus, topic, range(5))
        ends = {place: end for place, (_, end) in reader.ends([topic]).items()}
        publish(bus, topic, range(5, 9))

        assert sorted(everything(reader, topic, ends)) == [5, 6, 7, 8]

    def test_leaves_the_positions_of_groups_unchanged(self, bus, topic, group, reader):
        publish(bus, topic, range(3))

        everything(reader, topic)

        assert sum(end - position for position, end in bus.lag(group, [topic]).values()) == 3

    def test_returns_the_ends_of_all_topics_while_reading_one(self, bus, topic, reader):
        other = topic.replace(".v1", "-other.v1")
        bus.ensure_topics({other: 2})
        publish(bus, topic, range(30))
        publish(bus, other, range(3))

        for _ in range(30):
            ends = reader.ends([topic, other])
            assert sum(end for _, end in ends.values()) == 33
            place, end = next((place, end) for place, (_, end) in ends.items() if place[0] == topic and end)
            reader.read(place, 0, end)

    def test_returns_nothing_from_an_empty_log(self, topic, reader):
        assert everything(reader, topic) == []

    def test_refuses_a_topic_that_does_not_exist(self, reader):
        with pytest.raises(BusError):
            reader.ends(["test.nowhere.v1"])
