"""Adds the demo employer to a platform that has none, through the public HTTP as everything else."""
from datetime import date, timedelta

from cli.casefile.reader import read_case
from cli.demo.cast import Cast
from cli.demo.employer import COMPANY, HISTORY_DAYS, demo_case, is_seeded
from cli.demo.opening import open_case
from cli.demo.player import Player
from cli.demo.steps import Steps
from cli.endings import Misbehaved, say
from cli.platform.layout import Layout
from cli.platform.state import PlatformState
from cli.run.walking import PlatformTime


def beginning(layout: Layout, today: date) -> date:
    """Where the clock of a first start begins, so that the demo employer has a history by today."""
    return today if is_seeded(layout) else today - timedelta(days=HISTORY_DAYS)


def seed_once(state: PlatformState, layout: Layout, today: date, *, follow_machine: bool) -> None:
    """On the first start; should it fail, the platform runs on without and says so.

    :param today: the day on which the history ends
    :param follow_machine: afterwards the platform's clock is the machine's again
    """
    if is_seeded(layout):
        return
    say("Adding a demo employer and walking through ten months of its history (half a minute, once)")
    try:
        _seed(state, today)
        layout.seed_file.touch()
    except Misbehaved as problem:
        say(f"The demo employer could not be added: {problem.message}")
    if follow_machine:
        layout.clock_file.unlink(missing_ok=True)


def _seed(state: PlatformState, today: date) -> None:
    time, cast = PlatformTime(state.address), Cast(state.address)
    case = read_case(demo_case(today))
    employer = open_case(case, cast, time, Steps(is_told=False), COMPANY)
    player = Player(case, cast, employer)
    for entry in case.timeline:
        if time.today() < entry.on:
            time.walk_to(entry.on, _tell_months)
        player.play(entry)
        time.wait_until_settled()
    time.walk_to(today, _tell_months)
    if player.refused:
        raise Misbehaved(f"entry {player.refused[0]['entry']} was refused: {player.refused[0]['detail']}")


def _tell_months(day: date) -> None:
    if day.day == 1:
        say(f"  {day:%B %Y}")
