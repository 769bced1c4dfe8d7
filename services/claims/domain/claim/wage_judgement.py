"""Wages recorded after a report, with effect on or before its first sick day: Claims accepts or rejects each (§15.6)."""
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from services.claims.domain.benefits.case import WageSegment
from shared.kernel.refusals import Conflict, RuleViolated


class JudgementStatus(StrEnum):
    """The state of a recorded wage.

    :cvar WITHDRAWN: the wage on the first sick day is again the one that was confirmed, or the report was withdrawn
    """

    WAITING = "WAITING"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class JudgementReason(StrEnum):
    """Why a recorded wage is accepted or rejected."""

    PROVEN = "PROVEN"
    COLLECTIVE_AGREEMENT = "COLLECTIVE_AGREEMENT"
    NOT_PROVEN = "NOT_PROVEN"
    AGREED_WHILE_SICK = "AGREED_WHILE_SICK"


REASONS = {JudgementStatus.ACCEPTED: (JudgementReason.PROVEN, JudgementReason.COLLECTIVE_AGREEMENT),
           JudgementStatus.REJECTED: (JudgementReason.NOT_PROVEN, JudgementReason.AGREED_WHILE_SICK)}
"""The reasons that go with each decision."""


class WageNotWaiting(Conflict):
    """The wage was judged already, or it does not differ from the confirmed wage any more."""


class ReasonDoesNotFit(RuleViolated):
    """The reason belongs to the opposite decision."""


class OtherWage(NamedTuple):
    """The annual wages in euros on a first sick day: as the report confirmed it, and as it is recorded now."""

    confirmed: Decimal
    recorded: Decimal


def other_wage(confirmed: Sequence[WageSegment], recorded: Sequence[WageSegment], day: date) -> OtherWage | None:
    """The wages on a day if they differ; None if they are equal or no wage is known."""
    if not confirmed or not recorded:
        return None
    found = OtherWage(wage_on(confirmed, day), wage_on(recorded, day))
    return found if found.confirmed != found.recorded else None


def wage_on(wages: Sequence[WageSegment], day: date) -> Decimal:
    """The annual wage in force on a day, in euros; before the first wage, the first."""
    ordered = sorted(wages, key=lambda wage: wage.valid_from)
    return [wage for wage in ordered if wage.valid_from <= day or wage is ordered[0]][-1].annual_wage


def judge(status: JudgementStatus, *, accept: bool, reason: JudgementReason) -> JudgementStatus:
    """The status after a decision.

    :raises WageNotWaiting: ``wage_judgement.not_waiting``
    :raises ReasonDoesNotFit: ``wage_judgement.reason``
    """
    if status is not JudgementStatus.WAITING:
        raise WageNotWaiting("wage_judgement.not_waiting", "Over dit loon is al beslist.")
    decision = JudgementStatus.ACCEPTED if accept else JudgementStatus.REJECTED
    if reason not in REASONS[decision]:
        raise ReasonDoesNotFit("wage_judgement.reason", "Kies een reden die bij uw beslissing past.", field="reason")
    return decision
