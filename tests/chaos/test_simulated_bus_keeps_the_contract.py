"""The simulated bus fulfils the bus contract without faults, and injects only faults that the port allows.

It runs in one thread on virtual time, so the tests of threads, processes and the clock do not apply.
"""
from collections.abc import Sequence
from typing import Any

import pytest

from cli.chaos.simulation.bus import SimulatedBus
from cli.chaos.simulation.fault_plan import FaultPlan, Trace
from shared.bus.port import Message
from shared.bus.tests import test_bus_contract as contract

NOT_SIMULATED: Any = None
"""In place of a test that asks for threads, processes or the clock."""


class PromptBus(SimulatedBus):
    """Messages arrive when published, not when the simulation advances."""

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        super().publish(messages, timeout)
        self.settle()


@pytest.fixture
def bus() -> PromptBus:
    fault_plan = FaultPlan(1, Trace())
    fault_plan.stop()
    return PromptBus(fault_plan)


@pytest.fixture
def topic(bus: PromptBus) -> str:
    bus.ensure_topics({"test.v1": 4})
    return "test.v1"


@pytest.fixture
def group() -> str:
    return "readers"


class TestPublishing(contract.TestPublishing):
    test_stamps_each_record_with_its_publication_time = NOT_SIMULATED
    test_keeps_events_with_the_same_key_in_order_under_four_concurrent_publishers = NOT_SIMULATED
    test_publishes_from_a_process_forked_after_its_parent_published = NOT_SIMULATED


class TestReading(contract.TestReading):
    test_wakes_a_waiting_reader_within_fifty_milliseconds = NOT_SIMULATED


class TestLag(contract.TestLag):
    pass


class TestMembers:
    test_share_partitions_and_take_over_on_close = contract.TestMembers.test_share_partitions_and_take_over_on_close
