"""Summoning an employee to work, which requires a verdict of the company doctor (R-102)."""
from enum import StrEnum

from shared.kernel.refusals import RuleViolated


class Verdict(StrEnum):
    """The company doctor's verdict for the employer, without a diagnosis."""

    ILL = "ILL"
    NOT_ILL = "NOT_ILL"
    NO_LIMITATIONS = "NO_LIMITATIONS"


class SummonsRefused(RuleViolated):
    """The employee cannot be summoned yet."""


def check_summons(verdict: Verdict | None, *, was_requested: bool) -> None:
    """Refuse a summons without an earlier request or without a verdict of no limitations (R-102).

    :raises SummonsRefused: without such a verdict, or without a request before
    """
    if verdict not in (Verdict.NO_LIMITATIONS, Verdict.NOT_ILL):
        raise SummonsRefused("summons.no_medical_basis",
                              "Sommeren kan alleen als de bedrijfsarts geen beperkingen ziet.")
    if not was_requested:
        raise SummonsRefused("summons.request_first", "Vraag de werknemer eerst om te komen werken.")
