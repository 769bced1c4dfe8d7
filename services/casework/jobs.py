"""What the clock starts in casework."""
from datetime import date

from services.casework.usecases.dossiers.set_long_term_threat import find_long_term_threats
from services.casework.usecases.vra.detect_stagnation import detect_stagnation
from shared.db.session import Session
from shared.service.jobs import Jobs

jobs = Jobs()


@jobs.daily("long-term-threat")
def threaten(session: Session, business_date: date) -> None:
    """Cases that reached their 42nd sick day."""
    find_long_term_threats(session, today=business_date)


@jobs.daily("stagnation")
def stagnate(session: Session, business_date: date) -> None:
    """Cases in which a milestone is long overdue."""
    detect_stagnation(session, today=business_date)
