"""A random but valid story: employers, employees, and everything that happens to them while months go by."""
from collections.abc import Callable
from datetime import date, timedelta

from cli.chaos.simulation.clients import Request
from cli.chaos.simulation.events_of_life import Life
from cli.chaos.simulation.world import World

Wish = Callable[[], Request | None]

HORIZONS = (3, 3, 4, 4, 5, 5, 5, 7, 7, 7, 10, 14, 30, 75)
"""Days that a story lasts, most often few, because every one has its jobs; once in a while it jumps a year besides."""
MOST_WISHES = (20, 30, 30, 40, 80)
YEAR_CHANCE = 0.001
STEPS_OF_TIME = (0, 0, 1, 1, 1, 2, 3, 7, 28)


class RandomStory:
    """Wishes by the seed, weighted as they come in real life.

    :param today: the first day
    """

    def __init__(self, world: World, today: date) -> None:
        self._world = world
        self._fate = world.fate
        self._ends_on = today + timedelta(days=self._fate.pick(HORIZONS))
        self._left = self._fate.pick(MOST_WISHES)
        self._life = Life(world, today)
        self._opening = self._life.opening()
        self._wishes: list[tuple[int, Wish]] = [
            (3, self._life.add_employee), (8, self._life.report_sick), (5, self._life.recover),
            (5, self._life.recover_partly), (4, self._life.correct), (1, self._life.cancel), (2, self._life.set_leave),
            (1, self._life.leave_service), (2, self._life.set_wage), (2, self._life.set_safety_net),
            (3, self._life.warn), (3, self._life.impose_sanction), (2, self._life.lift_sanction),
            (1, self._life.report_wage_sanction), (2, self._life.complete_milestone), (4, self._life.pay_invoice),
            (1, self._life.new_terms), (1, self._life.submit_january_data), (5, self._let_time_pass)]

    @property
    def is_told(self) -> bool:
        """Whether the last day has come, or nobody wants anything more."""
        return not self._opening and (self._left <= 0 or self._world.today() >= self._ends_on)

    def next(self) -> Request | None:
        """The next wish: first who everybody is, then whatever happens."""
        if self._opening and self._fate.random.random() < 0.7:
            return self._opening.pop(0)
        if not self._life.has_employees():
            return self._life.add_employee()
        self._left -= 1
        wishes, weights = [w for _, w in self._wishes], [n for n, _ in self._wishes]
        return self._fate.random.choices(wishes, weights)[0]()

    def _let_time_pass(self) -> None:
        days = self._fate.pick(STEPS_OF_TIME)
        if self._fate.random.random() < YEAR_CHANCE:
            days = 365
        self._world.go_to(self._world.today() + timedelta(days=days))
