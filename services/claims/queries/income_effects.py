"""What sickness does to the income of one employee, if nothing changes (idea 22)."""
from dataclasses import dataclass

from services.claims import store
from services.claims.domain.benefits.income import IncomeEffects, income_effects
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class EmployeeIncome:
    """The effects, and whose they are."""

    employee_id: str
    effects: IncomeEffects


def get_employee_income(session: Session, *, actor: Actor, absence_number: str) -> EmployeeIncome:
    """The effects of one case; writes nothing.

    :raises NotFound: if there is no such claim, it is another employer's, or its report was withdrawn
    :raises NotInsured: if the case is not covered
    """
    claim, facts = store.get_case(session, absence_number, actor)
    return EmployeeIncome(claim.employee_id, income_effects(facts, today=session.clock.today()))
