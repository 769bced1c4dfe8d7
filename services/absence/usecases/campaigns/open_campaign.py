"""Open the January round of a policy (R-017)."""
from datetime import date

from sqlalchemy import exists, or_, select

from services.absence import store
from services.absence.domain.campaign import opening_day
from services.absence.publishing import opened
from shared.db.session import Session
from shared.messaging.outbox import publish


def open_campaign(session: Session, *, policy_number: str, year: int, opened_on: date, deadline: date) -> None:
    """Ask for the January data of a policy; without effect if that was done.

    :param deadline: the last day to submit, which the round keeps
    """
    policy = session.get_one(store.Policy, policy_number, with_for_update=True)
    if session.get(store.DataCampaign, (policy_number, year)) is not None:
        return
    campaign = store.DataCampaign(policy_number=policy_number, year=year, employer_id=policy.employer_id, opened_on=opened_on,
                                  deadline=deadline)
    session.add(campaign)
    session.flush()
    publish(session, opened(campaign))


def list_to_open(session: Session, day: date) -> list[str]:
    """Policies with cover in the past year or on 1 January that have no round of this year."""
    policy, campaign = store.Policy, store.DataCampaign
    is_open = exists().where(campaign.policy_number == policy.policy_number, campaign.year == day.year)
    began = or_(policy.version > 1, policy.valid_from <= opening_day(day.year))
    runs = or_(policy.valid_until.is_(None), policy.valid_until >= opening_day(day.year - 1))
    return list(session.scalars(select(policy.policy_number).where(began, runs, ~is_open).order_by(policy.policy_number)))
