"""Gauges over the tables of absence."""
from services.absence.store import oldest_not_taken_up
from shared.db.session import Session
from shared.observability.own_gauges import OwnGauges

gauges = OwnGauges()


@gauges.gauge("ontzorg_report_not_taken_up_seconds",
              "Age of the oldest sick report without a dossier (R-028); 0 if all have one.")
def report_not_taken_up(session: Session) -> float:
    """Seconds since the report, by the platform's clock."""
    reported_at = oldest_not_taken_up(session)
    return 0.0 if reported_at is None else max(0.0, (session.clock.now() - reported_at).total_seconds())
