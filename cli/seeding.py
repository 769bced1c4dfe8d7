"""Adds the demo employer to a platform that has none, through the public HTTP as everything else."""
from cli.demo.case import read_case
from cli.demo.cast import Cast
from cli.demo.opening import open_case
from cli.demo.player import Player
from cli.demo.steps import Steps
from cli.demo_employer import COMPANY, demo_case, is_seeded
from cli.endings import Misbehaved, say
from cli.platform.layout import Layout
from cli.platform.state import PlatformState
from cli.walking import PlatformTime


def seed_once(state: PlatformState, layout: Layout) -> None:
    """On the first start; should it fail, the platform runs on without and says so."""
    if is_seeded(layout):
        return
    say("Adding a demo employer")
    try:
        _seed(state)
        layout.seed_file.touch()
    except Misbehaved as problem:
        say(f"The demo employer could not be added: {problem.message}")


def _seed(state: PlatformState) -> None:
    time, cast = PlatformTime(state.address), Cast(state.address)
    case = read_case(demo_case(time.today()))
    employer = open_case(case, cast, time, Steps(is_told=False), COMPANY)
    player = Player(case, cast, employer)
    for entry in case.timeline:
        player.play(entry)
    time.wait_until_settled()
    if player.refused:
        raise Misbehaved(f"entry {player.refused[0]['entry']} was refused: {player.refused[0]['detail']}")
