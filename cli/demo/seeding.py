"""Adds the demo employer to new data through the public HTTP API, and continues an interrupted start."""
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from cli.casefile.reader import CaseFile, read_case
from cli.demo.cast import Cast
from cli.demo.employer import COMPANY, DEMO_USERNAME, HISTORY_DAYS, demo_case
from cli.demo.guidance.judging import Judging
from cli.demo.opening import Employer, open_case
from cli.demo.player import Player
from cli.demo.progress import Fill
from cli.demo.steps import Steps
from cli.endings import Misbehaved, WrongInput, say
from cli.people.person import Credentials
from cli.platform.layout import Layout
from cli.platform.state import PlatformState
from cli.run.walking import PlatformTime
from shared.kernel.clock import PlatformClock, SystemClock

ONE_DAY = timedelta(days=1)


def begin_fill(layout: Layout, today: date | None, *, is_wanted: bool) -> date | None:
    """The day to which to set the platform's clock before processes start; None leaves it unchanged.

    New data gets the demo employer if wanted; its clock starts before the history. Existing data never gets it, and
    its clock never goes back.

    :param today: the requested day, if any
    :raises WrongInput: if the clock of the data is after that day
    """
    fill = Fill.find(layout)
    is_new = not layout.postgres.exists()
    if not is_wanted and not layout.clock_file.exists() and fill is not None:
        layout.seed_file.unlink()  # begun without any result: from now on treated as existing data
        fill = None
    if fill is None and is_new and is_wanted:
        fill = Fill((today or SystemClock().today()).isoformat(), follows_machine=today is None)
        fill.write(layout)
    if fill is not None and not layout.clock_file.exists():
        return fill.last_day - timedelta(days=HISTORY_DAYS)
    reached = fill.last_day if fill else PlatformClock(layout.clock_file).today()
    if today is not None and today < reached and not is_new:
        raise WrongInput(f"The platform's clock {'goes to' if fill else 'is at'} {reached} and cannot go back to {today}; "
                         "leave --today out, or choose other data with --data.")
    return None if fill else today


def fill(state: PlatformState, layout: Layout, today: date | None) -> None:
    """Add the missing part of the demo employer; on failure the platform continues without it and prints a message.

    :param today: the requested day, if any
    """
    begun = Fill.find(layout)
    if begun is None:
        return
    goes_on = begun.is_open or begun.done
    say("Going on with the history of the demo employer" if goes_on else
        "Adding a demo employer and walking through ten months of its history (half a minute, once)")
    try:
        filling = _Filling(layout, state, begun)
        filling.run()
        _end_at(layout, PlatformTime(state.address), begun, today, filling.pass_month)
        Fill.complete(layout)
    except Misbehaved as problem:
        say(f"The demo employer could not be added, and the next start tries again: {problem.message}")


class _Filling:
    """Plays the history of the demo employer."""

    def __init__(self, layout: Layout, state: PlatformState, fill: Fill) -> None:
        self._layout = layout
        self._fill = fill
        self._time = PlatformTime(state.address)
        self._keys = _Keys()
        self._cast = Cast(state.address, self._keys)
        self._claims = Judging(self._cast)

    def run(self) -> None:
        case = read_case(demo_case(self._fill.last_day))
        player = Player(case, self._cast, self._open(case))
        if self._fill.done:
            player.recall()
        for entry in case.timeline[self._fill.done:]:
            if self._time.today() < entry.on:
                self._time.walk_to(entry.on, self.pass_month)
            self._keys.begin(f"entry-{self._fill.done}")
            player.play(entry)
            self._time.wait_until_settled()
            self._claims.approve_months()
            if player.refused:
                raise Misbehaved(f"entry {player.refused[0]['entry']} was refused: {player.refused[0]['detail']}")
            self._fill = self._fill.advanced(self._layout, done=self._fill.done + 1)

    def pass_month(self, day: date) -> None:
        """Print each month, and let people judge the one that ended."""
        if day.day == 1:
            say(f"  {day:%B %Y}")
            self._claims.approve_months()

    def _open(self, case: CaseFile) -> Employer:
        if self._fill.is_open:
            self._cast.enter(Credentials(DEMO_USERNAME, COMPANY.password, COMPANY.phone))
            known = self._cast.contact.list("absence", "/employees")
            return Employer(COMPANY, {one["employee_number"]: one["employee_id"] for one in known})
        self._keys.begin("opening")
        employer = open_case(case, self._cast, self._time, Steps(prints=False), COMPANY)
        self._fill = self._fill.advanced(self._layout, is_open=True)
        return employer


class _Keys:
    """Deterministic idempotency keys, so that a repeated step returns the earlier response without a second effect."""

    def __init__(self) -> None:
        self.begin("")

    def begin(self, step: str) -> None:
        """Start the keys of this step."""
        self._numbers: Iterator[str] = (f"demo-employer-{step}-{number}" for number in range(10_000))

    def __call__(self) -> str:
        return next(self._numbers)


def _end_at(layout: Layout, time: PlatformTime, fill: Fill, today: date | None, on_step: Callable[[date], None]) -> None:
    """Move to the last day, or to the day before if the clock follows the machine's afterwards, so that it never goes back."""
    machine = SystemClock()
    last = max(fill.last_day, today or fill.last_day)
    if not fill.follows_machine or today is not None:
        time.walk_to(last, on_step)
        return
    time.walk_to(max(last, machine.today()) - ONE_DAY, on_step)
    if PlatformClock(layout.clock_file).now() <= machine.now():
        layout.clock_file.unlink(missing_ok=True)
    time.wait_until_settled()
