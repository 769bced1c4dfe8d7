"""Gauges over the tables of casework."""
from services.casework.queries.contact.list_contacts import count_late_contacts
from services.casework.queries.plan.caseload import count_overdue
from services.casework.queries.staff.assignments import count_emergencies
from services.casework.queries.staff.employers import count_without_consultant
from shared.db.session import Session
from shared.observability.own_gauges import OwnGauges

gauges = OwnGauges()

QUARTER_OF_AN_HOUR = 900.0


@gauges.gauge("ontzorg_overdue_steps", "Steps of open dossiers that somebody should have done by now.",
              every_seconds=QUARTER_OF_AN_HOUR)
def overdue_steps(session: Session) -> float:
    """Number of overdue steps, from the read model."""
    return count_overdue(session)


@gauges.gauge("ontzorg_emergency_access_open", "Dossiers that staff opened without assignment and that are still open for them.")
def emergency_access_open(session: Session) -> float:
    """Number of accesses in an emergency that have not ended."""
    return count_emergencies(session)


@gauges.gauge("ontzorg_employers_without_consultant", "Employers with a policy that no active consultant guides.")
def employers_without_consultant(session: Session) -> float:
    """Number of employers in the list of those without a consultant (R-030)."""
    return count_without_consultant(session)


@gauges.gauge("ontzorg_late_contacts", "First contacts after a report that were not made before their clock ended.",
              every_seconds=QUARTER_OF_AN_HOUR)
def late_contacts(session: Session) -> float:
    """Number of contacts past the end of their clock, pauses included (R-029, R-096)."""
    return count_late_contacts(session)
