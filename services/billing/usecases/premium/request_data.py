"""Ask the employer for the January data that the definitive premium of the past year needs, and remind (R-017, §4.5)."""
from datetime import date

from services.billing import store
from services.billing.domain.policies.premium_of_year import rated_year
from services.billing.domain.premium.january import JanuaryRound
from services.billing.domain.premium.premium_year import PremiumYearState, advance
from services.billing.usecases.premium.begin_year import find_or_begin_past_year
from shared.db.session import Session
from shared.events.absence import DataCampaignOpened
from shared.events.billing import DataRequestOccasion, JanuaryDataRequested
from shared.kernel.refusals import NotFound
from shared.messaging.outbox import publish


def request_data(session: Session, *, event: DataCampaignOpened) -> None:
    """Mark the premium of the past year as awaiting data; without effect if it had no cover or the data came before.

    :raises NotFound: ``policy.not_found``, which parks the event
    """
    policy = store.lock_policy(session, event.policy_number)
    if policy is None:
        raise NotFound("policy.not_found", "De januarironde hoort bij een polis die billing niet kent.")
    versions, year = store.get_versions(session, event.policy_number), event.year - 1
    if rated_year(versions, year):
        row = find_or_begin_past_year(session, event.policy_number, versions, year)
        if row.state == PremiumYearState.PROVISIONAL.value:
            row.state = advance(PremiumYearState.PROVISIONAL, PremiumYearState.AWAITING_DATA).value
            row.data_due_on = event.deadline
            publish_request(session, policy, row, DataRequestOccasion.OPENED)


def remind(session: Session, *, policy_number: str, year: int, today: date) -> None:
    """Remind the employer, once if several reminders are due; without effect if none is."""
    policy = store.lock_policy(session, policy_number)
    row = session.get(store.PremiumYear, (policy_number, year))
    due = JanuaryRound(row.data_due_on).reminders_due(today) if row is not None and row.data_due_on is not None else 0
    if policy is None or row is None or row.state != PremiumYearState.AWAITING_DATA.value or row.reminders >= due:
        return
    row.reminders = due
    publish_request(session, policy, row, DataRequestOccasion.REMINDER)


def list_to_remind(session: Session, day: date) -> list[str]:
    """Premium years for which a reminder is due, by their keys."""
    return [one.key for one in store.list_awaiting(session) if one.reminders < JanuaryRound(one.data_due_on).reminders_due(day)]


def publish_request(session: Session, policy: store.Policy, row: store.PremiumYear, occasion: DataRequestOccasion) -> None:
    """Publish that the data about a premium year are asked for, or were estimated."""
    if row.data_due_on is not None:
        publish(session, JanuaryDataRequested(
            policy_number=policy.policy_number, employer_id=policy.employer_id, year=row.year + 1, deadline=row.data_due_on,
            occasion=occasion))
