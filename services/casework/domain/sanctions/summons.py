"""Summoning an employee to work, and the company doctor's verdict that it rests on (R-102)."""
from enum import StrEnum

from shared.kernel.refusals import RuleViolated


class Verdict(StrEnum):
    """What the company doctor tells an employer: work terms, never a diagnosis."""

    ILL = "ILL"
    NOT_ILL = "NOT_ILL"
    NO_LIMITATIONS = "NO_LIMITATIONS"


class SummonsRefused(RuleViolated):
    """The employee cannot be summoned yet."""


def check_summons(verdict: Verdict | None, *, was_requested: bool) -> None:
    """A summons to work follows a request, and only where the doctor sees no limitations (R-102).

    :raises SummonsRefused: without such a verdict, or without a request before
    """
    if verdict not in (Verdict.NO_LIMITATIONS, Verdict.NOT_ILL):
        raise SummonsRefused("summons.no_medical_basis",
                              "Sommeren kan alleen als de bedrijfsarts geen beperkingen ziet.")
    if not was_requested:
        raise SummonsRefused("summons.request_first", "Vraag de werknemer eerst om te komen werken.")
