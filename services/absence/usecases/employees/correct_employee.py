"""Correct the data of an employee within a report, in its transaction (R-016)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.absence import store
from services.absence.usecases.employees.edit_employee import apply_values, finish
from services.absence.usecases.employees.set_wage import put_wage
from shared.access.matrix import groups
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Forbidden, RuleViolated

PLAIN = ("phone", "function", "department")


@dataclass(frozen=True, kw_only=True)
class EmployeeCorrection:
    """What is not right; None leaves a value unchanged. Wage in euros per year and hours per week hold from `valid_from`."""

    phone: str | None = None
    function: str | None = None
    department: str | None = None
    annual_wage: Decimal | None = None
    contract_hours: Decimal | None = None
    valid_from: date | None = None


def correct_employee(session: Session, *, actor: Actor, employee_id: str, command: EmployeeCorrection) -> store.Employee:
    """Correct an employee, and publish the new state.

    :raises Forbidden: ``right.employee_data_required``
    :raises RuleViolated: if a wage has no first day, or one before the employment
    """
    if not groups()["employee"].may_write(actor):
        raise Forbidden("right.employee_data_required", "Om gegevens te wijzigen is het recht op werknemersgegevens nodig. Meld "
                                                        "uw werknemer ziek en geef aan dat de gegevens niet kloppen.")
    employee = store.get_employee(session, employee_id, actor, lock=True)
    values = {name: value for name in PLAIN if (value := getattr(command, name)) is not None}
    apply_values(session, employee, values, actor=actor, effective_on=session.clock.today())
    if command.annual_wage is not None or command.contract_hours is not None:
        if command.valid_from is None:
            raise RuleViolated("input.required", "Vul in vanaf welke dag dit geldt.", field="valid_from")
        put_wage(session, employee, valid_from=command.valid_from, annual_wage=command.annual_wage,
                 contract_hours=command.contract_hours, actor=actor)
    finish(session, employee)
    return employee
