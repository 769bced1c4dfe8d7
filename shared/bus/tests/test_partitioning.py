"""The hash that decides the partition, against the vectors of Kafka's own UtilsTest."""
import pytest

from shared.bus.partitioning import murmur2, partition_of


class TestMurmur2:
    @pytest.mark.parametrize(("data", "signed"), [
        (b"21", -973932308),
        (b"foobar", -790332482),
        (b"a-little-bit-long-string", -985981536),
        (b"a-little-bit-longer-string", -1486304829),
        (b"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971),
        (b"abc", 479470107)])
    def test_equals_that_of_kafkas_java_client(self, data, signed):
        assert murmur2(data) == signed % 2**32


class TestPartitionOf:
    def test_takes_the_positive_hash_modulo_the_partitions(self):
        assert partition_of("foobar", 6) == (-790332482 & 0x7FFFFFFF) % 6
        assert partition_of("abc", 6) == 479470107 % 6

    def test_has_one_answer_in_a_topic_of_one_partition(self):
        assert {partition_of(f"key-{number}", 1) for number in range(100)} == {0}
