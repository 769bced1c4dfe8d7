"""The simulation detects missing protections: each test disables one and expects a finding."""
from contextlib import suppress

from cli.chaos.counts import Counts
from cli.chaos.simulation.bus import SimulatedBus
from cli.chaos.simulation.parts import Implementations, SteadyConsumer
from cli.chaos.simulation.run import simulate
from shared.bus.port import PublishError
from shared.messaging.handling import deliver
from shared.messaging.steps import Step
from shared.service.job_progress import record_date, record_item
from shared.service.jobs import JobItem
from shared.service.scheduler import Scheduler

FEW = (1, 3, 2, 4, 7, 11)
"""Seeds with many faults, one of which must detect a missing protection; usually the first does."""
WITHOUT_WAITING = (4, 7, 11)
"""Seeds whose story goes on although an event was lost; in others it waits for one that never comes."""


class ForgetfulConsumer(SteadyConsumer):
    """A consumer without inbox."""

    def _handle_together(self, everything, deliveries):
        with self._database.transaction() as session:
            for delivery in deliveries:
                deliver(session, self._subscribers, delivery)
            self._watch(Step.EFFECT_DONE)


class CommittedAtOnce:
    """A subscription that commits its offset at each poll."""

    def __init__(self, subscription):
        self._subscription = subscription

    def poll(self, max_records=500, timeout=0.0):
        records = self._subscription.poll(max_records, timeout)
        self._subscription.commit()
        return records

    def commit(self):
        pass

    rewind = commit

    def busy(self):
        return self._subscription.busy()


class HastyConsumer(SteadyConsumer):
    """A bus whose subscriptions commit before the effect."""

    def handle_next(self, subscription, timeout=0.0):
        return super().handle_next(CommittedAtOnce(subscription), timeout)


class CarelessScheduler(Scheduler):
    """A scheduler that records progress in another transaction than the work."""

    def _run_whole(self, job, day):
        with self._database.transaction() as session:
            job.work(session, day)
        with self._database.transaction() as session:
            record_date(session, [job.name], day)
        return True

    def _handle(self, job, day, keys, trace=None):
        with self._database.transaction() as session:
            for key in keys:
                job.handle(session, JobItem(key, day, day))
        with self._database.transaction() as session:
            record_item(session, job.name, day, keys[-1])


class LyingBus(SimulatedBus):
    """A bus that acknowledges messages without storing them."""

    def publish(self, messages, timeout=10.0):
        with suppress(PublishError):
            super().publish(messages, timeout)


class ShufflingBus(SimulatedBus):
    """A bus that reorders messages with the same key."""

    def publish(self, messages, timeout=10.0):
        super().publish(messages[::-1], timeout)


def first_finding(databases, implementations: Implementations, seeds: tuple[int, ...] = FEW) -> Counts:
    """Return the totals of the first seed with a finding."""
    for seed in seeds:
        counts = simulate(seed, databases, implementations=implementations).counts
        if not counts.is_clean:
            return counts
    return Counts()


class TestSimulationDetects:
    def test_a_missing_inbox(self, databases):
        assert first_finding(databases, Implementations(consumer=ForgetfulConsumer)).doubled > 0

    def test_an_offset_committed_before_the_effect(self, databases):
        assert first_finding(databases, Implementations(consumer=HastyConsumer)).lost > 0

    def test_an_acknowledgement_without_storage(self, databases):
        assert first_finding(databases, Implementations(bus=LyingBus), WITHOUT_WAITING).lost > 0

    def test_job_progress_in_another_transaction_than_the_work(self, databases):
        assert first_finding(databases, Implementations(scheduler=CarelessScheduler)).doubled > 0

    def test_reordered_events_with_the_same_key(self, databases):
        assert first_finding(databases, Implementations(bus=ShufflingBus)).out_of_order > 0
