"""The rules of `stagnation.toml`, which say when a re-integration stagnates (R-059)."""
import tomllib
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from services.casework.domain.plan.milestone import Party
from services.casework.domain.plan.protocol import protocol


class StagnationRule(StrEnum):
    """What has not happened for too long."""

    MILESTONE_OVERDUE = "MILESTONE_OVERDUE"
    NO_DOCTOR_CONTACT = "NO_DOCTOR_CONTACT"
    NO_ACTIVITY = "NO_ACTIVITY"
    PERCENTAGE_UNCHANGED = "PERCENTAGE_UNCHANGED"



def doctor_codes() -> tuple[str, ...]:
    """The steps that are a contact with the company doctor."""
    return tuple(code for code, kind in protocol().kinds.items() if kind.responsible is Party.COMPANY_DOCTOR)


@cache
def days_of(rule: StagnationRule) -> int:
    """For how many days nothing may happen by a rule."""
    rules = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return int(rules[rule]["days"])


def latest_before_hit(rule: StagnationRule, today: date) -> date:
    """The last day on which something must have happened at the latest for the rule to hit today."""
    return today - timedelta(days=days_of(rule) + 1)
