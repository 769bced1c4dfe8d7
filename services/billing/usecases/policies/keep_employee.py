"""Keep billing's copy of who is insured and for which wage."""
from services.billing import store
from shared.db.session import Session
from shared.events.absence import EmployeeUpserted


def keep_employee(session: Session, *, event: EmployeeUpserted) -> None:
    """Insert or replace by a newer version."""
    known = session.get(store.Employee, event.employee_id, with_for_update=True)
    if known is not None and known.version >= event.version:
        return
    session.merge(store.Employee(
        employee_id=event.employee_id, policy_number=event.policy_number, version=event.version,
        employed_from=event.employed_from, employed_until=event.employed_until, wages=event.to_data()["wages"]))
