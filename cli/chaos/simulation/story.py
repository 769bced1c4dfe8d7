"""A random but valid story of employers and employees over days to months."""
from collections.abc import Callable
from datetime import date, timedelta

from cli.chaos.simulation.clients import Request
from cli.chaos.simulation.events_of_life import Life
from cli.chaos.simulation.world import World

Wish = Callable[[], Request | None]

HORIZONS = (3, 3, 4, 4, 5, 5, 5, 7, 7, 7, 10, 14, 30, 75)
"""Possible lengths of a story in days, mostly short because jobs run every day; sometimes a jump of a year is added."""
MOST_REQUESTS = (20, 30, 30, 40, 80)
YEAR_CHANCE = 0.001
STEPS_OF_TIME = (0, 0, 1, 1, 1, 2, 3, 7, 28)


class RandomStory:
    """Seeded requests, weighted by their frequency in practice.

    :param today: the first day
    """

    def __init__(self, world: World, today: date) -> None:
        self._world = world
        self._fault_plan = world.fault_plan
        self._ends_on = today + timedelta(days=self._fault_plan.pick(HORIZONS))
        self._left = self._fault_plan.pick(MOST_REQUESTS)
        self._life = Life(world, today)
        self._opening = self._life.opening()
        self._wishes: list[tuple[int, Wish]] = [
            (3, self._life.add_employee), (8, self._life.report_sick), (5, self._life.recover),
            (5, self._life.recover_partly), (4, self._life.correct), (1, self._life.cancel), (2, self._life.set_leave),
            (1, self._life.leave_service), (2, self._life.relapse),
            (3, self._life.withdraw), (2, self._life.set_wage), (2, self._life.set_safety_net),
            (3, self._life.warn), (3, self._life.impose_sanction), (2, self._life.lift_sanction),
            (1, self._life.report_wage_sanction), (2, self._life.complete_milestone), (4, self._life.pay_invoice),
            (6, self._life.approve_month),
            (1, self._life.new_terms), (1, self._life.submit_january_data), (5, self._let_time_pass)]

    @property
    def is_finished(self) -> bool:
        """Whether the last day or the maximum number of requests is reached."""
        return not self._opening and (self._left <= 0 or self._world.today() >= self._ends_on)

    def next(self) -> Request | None:
        """Return the next request: first policies and staff, then the events of the story."""
        if self._opening and self._fault_plan.random.random() < 0.7:
            return self._opening.pop(0)
        if not self._life.has_employees():
            return self._life.add_employee()
        self._left -= 1
        wishes, weights = [w for _, w in self._wishes], [n for n, _ in self._wishes]
        return self._fault_plan.random.choices(wishes, weights)[0]()

    def _let_time_pass(self) -> None:
        days = self._fault_plan.pick(STEPS_OF_TIME)
        if self._fault_plan.random.random() < YEAR_CHANCE:
            days = 365
        self._world.go_to(self._world.today() + timedelta(days=days))
