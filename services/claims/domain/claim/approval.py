"""The rule table `approval_rules.toml`: which calculated months go to people, and which are approved by rule (CL10)."""
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

from services.claims.domain.claim.month_status import MonthStatus


class Exceptional(StrEnum):
    """Why people look at a month before it is paid.

    :cvar CHANGED_AMOUNT: the amount per day differs by more than the table allows
    :cvar REFUSED_BEFORE: an earlier calculation of the month was refused
    """

    WAGE_MISSING = "WAGE_MISSING"
    WAGE_CHANGED = "WAGE_CHANGED"
    FIRST_MONTH = "FIRST_MONTH"
    HIGH_AMOUNT = "HIGH_AMOUNT"
    SANCTION = "SANCTION"
    SAFETY_NET = "SAFETY_NET"
    LATE_REPORT = "LATE_REPORT"
    CONTRACT_WAGE = "CONTRACT_WAGE"
    CHANGED_AMOUNT = "CHANGED_AMOUNT"
    REFUSED_BEFORE = "REFUSED_BEFORE"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTable:
    """One version of the table; amounts in euros.

    :ivar once: reasons that no longer count after the preceding month was approved with the same amount per day
    :ivar sample_every: one in this number of months approved by rule is shown to people afterwards
    """

    table_id: str
    version: int
    amount_above: Decimal
    second_approval_above: Decimal
    change_above_pct: Decimal
    sample_every: int
    exceptions: frozenset[Exceptional]
    once: frozenset[Exceptional]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the table says about a month: to people with reasons, or approved by rule.

    :ivar is_sampled: whether people see it afterwards
    """

    status: MonthStatus
    reasons: tuple[Exceptional, ...]
    is_sampled: bool


@cache
def rule_table() -> RuleTable:
    """The table in force."""
    read = tomllib.loads(Path(__file__).with_name("approval_rules.toml").read_text(encoding="utf-8"))
    return RuleTable(
        table_id=read["id"], version=read["version"], amount_above=Decimal(read["amount_above"]),
        second_approval_above=Decimal(read["second_approval_above"]), change_above_pct=Decimal(read["change_above_pct"]),
        sample_every=read["sample_every"], exceptions=frozenset(map(Exceptional, read["exceptions"])),
        once=frozenset(map(Exceptional, read["once"])))


def rule_on(found: Iterable[Exceptional], *, is_unchanged: bool, place: str, table: RuleTable) -> Ruling:
    """Judge a month by the reasons that were found.

    :param is_unchanged: whether the preceding month was approved with the same amount per day
    :param place: claim, month and version, from which the sample follows
    """
    reasons = tuple(reason for reason in Exceptional if reason in set(found) & table.exceptions
                    and not (is_unchanged and reason in table.once))
    if reasons:
        return Ruling(MonthStatus.TO_JUDGE, reasons, False)
    return Ruling(MonthStatus.APPROVED, (), is_in_sample(place, table))


def is_in_sample(place: str, table: RuleTable) -> bool:
    """Whether a month approved by rule is in the sample; the same answer for the same place and table."""
    seed = f"{table.table_id} {table.version} {place}"
    return int.from_bytes(sha256(seed.encode()).digest()[:8]) % table.sample_every == 0


def needs_second(amount: Decimal, table: RuleTable) -> bool:
    """Whether another person must approve as well."""
    return abs(amount) > table.second_approval_above
