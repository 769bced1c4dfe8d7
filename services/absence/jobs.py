"""What the clock starts in absence."""
from datetime import date

from services.absence.usecases.absences.reach_term import reach_term
from shared.db.session import Session
from shared.service.jobs import Jobs

jobs = Jobs()


@jobs.daily("reach-term")
def close_at_term(session: Session, business_date: date) -> None:
    """Absences that passed their 104 weeks."""
    reach_term(session, today=business_date)
