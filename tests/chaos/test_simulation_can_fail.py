"""The simulation is worth nothing if it cannot fail: each protection is switched off once, and must be missed at once."""
from contextlib import suppress

from cli.chaos.counts import Counts
from cli.chaos.simulation.bus import SimulatedBus
from cli.chaos.simulation.parts import Makers, SteadyConsumer
from cli.chaos.simulation.run import simulate
from shared.bus.port import PublishError
from shared.messaging.handling import deliver
from shared.messaging.steps import Step
from shared.service.job_progress import record_date, record_item
from shared.service.jobs import JobItem
from shared.service.scheduler import Scheduler

FEW = (1, 3, 2, 4, 7, 11)
"""Seeds with many faults, within which a missing protection must show; most often the first suffices."""


class ForgetfulConsumer(SteadyConsumer):
    """Keeps no inbox."""

    def _handle_together(self, everything, deliveries):
        with self._database.transaction() as session:
            for delivery in deliveries:
                deliver(session, self._subscribers, delivery)
            self._watch(Step.EFFECT_DONE)


class CommittedAtOnce:
    """A subscription whose offset moves as soon as something was polled."""

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
    """Moves its offset before the effect stands."""

    def handle_next(self, subscription, timeout=0.0):
        return super().handle_next(CommittedAtOnce(subscription), timeout)


class CarelessScheduler(Scheduler):
    """Records that a job ran, or an item was handled, in another transaction than the work."""

    def _run_whole(self, job, day):
        with self._database.transaction() as session:
            job.work(session, day)
        with self._database.transaction() as session:
            record_date(session, job.name, day)
        return True

    def _handle(self, job, day, keys, trace=None):
        with self._database.transaction() as session:
            for key in keys:
                job.handle(session, JobItem(key, day, day))
        with self._database.transaction() as session:
            record_item(session, job.name, day, keys[-1])


class LyingBus(SimulatedBus):
    """Acknowledges what it did not store."""

    def publish(self, messages, timeout=10.0):
        with suppress(PublishError):
            super().publish(messages, timeout)


class ShufflingBus(SimulatedBus):
    """Lets events of one key overtake each other."""

    def publish(self, messages, timeout=10.0):
        super().publish(messages[::-1], timeout)


def first_finding(databases, makers: Makers) -> Counts:
    """What the first seed that notices counts."""
    for seed in FEW:
        counts = simulate(seed, databases, makers=makers).counts
        if not counts.is_clean:
            return counts
    return Counts()


class TestSimulationNotices:
    def test_an_inbox_that_is_switched_off(self, databases):
        assert first_finding(databases, Makers(consumer=ForgetfulConsumer)).doubled > 0

    def test_an_offset_that_moves_before_the_effect(self, databases):
        assert first_finding(databases, Makers(consumer=HastyConsumer)).lost > 0

    def test_an_acknowledgement_of_what_was_not_stored(self, databases):
        assert first_finding(databases, Makers(bus=LyingBus)).lost > 0

    def test_a_job_that_is_noted_in_another_transaction_than_its_work(self, databases):
        assert first_finding(databases, Makers(scheduler=CarelessScheduler)).doubled > 0

    def test_events_of_one_key_that_overtake_each_other(self, databases):
        assert first_finding(databases, Makers(bus=ShufflingBus)).out_of_order > 0
