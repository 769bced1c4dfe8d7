"""The least that can read: kafka-python's poll in a loop. Nothing is decoded, stored, remembered or guaranteed."""
from benchmarks.contest import Stopwatch, Task, given_task
from shared.bus.kafka.client import CONNECTION, KafkaConsumer


def main(task: Task) -> None:
    """Read until all is read."""
    consumer = KafkaConsumer(task.topic, bootstrap_servers=task.servers, group_id=task.group, enable_auto_commit=False,
                             auto_offset_reset="earliest", max_poll_records=500, **CONNECTION)
    watch, is_done = Stopwatch(task.records), False
    while not is_done:
        batches = consumer.poll(1000)
        if batches:
            watch.arrived()
            is_done = watch.has_done(sum(len(records) for records in batches.values()))
    watch.tell()
    consumer.close()


if __name__ == "__main__":
    main(given_task())
