"""What an employer owes an employee at the end of the contract (R-135, R-137)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.casework.domain.departure.transition_payment import (
    CORRECTION_NOTE,
    Service,
    TransitionPayment,
    service,
    transition_payment,
)
from shared.law import law


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionQuestion:
    """A contract that ends on the employer's initiative, also after 104 weeks of sickness.

    :ivar monthly_wage: gross euros with holiday allowance and fixed parts, not lowered by sickness
    :ivar annual_wage: euros; None for twelve monthly wages
    """

    employed_from: date
    last_day: date
    monthly_wage: Decimal
    annual_wage: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionAnswer:
    """The payment, the length of service that it rests on, and the first day of the law that was applied."""

    service: Service
    payment: TransitionPayment
    law_since: date
    note: str = CORRECTION_NOTE


def calculate_transition(question: TransitionQuestion) -> TransitionAnswer:
    """Calculate the transition payment.

    :raises ServiceInvalid: if the contract ends before it begins
    :raises NoFigureInForce: if the law of its last day is not known
    """
    return TransitionAnswer(
        service=service(question.employed_from, question.last_day), payment=transition_payment(
            question.monthly_wage, question.employed_from, question.last_day, annual_wage=question.annual_wage),
        law_since=law.figures["transition_rule"].on(question.last_day).valid_from)
