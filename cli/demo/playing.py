"""Plays a case from its first day to its last: prepares the employer, plays entry by entry, collects the result."""
from datetime import date, timedelta
from typing import Any

from cli.casefile.reader import CaseFile
from cli.demo.cast import Cast
from cli.demo.opening import open_case
from cli.demo.player import Player
from cli.demo.result import Gathering
from cli.demo.steps import Steps
from cli.platform.state import PlatformState
from cli.run.walking import PlatformTime

TITLES = {"report_sick": "sick report", "report_partial_recovery": "partial recovery", "report_recovery": "recovery",
          "report_relapse": "relapse"}


def play_case(case: CaseFile, state: PlatformState, steps: Steps) -> dict[str, Any]:
    """Play a case on a platform whose date is not after the case's first day; returns the result of acceptance.md."""
    cast, time = Cast(state.address), PlatformTime(state.address)
    employer = open_case(case, cast, time, steps)
    player = Player(case, cast, employer)
    gathering = Gathering(case, cast, employer)
    for entry in case.timeline:
        _walk(time, entry.on, steps, player)
        with steps.step(TITLES.get(entry.do, entry.do.replace("_", " "))):
            player.play(entry)
            time.wait_until_settled()
            if player.accept_wages(entry):
                time.wait_until_settled()
            player.claims.approve_months()
    _walk(time, case.until, steps, player)
    with steps.step("the result is gathered"):
        found = (gathering.at_the_end() | player.costs.outcomes() | player.escalation.outcomes() | player.tracks.outcomes()
                 | player.reports.outcomes() | player.legal_aid.outcomes()
                 | player.vra.outcomes(gathering.numbers())
                 | {"advices": player.advices.outcomes(), "vacations": player.vacations()})
    day_after = case.until + timedelta(days=1)
    if day_after.day == 1:  # a month is calculated on the day after its end
        _walk(time, day_after, steps, player)
    return {
        "case": case.name, "platform": {"bus": state.bus, "database": state.database},
        **found, "benefits": gathering.benefits(), "refused": player.refused, "steps": steps.as_rows(),
    }


def _walk(time: PlatformTime, target: date, steps: Steps, player: Player) -> None:
    """Move the clock; people judge each month on the day on which it is calculated."""
    def judge(day: date) -> None:
        if day.day == 1:
            player.claims.approve_months()

    if time.today() < target:
        with steps.step("the clock moves") as details:
            time.walk_to(target, judge)
            details.append(f"to {target}")


