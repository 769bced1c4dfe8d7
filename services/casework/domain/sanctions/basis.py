"""Whether the talk, refusal, summons and warnings before a sanction still allow it (R-092, R-103, R-108, R-109)."""
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from services.casework.domain.sanctions.sanction import Ladder, Sanction, SanctionRefused, WarningRule, check_steps


def rested_on(ladder: Ladder, without: Ladder, sanction: Sanction, *, rule: WarningRule) -> bool:
    """Whether a sanction was allowed by steps that are missing now.

    :param ladder: the steps of the case with those that were withdrawn
    :param without: the steps that stand
    """
    return _is_allowed(ladder, sanction, rule) and not _is_allowed(without, sanction, rule)


def _is_allowed(ladder: Ladder, sanction: Sanction, rule: WarningRule) -> bool:
    try:
        check_steps(_until(ladder, sanction.start), sanction, rule, is_overridden=sanction.override_reason is not None)
    except SanctionRefused:
        return False
    return True


def _until(ladder: Ladder, last: date) -> Ladder:
    """The steps up to a day."""
    def before(days: Iterable[date]) -> tuple[date, ...]:
        return tuple(day for day in days if day <= last)
    return replace(ladder, talks=before(ladder.talks), refusals=before(ladder.refusals), summonses=before(ladder.summonses),
                   warnings=before(ladder.warnings))
