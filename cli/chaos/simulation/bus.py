"""A bus in memory with exactly the guarantees of the port.

It delays, duplicates and reorders across keys, fails calls that it executed, and moves partitions between members.
"""
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from cli.chaos.simulation.fault_plan import Fault, FaultPlan
from shared.bus.partitioning import partition_of
from shared.bus.port import BusError, Fenced, Health, Message, PublishError, Record, refuse_oversized

Place = tuple[str, int]
"""A topic and one of its partitions."""

LONGEST_OUTAGE = 40


class SimulatedBus:
    """A log in memory whose faults come from the fault plan.

    :ivar log: the visible records, by partition
    """

    def __init__(self, fault_plan: FaultPlan) -> None:
        self.log: dict[Place, list[Record]] = {}
        self._fault_plan = fault_plan
        self._partitions: dict[str, int] = {}
        self._under_way: dict[tuple[str, str], list[Message]] = defaultdict(list)
        self._doubles: list[Message] = []
        self._groups: dict[str, Group] = {}
        self._away_for = 0

    def ensure_topics(self, topics: Mapping[str, int]) -> None:
        """Create topics."""
        for topic, count in sorted(topics.items()):
            self._partitions[topic] = count
            for number in range(count):
                self.log.setdefault((topic, number), [])

    def delete_older_than(self, moment: datetime) -> int:
        """Delete nothing: no story is as long as the retention."""
        return 0

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        """Store some or all messages; it may report a stored message as failed, which the port allows."""
        refuse_oversized(messages)
        if self.is_away:
            raise PublishError(range(len(messages)), ConnectionError("the bus is away"))
        unknown = {i for i, message in enumerate(messages) if message.topic not in self._partitions}
        if unknown:
            raise PublishError(sorted(unknown), BusError("no such topic"))
        stored, failed = set(range(len(messages))), set[int]()
        if messages and self._fault_plan.occurs(Fault.PUBLISH_REFUSED):
            failed = self._refused(messages)
            stored -= failed
        if messages and self._fault_plan.occurs(Fault.PUBLISH_UNKNOWN):
            failed = failed | {i for i in sorted(stored) if self._fault_plan.random.random() < 0.5}
        for index in sorted(stored):
            self._under_way[messages[index].topic, messages[index].key].append(messages[index])
        if failed:
            raise PublishError(sorted(failed), TimeoutError("no acknowledgement"))

    def _refused(self, messages: Sequence[Message]) -> set[int]:
        """Choose messages to refuse: one and all later ones with its key, as a broker does to keep the order."""
        first = self._fault_plan.random.randrange(len(messages))
        return {i for i, m in enumerate(messages) if i >= first and m.key == messages[first].key}

    @property
    def is_away(self) -> bool:
        """Whether the bus has an outage."""
        return self._away_for > 0

    def move(self) -> None:
        """Let some pending messages arrive, some of them twice, and sometimes start an outage."""
        if self._away_for:
            self._away_for -= 1
        elif self._fault_plan.occurs(Fault.AWAY):
            self._away_for = self._fault_plan.random.randrange(1, LONGEST_OUTAGE)
        waiting = [key for key, messages in self._under_way.items() if messages]
        if waiting:
            message = self._under_way[self._fault_plan.pick(waiting)].pop(0)
            self._append(message)
            if self._fault_plan.occurs(Fault.DOUBLE):
                self._doubles.append(message)
        if self._doubles and self._fault_plan.random.random() < 0.2:
            self._append(self._doubles.pop(self._fault_plan.random.randrange(len(self._doubles))))

    def settle(self) -> bool:
        """End outages and let all pending messages arrive; return whether there were any."""
        self._away_for = 0
        coming = [message for messages in self._under_way.values() for message in messages] + self._doubles
        self._under_way.clear()
        self._doubles.clear()
        for message in coming:
            self._append(message)
        return bool(coming)

    @property
    def is_read(self) -> bool:
        """Whether every group has committed all that it reads."""
        return all(offset == len(self.log[place]) for group in self._groups.values()
                   for place, offset in group.committed.items())

    def _append(self, message: Message) -> None:
        place = (message.topic, partition_of(message.key, self._partitions[message.topic]))
        self.log[place].append(Record(message.topic, place[1], len(self.log[place]), message.key, message.value,
                                      message.headers, 0))

    def raise_partitions(self, topic: str, partitions: int, readers: Sequence[str], timeout: float = 300.0) -> None:
        """Not simulated; rounds with real processes cover it."""
        raise BusError(f"{topic} keeps its partitions in a simulation")

    def subscribe(self, group: str, topics: Sequence[str], member: str | None = None) -> "SimulatedSubscription":
        """Join a group, which reassigns its partitions."""
        if self.is_away:
            raise BusError("the bus is away")
        if unknown := sorted(set(topics) - self._partitions.keys()):
            raise BusError(f"no such topic: {', '.join(unknown)}")
        places = [place for place in self.log if place[0] in topics]
        known = self._groups.setdefault(group, Group(places, self._fault_plan))
        return SimulatedSubscription(self, known, self._fault_plan)

    def lag(self, group: str, topics: Sequence[str]) -> dict[Place, tuple[int, int]]:
        """Return the positions of a group and the ends of the log."""
        done = self._groups[group].committed if group in self._groups else {}
        return {place: (done.get(place, 0), len(records)) for place, records in self.log.items() if place[0] in topics}

    def close(self) -> None:
        """Nothing to release."""


class Group:
    """The members of a consumer group and their partitions."""

    def __init__(self, places: list[Place], fault_plan: FaultPlan) -> None:
        self.committed: dict[Place, int] = dict.fromkeys(places, 0)
        self._fault_plan = fault_plan
        self._members: list[SimulatedSubscription] = []

    def join(self, member: "SimulatedSubscription") -> None:
        """Add a member."""
        self._members.append(member)
        self.deal()

    def leave(self, member: "SimulatedSubscription") -> None:
        """Remove a member."""
        if member in self._members:
            self._members.remove(member)
            member.places.clear()
            self.deal()

    def deal(self) -> None:
        """Assign every partition to one member; a member that loses one with uncommitted records is fenced."""
        if not self._members:
            return
        owners = {place: self._fault_plan.pick(self._members) for place in self.committed}
        for member in self._members:
            member.take([place for place, owner in owners.items() if owner is member])


class SimulatedSubscription:
    """One member of a group.

    :ivar places: the partitions it reads
    """

    def __init__(self, bus: SimulatedBus, group: Group, fault_plan: FaultPlan) -> None:
        self.places: list[Place] = []
        self._bus = bus
        self._fault_plan = fault_plan
        self._group = group
        self._next: dict[Place, int] = {}
        self._replayed_from: dict[Place, int] = {}
        self._is_fenced = False
        group.join(self)

    def take(self, places: list[Place]) -> None:
        """Read these partitions from now on; drop the positions in others."""
        if any(place not in places for place in self._next):
            self._is_fenced = True
        self._next = {place: offset for place, offset in self._next.items() if place in places}
        self._replayed_from = {place: offset for place, offset in self._replayed_from.items() if place in places}
        self.places = places

    def poll(self, max_records: int = 500, timeout: float = 1.0) -> list[Record]:
        """Return some records of one or more partitions, or none."""
        if self._bus.is_away or self._fault_plan.occurs(Fault.EMPTY_POLL):
            return []
        if self._fault_plan.occurs(Fault.REBALANCE):
            self._group.deal()
        if self._is_fenced:
            self.rewind()
        found: list[Record] = []
        places = list(self.places)
        self._fault_plan.random.shuffle(places)
        for place in places:
            start = self._next.get(place, self._group.committed[place])
            take = min(max_records - len(found), self._fault_plan.random.randrange(1, 12))
            records = self._bus.log[place][start:start + take]
            if records:
                self._next[place] = start + len(records)
                found += records
            if found and self._fault_plan.random.random() < 0.4:
                break
        return found

    def busy(self) -> AbstractContextManager[None]:
        """Do nothing: no time passes within a handler of the simulation."""
        return nullcontext()

    def health(self) -> Health:
        """Return stable unless the bus has an outage."""
        return Health(stable=not self._bus.is_away, seconds=0.0, rebalances=0, expired_records=0)

    def commit(self) -> None:
        """Store the positions, unless a partition moved to another member."""
        if self._is_fenced or self._fault_plan.occurs(Fault.FENCED):
            self.rewind()
            self._group.deal()
            raise Fenced("a partition is another member's")
        if self._bus.is_away:
            self.rewind()
            raise BusError("the bus is away")
        lost = self._fault_plan.occurs(Fault.COMMIT_LOST)
        if not lost or self._fault_plan.random.random() < 0.5:
            self._group.committed.update(self._next)
        self._next.clear()
        self._replayed_from.clear()
        if lost:
            raise BusError("no answer to the commit")

    def rewind(self) -> None:
        """Go back to the last commit, or to the offset of a seek."""
        self._next = dict(self._replayed_from)
        self._is_fenced = False

    def seek(self, topic: str, partition: int, offset: int) -> None:
        """Continue at another offset."""
        if (topic, partition) not in self.places:
            raise Fenced("the partition is another member's")
        self._next[topic, partition] = self._replayed_from[topic, partition] = offset

    def close(self) -> None:
        """Leave the group; uncommitted records go to another member."""
        self._group.leave(self)
