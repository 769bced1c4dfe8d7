"""What a January round asks of the employer."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, or_, select

from services.absence import store
from services.absence.domain.campaign import (
    CampaignState,
    Change,
    Terms,
    changes_in,
    opening_day,
    state_of,
    terms_on,
)
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_row


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A January round of the employer."""

    year: int
    policy_number: str
    opened_on: date
    deadline: date
    state: CampaignState
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class CampaignEmployee:
    """What a round asks to check for an employee.

    :ivar now: wage and hours on 1 January of the round, or on the first day in service
    :ivar before: those of a year earlier, or of the first day in service
    """

    employee: store.Employee
    now: Terms
    before: Terms
    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """The name as people write it."""
        return " ".join(part for part in (self.employee.first_name, self.employee.infix, self.employee.last_name) if part)


def list_campaigns(session: Session, *, actor: Actor) -> list[CampaignView]:
    """The January rounds of the employer's policy that were opened, latest first."""
    policy = store.find_policy(session, str(actor.employer_id))
    if policy is None:
        return []
    submitted = {row.year: row.submitted_at for row in store.list_submissions(session, policy.policy_number)}
    today = session.clock.today()
    return [CampaignView(row.year, row.policy_number, row.opened_on, row.deadline,
                         state_of(row.deadline, is_submitted=row.year in submitted, today=today), submitted.get(row.year))
            for row in reversed(store.list_campaigns(session, policy.policy_number))]


def list_campaign_employees(session: Session, *, actor: Actor, year: int, deadline: date, changed: bool,
                            employee_id: Sequence[str], cursor: str | None, limit: int) -> Page[CampaignEmployee]:
    """The employees in service in the year before a January round or on its first day, by name.

    :param deadline: of a round that was not opened; an opened one has its own
    :param changed: only those who joined or left, or whose wage or hours changed since the round before
    :param employee_id: only these; empty for all
    """
    employee, before, now = store.Employee, opening_day(year - 1), opening_day(year)
    own = select(employee).where(employee.employer_id == actor.employer_id)
    opened = select(func.max(store.DataCampaign.deadline)).where(
        store.DataCampaign.employer_id == actor.employer_id, store.DataCampaign.year == year).scalar_subquery()
    query = own.where(employee.employed_from <= func.coalesce(opened, deadline),
                      or_(employee.employed_until.is_(None), employee.employed_until >= before))
    if changed:
        moved = exists().where(store.Wage.employee_id == employee.employee_id, store.Wage.valid_from > before,
                               store.Wage.valid_from <= now)
        query = query.where(or_(moved, employee.employed_until <= now, employee.employed_from > before))
    if employee_id:
        query = query.where(employee.employee_id.in_(employee_id))
    return page_by_row(session, query, rows=own, keys=(employee.sort_name, employee.employee_id), cursor=cursor, limit=limit,
                       view_all=lambda found: [_campaign_employee(each, year) for each in found])


def _campaign_employee(employee: store.Employee, year: int) -> CampaignEmployee:
    terms = [Terms(wage.valid_from, wage.annual_wage, wage.contract_hours) for wage in employee.wages]
    return CampaignEmployee(
        employee, terms_on(terms, opening_day(year)), terms_on(terms, opening_day(year - 1)),
        changes_in(year, employed_from=employee.employed_from, employed_until=employee.employed_until, terms=terms))
