"""Fixture of the simulation's databases."""
from datetime import date

import pytest

from cli.chaos.simulation.databases import simulated_databases
from shared.kernel.clock import FixedClock, noon


@pytest.fixture(scope="session")
def databases():
    with simulated_databases(FixedClock(noon(date(2026, 1, 1)))) as found:
        yield found
