"""Gauges over the tables of identity."""
from services.identity.queries import count_overdue_reviews
from services.identity.settings import Settings
from shared.observability.own_gauges import OwnGauges

QUARTER_OF_AN_HOUR = 900.0


def gauges_of(review_days: int) -> OwnGauges:
    """The gauges of a platform.

    :param review_days: the period between two reviews of rights
    """
    gauges = OwnGauges()
    gauges.gauge("ontzorg_overdue_rights_reviews", "Accounts whose rights a main contact should have confirmed by now.",
                 every_seconds=QUARTER_OF_AN_HOUR)(lambda session: count_overdue_reviews(session, days=review_days))
    return gauges


gauges = gauges_of(Settings.review_days)
"""With the default period, as documentation lists them."""
