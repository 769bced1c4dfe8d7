"""Starting a real Apache Kafka, and the messages if that is not possible."""
import socket
from pathlib import Path

import pytest

from cli.run.kafka import KafkaBroker, KafkaUnavailable, find_java


def _answers(broker: KafkaBroker) -> bool:
    host, port = broker.bootstrap.split(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def _fake_java(directory: Path, version: str) -> None:
    program = directory / "java"
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    program.chmod(0o755)


class TestFindJava:
    def test_says_in_one_sentence_that_java_is_missing(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PATH", str(tmp_path))

        with pytest.raises(KafkaUnavailable, match=r"^Apache Kafka needs Java 17 or newer, and there is no java .*\.$"):
            find_java()

    @pytest.mark.parametrize("version", ["1.8.0_392", "11.0.21", "16.0.2"])
    def test_refuses_a_java_that_is_too_old(self, tmp_path, monkeypatch, version):
        _fake_java(tmp_path, version)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

        with pytest.raises(KafkaUnavailable, match="is older"):
            find_java()

    @pytest.mark.parametrize("version", ["17.0.15", "21.0.2", "25"])
    def test_takes_one_that_is_new_enough(self, tmp_path, monkeypatch, version):
        _fake_java(tmp_path, version)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

        assert find_java() == str(tmp_path / "java")


@pytest.mark.kafka
class TestKafkaBroker:
    def test_answers_from_start_to_stop_on_the_same_address(self, tmp_path):
        broker = KafkaBroker(tmp_path)
        heard = []

        for _ in range(2):
            broker.start()
            heard.append(_answers(broker))
            broker.stop()
            heard.append(_answers(broker))

        assert heard == [True, False, True, False]

    def test_starts_again_on_the_data_that_a_kill_left(self, tmp_path):
        broker = KafkaBroker(tmp_path)
        broker.start()
        broker.kill()

        with broker:
            assert _answers(broker)

    def test_says_where_to_look_when_its_port_is_taken(self, tmp_path):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            broker = KafkaBroker(tmp_path, port=taken.getsockname()[1])

            with pytest.raises(KafkaUnavailable, match=r"did not start .* see .*kafka\.log"):
                broker.start()

        assert broker.pid is None

    def test_stops_quietly_when_it_never_ran(self, tmp_path):
        KafkaBroker(tmp_path).stop()
