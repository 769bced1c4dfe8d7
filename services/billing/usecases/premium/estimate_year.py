"""Estimate the premium of a past year whose data did not come (R-018, §4.5); the data, once in, correct it."""
from datetime import date

from services.billing import store
from services.billing.domain.policies.premium_of_year import estimated_premium
from services.billing.domain.premium.january import JanuaryRound
from services.billing.domain.premium.premium_year import PremiumYearState, advance
from services.billing.usecases.premium.request_data import publish_request
from services.billing.usecases.premium.settle_year import settle_premium
from shared.db.session import Session
from shared.events.billing import DataRequestOccasion


def estimate_year(session: Session, *, policy_number: str, year: int, today: date) -> None:
    """Estimate the premium and invoice the difference; without effect if the data came or may still come."""
    policy = store.lock_policy(session, policy_number)
    row = session.get(store.PremiumYear, (policy_number, year))
    if policy is None or row is None or row.state != PremiumYearState.AWAITING_DATA.value or row.data_due_on is None:
        return
    if not JanuaryRound(row.data_due_on).may_estimate(today):
        return
    row.state = advance(PremiumYearState(row.state), PremiumYearState.ESTIMATED).value
    payroll, premium = estimated_premium(store.get_versions(session, policy_number), year, row.provisional_payroll)
    settle_premium(session, policy, row, payroll, premium, subject=f"{year}-estimate")
    publish_request(session, policy, row, DataRequestOccasion.ESTIMATED)


def list_to_estimate(session: Session, day: date) -> list[str]:
    """Premium years to estimate, by their keys."""
    return [one.key for one in store.list_awaiting(session) if JanuaryRound(one.data_due_on).may_estimate(day)]
