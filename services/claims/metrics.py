"""Gauges over the tables of claims."""
from datetime import date

from services.claims.queries import payments
from shared.db.session import Session
from shared.observability.own_gauges import OwnGauges

gauges = OwnGauges()


@gauges.gauge("ontzorg_payment_late_seconds", "Time since the pay date of the oldest run that is prepared and not paid; else 0.")
def late_seconds(session: Session) -> float:
    """Seconds since the pay date of the oldest unpaid run (R-087); 0 on the pay date itself."""
    pay_on: date | None = payments.find_unpaid_since(session)
    return max(0.0, (session.clock.today() - pay_on).total_seconds()) if pay_on else 0.0
