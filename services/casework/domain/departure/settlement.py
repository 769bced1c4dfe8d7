"""A transition payment that employer and employee agreed on, which deviates from the law (R-136)."""
from datetime import date

from shared.kernel.refusals import RuleViolated


class SettlementUnsigned(RuleViolated):
    """The employee has not agreed to the deviation or has not signed it."""


class SettlementRefused(RuleViolated):
    """The settlement is signed on another day than can be, or concerns nobody in service of the employer."""


def check_signature(*, employee_agrees: bool, signed_on: date | None, employed_from: date, today: date) -> date:
    """The day of the signature of the employee, from the first day in service.

    :raises SettlementUnsigned: without the employee's agreement or the day
    :raises SettlementRefused: ``settlement.future_date`` or ``settlement.before_service``
    """
    if not employee_agrees:
        raise SettlementUnsigned("settlement.unsigned", "Een afwijkende afspraak geldt alleen als de werknemer akkoord gaat.",
                                 field="employee_agrees")
    if signed_on is None:
        raise SettlementUnsigned("settlement.unsigned", "Een afwijkende afspraak geldt alleen met de handtekening van de "
                                                        "werknemer.", field="signed_on")
    if signed_on > today:
        raise SettlementRefused("settlement.future_date", "De datum ligt in de toekomst.", field="signed_on")
    if signed_on < employed_from:
        raise SettlementRefused("settlement.before_service", "De datum ligt voor de eerste dag in dienst.", field="signed_on")
    return signed_on
