"""The history of an employee: what was recorded, by whom, from which day, and the value before."""
from collections.abc import Mapping
from datetime import date
from typing import Any

from services.absence import store
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def record(session: Session, employee: store.Employee, kind: store.ChangeKind, actor: Actor, *, effective_on: date,
           old: Mapping[str, Any] | None = None, new: Mapping[str, Any] | None = None) -> None:
    """Add an entry; values are stored as `stored` converts them."""
    session.add(store.EmployeeChange(
        change_id=new_id(), employee=employee, recorded_at=session.clock.now(), actor_id=actor.account_id,
        kind=kind, effective_on=effective_on, old=stored(old), new=stored(new), withdrawn_at=None))


def stored(values: Mapping[str, Any] | None) -> dict[str, str | None] | None:
    """Values as JSON holds them: None or text."""
    return None if values is None else {name: None if value is None else str(value) for name, value in values.items()}


def wage_values(wage: store.Wage) -> dict[str, Any]:
    """A wage as an entry holds it."""
    return {"valid_from": wage.valid_from, "annual_wage": f"{wage.annual_wage:.2f}",
            "contract_hours": f"{wage.contract_hours:.2f}"}
