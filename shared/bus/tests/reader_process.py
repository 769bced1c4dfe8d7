"""A reader that can be killed: `python -m shared.bus.tests.reader_process URL GROUP TOPIC MEMBER JOURNAL`.

Each record becomes one line that a single write appends, so the journal shows the order over all readers.
"""
import os
import subprocess
import sys
from pathlib import Path

from shared.bus.factory import open_bus
from shared.bus.port import BusError, Record

ROOT = Path(__file__).resolve().parents[3]


def start(url: str, group: str, topic: str, member: str, journal: Path) -> "subprocess.Popen[bytes]":
    """Start a reader in a separate process."""
    command = [sys.executable, "-m", "shared.bus.tests.reader_process", url, group, topic, member, str(journal)]
    return subprocess.Popen(command, cwd=ROOT)


def lines(journal: Path) -> list[tuple[str, Record]]:
    """Return member and record in order of handling; a redelivered record appears again."""
    if not journal.exists():
        return []
    complete = journal.read_text().rpartition("\n")[0].splitlines()
    return [(member, Record("", int(partition), int(offset), key, value.encode(), (), 0))
            for member, partition, offset, key, value in (line.split() for line in complete)]


def records(journal: Path) -> list[Record]:
    """Return the records in the order in which they were first handled."""
    first: dict[tuple[int, int], Record] = {}
    for _, record in lines(journal):
        first.setdefault((record.partition, record.offset), record)
    return list(first.values())


def main(url: str, group: str, topic: str, member: str, journal: str) -> None:
    """Read until killed."""
    subscription = open_bus(url).subscribe(group, [topic], member)
    file = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        for record in subscription.poll(20, 0.3):
            line = f"{member} {record.partition} {record.offset} {record.key} {record.value.decode()}\n"
            os.write(file, line.encode())
        try:
            subscription.commit()
        except BusError as problem:
            sys.stderr.write(f"{member}: {problem}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
