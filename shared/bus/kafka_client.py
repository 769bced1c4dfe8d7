"""What the adapter uses of kafka-python, imported in one place: 3.0.12 calls a deprecated function on import."""
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
    from kafka.admin import OffsetSpec
    from kafka.coordinator.assignors.range import RangePartitionAssignor
    from kafka.errors import (
        CommitFailedError,
        FencedInstanceIdError,
        IllegalGenerationError,
        KafkaError,
        RebalanceInProgressError,
        RetriableError,
        TopicAlreadyExistsError,
        UnknownMemberIdError,
    )

__all__ = [
    "CommitFailedError", "FencedInstanceIdError", "IllegalGenerationError", "KafkaAdminClient", "KafkaConsumer",
    "KafkaError", "KafkaProducer", "OffsetSpec", "RangePartitionAssignor", "RebalanceInProgressError",
    "RetriableError", "TopicAlreadyExistsError", "TopicPartition", "UnknownMemberIdError"]
