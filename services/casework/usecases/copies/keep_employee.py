"""Keep casework's copy of an employee, which never holds a wage (domain.md §7.5)."""
from services.casework import store
from services.casework.search import searchable
from shared.db.session import Session
from shared.events.absence import EmployeeLeft, EmployeeUpserted


def keep_employee(session: Session, *, event: EmployeeUpserted) -> None:
    """Insert or replace by a newer version."""
    known = session.get(store.Employee, event.employee_id)
    if known is not None and known.version >= event.version:
        return
    person = event.person
    session.merge(store.Employee(
        employee_id=event.employee_id, employer_id=event.employer_id, version=event.version,
        employee_number=event.employee_number, first_name=person.first_name, infix=person.infix,
        last_name=person.last_name, search_name=searchable(f"{person.infix or ''} {person.last_name}"),
        employed_from=event.employed_from, employed_until=event.employed_until,
        hours=[store.WeeklyHours(valid_from=wage.valid_from, hours=wage.contract_hours) for wage in event.wages]))


def end_employment(session: Session, *, event: EmployeeLeft) -> None:
    """Keep the last day in service."""
    known = session.get(store.Employee, event.employee_id)
    if known is not None and known.version <= event.version:
        known.version = event.version
        known.employed_until = event.end_of_service
