"""Gauges over the tables of casework."""
from services.casework.queries.activities import count_overdue
from shared.db.session import Session
from shared.observability.own_gauges import OwnGauges

gauges = OwnGauges()

QUARTER_OF_AN_HOUR = 900.0


@gauges.gauge("ontzorg_overdue_steps", "Steps of open dossiers that somebody should have done by now.",
              every_seconds=QUARTER_OF_AN_HOUR)
def overdue_steps(session: Session) -> float:
    """Number of overdue steps, from the read model."""
    return count_overdue(session)
