"""The employer confirms the wages and hours of the past and the new year (R-017)."""
from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import select

from services.absence import store
from services.absence.domain.campaign import opening_day
from services.absence.publishing import submitted
from services.absence.usecases.employees.add_employee import employer_of
from services.absence.usecases.employees.set_wage import set_wage
from shared.db.constraints import flush_unique
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, Refusal, RuleViolated, Several
from shared.messaging.outbox import publish

SUBMITTED = ("campaign.submitted", "U heeft de gegevens van dit jaar al ingestuurd.")


def submit_january_data(session: Session, *, actor: Actor, year: int, wages: Mapping[str, Decimal],
                        hours: Mapping[str, Decimal] | None = None) -> int:
    """Record what changes on 1 January of the year and confirm all data; also after the deadline.

    :param wages: annual wage by employee id, for those whose wage changed
    :param hours: weekly hours by employee id, likewise
    :returns: number of employees confirmed
    :raises Conflict: ``campaign.submitted``
    :raises Several: one refusal per refused employee, with ``wages.<id>`` as field
    """
    policy = store.find_policy(session, employer_of(actor))
    if policy is None:
        raise RuleViolated("policy.not_in_force", "Er is nog geen polis bekend voor uw bedrijf.")
    if not (_covers(policy, year) and _may_submit(session, policy.policy_number, year)):
        raise RuleViolated("campaign.not_open", "De januarironde van dat jaar is niet open.", field="year")
    if session.get(store.CampaignSubmission, (policy.policy_number, year)) is not None:
        raise Conflict(*SUBMITTED)
    _take_changes(session, actor, year, wages, hours or {})
    employees = session.scalars(select(store.Employee).where(store.Employee.employer_id == policy.employer_id).order_by(
        store.Employee.employee_id)).all()
    submission = store.CampaignSubmission(
        policy_number=policy.policy_number, year=year, employer_id=policy.employer_id, submitted_at=session.clock.now(),
        actor_id=actor.account_id, is_detailed=True, employees=[_confirmed(each) for each in employees])
    session.add(submission)
    flush_unique(session, {"pk_campaign_submission": Conflict(*SUBMITTED)})
    publish(session, submitted(submission))
    return len(employees)


def _covers(policy: store.Policy, year: int) -> bool:
    """Whether the policy covers a day of the year or of the one before, so that the data settles a premium.

    A policy of several versions began before the first day of its last one.
    """
    began = policy.version > 1 or policy.valid_from.year <= year
    return began and (policy.valid_until is None or policy.valid_until >= opening_day(year - 1))


def _may_submit(session: Session, policy_number: str, year: int) -> bool:
    """In the year itself, and later as long as an opened round waits."""
    this_year = session.clock.today().year
    return year == this_year or (year < this_year and session.get(store.DataCampaign, (policy_number, year)) is not None)


def _confirmed(employee: store.Employee) -> store.ConfirmedEmployee:
    return store.ConfirmedEmployee(
        employee_id=employee.employee_id, employed_from=employee.employed_from, employed_until=employee.employed_until,
        wages=[store.ConfirmedWage(valid_from=wage.valid_from, annual_wage=wage.annual_wage,
                                   contract_hours=wage.contract_hours) for wage in employee.wages])


def _take_changes(session: Session, actor: Actor, year: int, wages: Mapping[str, Decimal],
                  hours: Mapping[str, Decimal]) -> None:
    refusals: list[Refusal] = []
    for employee_id in sorted({*wages, *hours}):
        try:
            _take_change(session, actor, year, employee_id, wages.get(employee_id), hours.get(employee_id))
        except Refusal as refusal:
            refusals.append(RuleViolated(refusal.code, refusal.message, field=f"wages.{employee_id}"))
    if refusals:
        raise Several(refusals)


def _take_change(session: Session, actor: Actor, year: int, employee_id: str, wage: Decimal | None,
                 hours: Decimal | None) -> None:
    """Change wage or hours from 1 January, or from the first day in service if that is later."""
    employee = store.get_employee(session, employee_id, actor, lock=True)
    since = max(opening_day(year), employee.employed_from)
    set_wage(session, actor=actor, employee_id=employee_id, valid_from=since, contract_hours=hours,
             annual_wage=employee.wage_on(since).annual_wage if wage is None else wage)
