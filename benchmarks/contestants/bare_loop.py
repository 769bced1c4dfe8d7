"""A minimal reader as a baseline: kafka-python's poll in a loop; records are not decoded or stored."""
from benchmarks.bus.contest import Stopwatch, Task, given_task
from shared.bus.kafka.client import CONNECTION, KafkaConsumer


def main(task: Task) -> None:
    """Read all records."""
    consumer = KafkaConsumer(task.topic, bootstrap_servers=task.servers, group_id=task.group, enable_auto_commit=False,
                             auto_offset_reset="earliest", max_poll_records=500, **CONNECTION)
    watch, is_done = Stopwatch(task.records), False
    while not is_done:
        batches = consumer.poll(1000)
        if batches:
            watch.arrived()
            is_done = watch.has_done(sum(len(records) for records in batches.values()))
    watch.print_result()
    consumer.close()


if __name__ == "__main__":
    main(given_task())
