"""What claims tells Prometheus of its own tables."""
from datetime import date

from services.claims.queries import payments
from shared.db.session import Session
from shared.observability.own_gauges import OwnGauges

gauges = OwnGauges()


@gauges.gauge("ontzorg_payment_late_seconds", "Time since the pay date of the oldest run that is prepared and not paid; else 0.")
def late_seconds(session: Session) -> float:
    """Employers advance the wages and count on the twelfth working day (R-087); on that day itself it is not late."""
    pay_on: date | None = payments.find_unpaid_since(session)
    return max(0.0, (session.clock.today() - pay_on).total_seconds()) if pay_on else 0.0
