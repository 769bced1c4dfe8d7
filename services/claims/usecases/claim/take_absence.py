"""Take an absence as it now stands: open its claim, calculate its case, open recourse where a third party may be liable."""
from sqlalchemy import select

from services.claims import store
from services.claims.usecases.benefits.calculate_case import calculate_case
from services.claims.usecases.claim.judge_claim import NEW, judge_claim
from services.claims.usecases.recourse.open_recourse import open_recourse
from shared.db.session import Session
from shared.events.absence import AbsenceEvent, AbsenceState
from shared.events.base import schema_of
from shared.kernel.vocabulary import ThirdParty


def take_absence(session: Session, *, event: AbsenceEvent) -> None:
    """Insert or replace by a higher sequence; both the former and the present case are calculated again."""
    store.lock_employee(session, event.employee_id, event.policy_number)
    state = event.absence
    known = session.get(store.Absence, state.absence_number, with_for_update=True)
    if known is not None and known.sequence >= state.sequence:
        return
    former = known.composite_id if known else state.composite_id
    row = known or store.Absence(absence_number=state.absence_number, claim_status=NEW,
                                 claim_opened_on=session.clock.today())
    row.employee_id, row.employer_id = event.employee_id, event.employer_id
    row.policy_number, row.composite_id = event.policy_number, state.composite_id
    row.sequence, row.state = state.sequence, schema_of(AbsenceState)().dump(state)
    session.add(row)
    session.flush()
    for composite_id in sorted({former, state.composite_id} | _cases_of(session, event.employee_id)):
        judge_claim(session, composite_id=composite_id)
        calculate_case(session, composite_id=composite_id)
    if state.third_party is ThirdParty.YES:
        open_recourse(session, absence=row)


def _cases_of(session: Session, employee_id: str) -> set[str]:
    query = select(store.Absence.composite_id).where(store.Absence.employee_id == employee_id)
    return set(session.scalars(query.distinct()))
