"""The scheduled jobs of absence."""
from services.absence.usecases.absences.reach_term import list_near_term, reach_term
from shared.db.session import Session
from shared.service.jobs import JobItem, Jobs

jobs = Jobs()


@jobs.daily("reach-term", items=list_near_term)
def close_at_term(session: Session, absence: JobItem) -> None:
    """Mark absences that passed their 104 weeks."""
    reach_term(session, absence_number=absence.key, today=absence.business_date)
