"""What claims tells Prometheus of its own tables."""
from datetime import date

from services.claims import queries
from shared.db.session import Session
from shared.metrics.own_gauges import OwnGauges

gauges = OwnGauges()


@gauges.gauge("ontzorg_payment_days_late", "Days since the pay date of the oldest run that is prepared and not paid; else 0.")
def days_late(session: Session) -> float:
    """Employers advance the wages and count on the twelfth working day (R-087)."""
    pay_on: date | None = queries.find_unpaid_since(session)
    return max(0, (session.clock.today() - pay_on).days) if pay_on else 0
