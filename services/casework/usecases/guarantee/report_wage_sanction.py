"""The employer reports that UWV prolongs his wage obligation (R-047…R-053); claims decides and pays."""
from dataclasses import dataclass
from datetime import date

from services.casework import publishing, store
from services.casework.domain.guarantee.guarantee import Condition, assess_guarantee
from services.casework.domain.guarantee.wage_sanction import WageSanction, check_wage_sanction
from services.casework.store.casefiles import CaseFile, load_case
from services.casework.store.copies import list_guidance
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.guidance import list_advices
from services.casework.store.measures import list_wage_sanctions
from services.casework.usecases.plan.refresh_steps import refresh_steps
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import Conflict
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class WageSanctionReport:
    """The decision of UWV as the employer received it."""

    decision_on: date
    received_on: date
    weeks: int


def report_wage_sanction(session: Session, *, actor: Actor, absence_number: str,
                         command: WageSanctionReport, version: int | None = None) -> store.WageSanction:
    """Record it with the assessment of each condition; a late report is recorded too, with TIMELY not met.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises RuleViolated: for impossible dates or weeks
    :raises Conflict: ``wage_sanction.already_reported``
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    file, today = load_case(session, absence_number), session.clock.today()
    sanction = WageSanction(decision_on=command.decision_on, received_on=command.received_on, weeks=command.weeks,
                            reported_on=today)
    check_wage_sanction(sanction, first_sick_day=file.case.first_sick_day, today=today)
    if list_wage_sanctions(session, file.numbers):
        raise Conflict("wage_sanction.already_reported", "Deze loonsanctie is al gemeld.")
    conditions = _assess(session, dossier, file, sanction, today)
    row = store.WageSanction(
        sanction_id=new_id(), absence_number=absence_number, decision_on=sanction.decision_on,
        received_on=sanction.received_on, reported_on=today, weeks=sanction.weeks, start=sanction.start_on(file.case),
        approved=None, amount=None,
        conditions=[store.WageSanctionCondition(position=position, code=c.code, holds=c.holds, evidence=c.evidence)
                    for position, c in enumerate(conditions)])
    session.add(row)
    refresh_steps(session, [dossier.employee_id])
    publish(session, publishing.wage_sanction_reported(dossier, row))
    return row


def _assess(session: Session, dossier: store.Dossier, file: CaseFile, sanction: WageSanction,
            today: date) -> tuple[Condition, ...]:
    """Assess the guarantee; contract terms count as met until Perspectief decides otherwise (R-053)."""
    advices = [row.value for row in list_advices(session, file.numbers)]
    return assess_guarantee(file.case, sanction, guidance=list_guidance(session, dossier.employer_id), advices=advices,
                            contract_terms_met=True, today=today).conditions
