"""Keep casework's copy of an absence, and let its dossier follow: opened, closed or opened again."""
from datetime import date

from services.casework import publishing, store
from services.casework.usecases.dossiers.open_dossier import open_dossier
from services.casework.usecases.vra.raise_vra_notice import raise_vra_notice
from shared.db.session import Session
from shared.events.absence import AbsenceEvent, AbsenceState
from shared.events.casework import NoticeKind
from shared.kernel.vocabulary import AbsenceStatus, RecoveryBasis
from shared.messaging.outbox import publish

ENDED = (AbsenceStatus.RECOVERED, AbsenceStatus.LEFT_SERVICE, AbsenceStatus.CANCELLED)


def keep_absence(session: Session, *, event: AbsenceEvent) -> None:
    """Take the state over if it is newer; what came before, or twice, changes nothing."""
    state = event.absence
    known = session.get(store.Absence, state.absence_number, with_for_update=True)
    if known is not None and known.sequence >= state.sequence:
        return
    session.merge(_row(session, event, known))
    session.flush()
    dossier = session.get(store.Dossier, state.absence_number)
    if dossier is None:
        if state.status is AbsenceStatus.CANCELLED:
            return
        dossier = open_dossier(session, event)
    _follow(session, dossier, state)
    for mutation in state.mutations:
        if mutation.basis is RecoveryBasis.WAGE_VALUE:
            raise_vra_notice(session, dossier, NoticeKind.WAGE_VALUE, mutation.mutation_id)


def _row(session: Session, event: AbsenceEvent, known: store.Absence | None) -> store.Absence:
    state = event.absence
    noted = None
    if state.recovered_on is not None:
        noted = known.recovery_noted_on if known is not None and known.recovery_noted_on else session.clock.today()
    return store.Absence(
        absence_number=state.absence_number, employee_id=event.employee_id, employer_id=event.employer_id,
        sequence=state.sequence, status=state.status, first_sick_day=state.first_sick_day,
        reported_on=state.reported_on, recovered_on=state.recovered_on, recovery_noted_on=noted,
        end_of_service=state.end_of_service, composite_id=state.composite_id,
        composite_first_sick_day=state.composite_first_sick_day, same_cause=state.same_cause,
        safety_net=state.safety_net, labour_conflict=state.labour_conflict,
        mutations=[store.AbsenceMutation(mutation_id=m.mutation_id, effective_on=m.effective_on, basis=m.basis,
                                         recovered_pct=m.recovered_pct) for m in state.mutations])


def _follow(session: Session, dossier: store.Dossier, state: AbsenceState) -> None:
    """Close with the absence; a correction that takes the end back opens the dossier again."""
    if state.status not in ENDED:
        dossier.closed_on = dossier.closed_reason = None
        return
    if dossier.closed_on is not None and dossier.closed_reason == state.status:
        return
    dossier.closed_on, dossier.closed_reason = _closed_on(state) or session.clock.today(), state.status
    session.flush()
    publish(session, publishing.case_closed(dossier, closed_on=dossier.closed_on, reason=dossier.closed_reason))


def _closed_on(state: AbsenceState) -> date | None:
    if state.status is AbsenceStatus.LEFT_SERVICE:
        return state.end_of_service
    return state.recovered_on if state.status is AbsenceStatus.RECOVERED else None
