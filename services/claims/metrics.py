"""Gauges over the tables of claims."""
from datetime import date

from services.claims.queries import payments, recourse, reimbursements
from shared.db.session import Session
from shared.observability.own_gauges import OwnGauges

gauges = OwnGauges()


@gauges.gauge("ontzorg_payment_late_seconds", "Time since the pay date of the oldest run that is prepared and not paid; else 0.")
def late_seconds(session: Session) -> float:
    """Seconds since the pay date of the oldest unpaid run (R-087); 0 on the pay date itself."""
    pay_on: date | None = payments.find_unpaid_since(session)
    return max(0.0, (session.clock.today() - pay_on).total_seconds()) if pay_on else 0.0


@gauges.gauge("ontzorg_recourse_lapsing", "Open recourse files of which a term of limitation ends within three months.")
def lapsing_files(session: Session) -> float:
    """Files whose claim, or direct action on a motor insurer, lapses soon without an interruption."""
    return float(recourse.count_files(session).lapsing)


@gauges.gauge("ontzorg_recourse_contacts_overdue", "Recourse files whose employer should have been called by now (R-141).")
def overdue_contacts(session: Session) -> float:
    """Files of which the five working days passed before the employer was called."""
    return float(recourse.count_files(session).contacts_overdue)


@gauges.gauge("ontzorg_reimbursements_late", "Accepted declarations that are not paid and whose last day has passed (R-071).")
def late_reimbursements(session: Session) -> float:
    """Declarations that were not paid within a month."""
    return float(reimbursements.count_late(session))
