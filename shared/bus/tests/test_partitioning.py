"""The partition hash, checked against the vectors of Kafka's UtilsTest."""
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
    def test_equals_the_hash_of_the_java_client(self, data, signed):
        assert murmur2(data) == signed % 2**32


class TestPartitionOf:
    def test_is_the_positive_hash_modulo_the_number_of_partitions(self):
        assert partition_of("foobar", 6) == (-790332482 & 0x7FFFFFFF) % 6
        assert partition_of("abc", 6) == 479470107 % 6

    def test_is_zero_in_a_topic_with_one_partition(self):
        assert {partition_of(f"key-{number}", 1) for number in range(100)} == {0}
