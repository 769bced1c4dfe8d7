"""The rules of `reminders.toml`: when somebody is reminded of a step, and when the casemanager is told (R-024)."""
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from services.casework.domain.plan.milestone import Nature, Party
from shared.kernel.calendar import add_working_days

NEW, SOON, LATE = 1, 2, 3
"""The numbers of the mails about a step, in their order: new, due soon, and from the third on late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRule:
    """One rule; the file says what its values mean."""

    new_days: int
    working_days_before: int
    late_every_days: int
    late_at_most: int
    casemanager_from: int

    def mail_on(self, today: date, *, opens_on: date | None, last_on: date) -> int:
        """The number of the latest mail that is due by a day, 0 for none.

        :param opens_on: the first day of the window of the step, None without one
        """
        if today > last_on:
            times = (today - last_on - timedelta(days=1)).days // self.late_every_days
            return LATE + min(times, self.late_at_most - 1)
        if add_working_days(today, self.working_days_before) >= last_on:
            return SOON
        return NEW if today >= (opens_on or last_on - timedelta(days=self.new_days)) else 0

    def is_escalated(self, mail: int) -> bool:
        """Whether the casemanager is told with a mail about the step."""
        return mail >= LATE + self.casemanager_from - 1


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """The rules by nature of a step, and who is mailed by its responsible party."""

    by_nature: Mapping[Nature, ReminderRule]
    audience: Mapping[Party, Party]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "ReminderRules":
        """Build from the content of the file.

        :raises ValueError: for an unknown nature or party
        """
        by_nature = {Nature(nature): ReminderRule(**{key: value for key, value in rule.items() if key != "natures"})
                     for rule in content["rules"] for nature in rule["natures"]}
        return cls(by_nature, {Party(party): Party(mailed) for party, mailed in content["audience"].items()})


@cache
def reminder_rules() -> ReminderRules:
    """The rules of the file."""
    return ReminderRules.of(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))
