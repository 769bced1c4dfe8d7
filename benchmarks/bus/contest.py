"""The task, stopwatch and output shared by all contestants; standard library only, because peers have no other packages."""
import json
import sys
import time
from dataclasses import asdict, dataclass

TABLE = """
CREATE TABLE paid (payment_reference varchar(120) PRIMARY KEY, amount numeric(14, 2) NOT NULL, paid_on date NOT NULL)"""

RECORD_ONE = """
INSERT INTO inbox (event_id, handled_at) VALUES (%s, now()) ON CONFLICT DO NOTHING RETURNING event_id"""

UPSERT_ONE = """
INSERT INTO paid (payment_reference, amount, paid_on) VALUES (%s, %s, %s)
ON CONFLICT (payment_reference) DO UPDATE SET amount = excluded.amount, paid_on = excluded.paid_on
WHERE (paid.amount, paid.paid_on) IS DISTINCT FROM (excluded.amount, excluded.paid_on)"""

RECORD_MANY = """
INSERT INTO inbox (event_id, handled_at) SELECT id, now() FROM unnest(%s::text[]) AS id
ON CONFLICT DO NOTHING RETURNING event_id"""

UPSERT_MANY = """
INSERT INTO paid (payment_reference, amount, paid_on)
SELECT * FROM unnest(%s::text[], %s::numeric[], %s::date[]) AS news (payment_reference, amount, paid_on)
ON CONFLICT (payment_reference) DO UPDATE SET amount = excluded.amount, paid_on = excluded.paid_on
WHERE (paid.amount, paid.paid_on) IS DISTINCT FROM (excluded.amount, excluded.paid_on)"""


@dataclass(frozen=True)
class Task:
    """What one reader does in one round.

    :ivar mode: one of the reader's own modes
    :ivar database: libpq URL of a database with the tables `inbox` and `paid`, empty
    :ivar records: number of records after which to stop
    """

    mode: str
    bus: str
    topic: str
    group: str
    database: str
    records: int

    @property
    def servers(self) -> str:
        """Return the addresses of the brokers."""
        return self.bus.removeprefix("kafka://")


def given_task() -> Task:
    """Return the task given on the command line of this process."""
    return Task(**json.loads(sys.argv[1]))


def as_argument(task: Task) -> str:
    """Return the task as a command-line argument."""
    return json.dumps(asdict(task))


class Stopwatch:
    """Measures from the first received record to the last committed effect; counts records, including duplicates."""

    def __init__(self, records: int) -> None:
        self.seen = 0
        self._wanted = records
        self._began = self._cpu = 0.0

    def arrived(self) -> None:
        """Call after each read; the first call starts the clock."""
        if not self._began:
            self._began, self._cpu = time.monotonic(), time.process_time()

    def has_done(self, records: int) -> bool:
        """Record that the effects of more records are committed; returns whether all are."""
        self.seen += records
        return self.seen >= self._wanted

    def print_result(self) -> None:
        """Print the result for the parent process."""
        seconds, cpu = time.monotonic() - self._began, time.process_time() - self._cpu
        print(json.dumps({"records": self.seen, "seconds": seconds, "cpu_seconds": cpu}), flush=True)
