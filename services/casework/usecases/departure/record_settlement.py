"""Record a transition payment that deviates from the law, which the employee agreed to and signed (R-136)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.casework import store
from services.casework.domain.departure.settlement import SettlementRefused, check_signature
from services.casework.store.settlements import find_employee
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementToRecord:
    """A settlement.

    :ivar amount: euros, gross
    :ivar signed_on: when the employee signed; None for not at all
    """

    employee_number: str
    amount: Decimal
    text: str
    employee_agrees: bool
    signed_on: date | None


def record_settlement(session: Session, *, actor: Actor, command: SettlementToRecord) -> store.Settlement:
    """Add a settlement of the actor's employer; a later one replaces it without changing it.

    :raises SettlementRefused: ``settlement.employee_unknown``, or for a date before the service or in the future
    :raises SettlementUnsigned: without the employee's agreement and signature
    """
    employer_id = actor.employer_id or ""
    employee = find_employee(session, employer_id, command.employee_number)
    if employee is None:
        raise SettlementRefused("settlement.employee_unknown", "Dit personeelsnummer kennen wij niet.", field="employee_number")
    signed_on = check_signature(employee_agrees=command.employee_agrees, signed_on=command.signed_on,
                                employed_from=employee.employed_from, today=session.clock.today())
    row = store.Settlement(
        settlement_id=new_id(), employer_id=employer_id, employee_id=employee.employee_id, amount=command.amount,
        text=command.text, signed_on=signed_on, recorded_at=session.clock.now(), recorded_by=actor.account_id)
    session.add(row)
    return row
