"""Take an absence as last published: open its claim, recalculate its cases, open recourse if a third party is liable."""
from sqlalchemy import delete, select

from services.claims import store
from services.claims.domain.claim.claim import ClaimStatus
from services.claims.usecases.benefits.recalculate import recalculate
from services.claims.usecases.recourse.follow_third_party import follow_third_party
from shared.db.session import Session
from shared.events.absence import AbsenceEvent, AbsenceState


def take_absence(session: Session, *, event: AbsenceEvent) -> None:
    """Insert or replace by a higher sequence; both the former and the present case are calculated again."""
    store.lock_employee(session, event.employee_id, event.policy_number)
    state = event.absence
    known = session.get(store.Absence, state.absence_number, with_for_update=True)
    if known is not None and known.sequence >= state.sequence:
        return
    former = known.composite_id if known else state.composite_id
    row = known or store.Absence(absence_number=state.absence_number, claim_status=ClaimStatus.NEW,
                                 claim_opened_on=session.clock.today())
    _copy(row, event)
    session.add(row)
    session.flush()
    _copy_parts(session, state)
    recalculate(session, composite_ids={former, state.composite_id} | _cases_of(session, event.employee_id))
    for composite_id in sorted({former, state.composite_id}):
        follow_third_party(session, composite_id=composite_id)


def _copy(row: store.Absence, event: AbsenceEvent) -> None:
    state = event.absence
    row.employee_id, row.employer_id, row.policy_number = event.employee_id, event.employer_id, event.policy_number
    row.composite_id, row.composite_first_sick_day = state.composite_id, state.composite_first_sick_day
    row.sequence, row.status = state.sequence, state.status.value
    row.first_sick_day, row.reported_on = state.first_sick_day, state.reported_on
    row.recovered_on, row.end_of_service = state.recovered_on, state.end_of_service
    row.same_cause, row.third_party, row.safety_net = state.same_cause.value, state.third_party.value, state.safety_net


def _copy_parts(session: Session, state: AbsenceState) -> None:
    number = state.absence_number
    session.execute(delete(store.AbsenceMutation).where(store.AbsenceMutation.absence_number == number))
    session.execute(delete(store.SafetyNetBenefit).where(store.SafetyNetBenefit.absence_number == number))
    session.add_all(store.AbsenceMutation(
        absence_number=number, mutation_id=m.mutation_id, effective_on=m.effective_on, basis=m.basis.value,
        recovered_pct=m.recovered_pct, wage_value_month=m.wage_value_month, contract_wage_month=m.contract_wage_month)
        for m in state.mutations)
    session.add_all(store.SafetyNetBenefit(absence_number=number, valid_from=b.valid_from, daily_amount=b.zw_benefit_daily)
                    for b in state.safety_net_benefits)


def _cases_of(session: Session, employee_id: str) -> set[str]:
    query = select(store.Absence.composite_id).where(store.Absence.employee_id == employee_id)
    return set(session.scalars(query.distinct()))
