"""The employer confirms the wages of the past and the new year (R-017)."""
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from services.absence import store
from services.absence.publishing import submitted
from services.absence.usecases.employees.add_employee import employer_of
from services.absence.usecases.employees.set_wage import set_wage
from shared.db.constraints import flush_unique
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, Refusal, RuleViolated, Several
from shared.messaging.outbox import publish

SUBMITTED = ("campaign.submitted", "U heeft de gegevens van dit jaar al ingestuurd.")


def submit_january_data(session: Session, *, actor: Actor, year: int, wages: dict[str, Decimal]) -> int:
    """Record the wages from 1 January of the year and confirm all data.

    :param wages: annual wage by employee id, for those whose wage changed
    :returns: number of employees confirmed
    :raises Conflict: ``campaign.submitted``
    :raises Several: for refused wages, each with its employee as field
    """
    policy = store.find_policy(session, employer_of(actor))
    if policy is None:
        raise RuleViolated("policy.not_in_force", "Er is nog geen polis bekend voor uw bedrijf.")
    if not date(year, 1, 1) <= session.clock.today() <= date(year, 12, 31):
        raise RuleViolated("campaign.not_open", "De januarironde van dat jaar is niet open.", field="year")
    if session.get(store.CampaignSubmission, (policy.policy_number, year)) is not None:
        raise Conflict(*SUBMITTED)
    _take_wages(session, actor, date(year, 1, 1), wages)
    employees = session.scalars(select(store.Employee).where(store.Employee.employer_id == policy.employer_id)).all()
    submission = store.CampaignSubmission(
        policy_number=policy.policy_number, year=year, employer_id=policy.employer_id, submitted_at=session.clock.now(),
        actor_id=actor.account_id, is_detailed=True, employees=[_confirmed(each) for each in employees])
    session.add(submission)
    flush_unique(session, {"pk_campaign_submission": Conflict(*SUBMITTED)})
    publish(session, submitted(submission))
    return len(employees)


def _confirmed(employee: store.Employee) -> store.ConfirmedEmployee:
    return store.ConfirmedEmployee(
        employee_id=employee.employee_id, employed_from=employee.employed_from, employed_until=employee.employed_until,
        wages=[store.ConfirmedWage(valid_from=wage.valid_from, annual_wage=wage.annual_wage,
                                   contract_hours=wage.contract_hours) for wage in employee.wages])


def _take_wages(session: Session, actor: Actor, first_day: date, wages: dict[str, Decimal]) -> None:
    refusals: list[Refusal] = []
    for employee_id, amount in wages.items():
        try:
            set_wage(session, actor=actor, employee_id=employee_id, valid_from=first_day, annual_wage=amount)
        except Refusal as refusal:
            refusals.append(RuleViolated(refusal.code, refusal.message, field=f"wages.{employee_id}"))
    if refusals:
        raise Several(refusals)
