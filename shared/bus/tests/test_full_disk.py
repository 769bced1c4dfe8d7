"""The embedded bus on a full disk: a small file system, which only root can mount."""
import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shared.bus.embedded.adapter import EmbeddedBus
from shared.bus.port import Message, PublishError
from shared.bus.tests.reading import Rounds, drain, values_by_key
from shared.testing.temporary_server import TemporaryServer

TOPIC = "test.records.v1"
KEYS = [f"key-{number}" for number in range(10)]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160m,mode=777", "tmpfs", str(tmp_path)], check=False)
    if mounted.returncode != 0:
        pytest.skip("only root may mount a small file system")
    yield tmp_path
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


@pytest.fixture
def bus(small_disk: Path) -> Iterator[EmbeddedBus]:
    server = TemporaryServer(small_disk)
    with closing(EmbeddedBus(server.new_database("bus"))) as opened:
        opened.ensure_topics({TOPIC: 4})
        yield opened
    server.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small file system")
class TestFullDisk:
    def test_makes_publishing_fail_without_losing_stored_records_and_recovers(self, bus, small_disk):
        rounds = Rounds(bus, TOPIC, KEYS)
        rounds.publish(times=20)
        ballast = small_disk / "ballast"
        fill(ballast)

        with pytest.raises(PublishError) as refused:
            publish_more_than_there_is_room_for(bus)
        ballast.unlink()
        rounds.publish(times=20)

        assert refused.value.failed
        with closing(bus.subscribe("readers", [TOPIC])) as subscription:
            found = [record for record in drain(subscription, rounds.published) if len(record.value) < 100]
            while len(found) < rounds.published:
                found += [record for record in drain(subscription, 1) if len(record.value) < 100]
        assert values_by_key(found) == rounds.values_by_key()


def publish_more_than_there_is_room_for(bus: EmbeddedBus) -> None:
    """Publish a gigabyte."""
    for _ in range(3_000):
        bus.publish([Message(TOPIC, KEYS[0], os.urandom(70_000))] * 5, timeout=1.0)


def fill(file: Path) -> None:
    """Write to the file until the disk is full."""
    with file.open("wb", buffering=0) as target:
        try:
            while True:
                target.write(b"\0" * 65536)
        except OSError:
            return
