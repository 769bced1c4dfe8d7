"""Moves the platform's clock in steps that skip no scheduled job, and waits at each step until all work is done."""
import re
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import requests

from cli.endings import Misbehaved, WrongInput
from shared.kernel.calendar import nth_working_day

PAY_WORKING_DAY = 12
SETTLE_SECONDS = 120.0
LOOK_SECONDS = 0.04
NOTICE_SECONDS = 0.15
"""Average time in which workers notice a moved clock; polling sooner only costs CPU."""


def steps(start: date, end: date) -> Iterator[date]:
    """The days at which the clock stops on its way from `start` (not included) to `end` (included).

    These are the first day of each month and each pay date. Between them no scheduled job depends on another service,
    and within a service every job runs date by date.
    """
    day = start
    while day < end:
        day = min(stop for stop in (*_marked_days(day), end) if stop > day)
        yield day


def _marked_days(day: date) -> tuple[date, ...]:
    next_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (nth_working_day(day.year, day.month, PAY_WORKING_DAY), next_month)


def target_of(text: str, today: date) -> date:
    """Parse ``+42d``, ``+6w`` or ``2026-06-15``.

    :raises WrongInput: if it is none of these, or before the platform's date
    """
    ahead = re.fullmatch(r"\+(\d{1,5})([dw])", text)
    try:
        if ahead:
            return today + timedelta(days=int(ahead[1]) * (7 if ahead[2] == "w" else 1))
        target = date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise WrongInput(f"'{text}' is no day: give one like 2026-06-15, or a number of days like +42d.") from None
    if target < today:
        raise WrongInput(f"The platform's clock is at {today} and cannot go back to {target}.")
    return target


class PlatformTime:
    """The clock of a running platform, reached through its gateway."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._http = requests.Session()
        self._http.trust_env = False

    def today(self) -> date:
        """The platform's civil date."""
        return date.fromisoformat(self._json("GET", "/dev/clock")["today"])

    def walk_to(self, target: date, on_step: Callable[[date], None] = lambda _: None) -> None:
        """Move to noon of `target` step by step; returns after all jobs on the way have run.

        :raises Misbehaved: if the platform does not settle
        """
        for day in steps(self.today(), target):
            self._json("POST", "/dev/clock", json={"to": day.isoformat()})
            time.sleep(NOTICE_SECONDS)
            self.wait_until_settled(day)
            on_step(day)

    def wait_until_settled(self, through: date | None = None) -> None:
        """Wait until jobs have run through that day and no event is pending, in two checks without new events.

        :raises Misbehaved: naming the service that has not settled
        """
        through = through or self.today()
        deadline = time.monotonic() + SETTLE_SECONDS
        seen: object = None
        while True:
            state = self._json("GET", "/dev/settled", params={"through": through.isoformat()})
            published = {name: one.get("log_end") for name, one in state["services"].items()}
            if state["settled"] and published == seen:
                return
            seen = published if state["settled"] else None
            if time.monotonic() > deadline:
                raise Misbehaved(f"The platform did not settle through {through} within {SETTLE_SECONDS:.0f} seconds: "
                                 f"{_unsettled(state)}.")
            time.sleep(LOOK_SECONDS)

    def _json(self, method: str, path: str, **how: Any) -> Any:
        try:
            answer = self._http.request(method, self._address + path, timeout=30, **how)
            answer.raise_for_status()
            return answer.json()
        except requests.RequestException as problem:
            raise Misbehaved(f"The gateway at {self._address} does not answer {path} as it should: {problem}") from None


def _unsettled(state: dict[str, Any]) -> str:
    parts = [f"{name} ({', '.join(f'{key} {value}' for key, value in one.items() if key != 'settled')})"
             for name, one in state["services"].items() if not one.get("settled")]
    return "; ".join(parts) or "events keep coming"
