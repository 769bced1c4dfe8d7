"""Open, close and reopen dossiers after changes of their absences."""
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from services.casework import publishing, store
from services.casework.usecases.departure.advise_following import advise_following
from services.casework.usecases.dossiers.open_dossier import open_dossier
from services.casework.usecases.plan.refresh_steps import refresh_steps
from services.casework.usecases.vra.raise_vra_notice import raise_vra_notice
from shared.db.session import Session
from shared.events.absence import AbsenceEvent, AbsenceState
from shared.kernel.vocabulary import AbsenceStatus, NoticeKind, RecoveryBasis
from shared.messaging.copies.application import Changed
from shared.messaging.outbox import publish

ENDED = (AbsenceStatus.RECOVERED, AbsenceStatus.LEFT_SERVICE, AbsenceStatus.CANCELLED)


def follow_absences(session: Session, changes: Sequence[Changed[AbsenceEvent]]) -> None:
    """Update the dossiers and steps of changed absences.

    A report that was withdrawn before it was first handled gets a closed dossier, the same result as if report and
    withdrawal had been handled one after the other.
    """
    numbers = [each.event.absence.absence_number for each in changes]
    dossiers = {dossier.absence_number: dossier for dossier in session.scalars(
        select(store.Dossier).where(store.Dossier.absence_number.in_(numbers)))}
    for each in changes:
        with each.as_cause():
            _follow(session, dossiers.get(each.event.absence.absence_number), each.event)
    refresh_steps(session, [each.event.employee_id for each in changes])


def _follow(session: Session, known: store.Dossier | None, event: AbsenceEvent) -> None:
    dossier = known or open_dossier(session, event)
    had_left = dossier.closed_reason == AbsenceStatus.LEFT_SERVICE
    _close_or_reopen(session, dossier, event.absence)
    if had_left or event.absence.status is AbsenceStatus.LEFT_SERVICE:
        advise_following(session, dossier)
    for mutation in event.absence.mutations:
        if mutation.basis is RecoveryBasis.WAGE_VALUE:
            raise_vra_notice(session, dossier, NoticeKind.WAGE_VALUE, mutation.mutation_id)


def _close_or_reopen(session: Session, dossier: store.Dossier, state: AbsenceState) -> None:
    """Close the dossier with the absence, on its day; a correction moves that day, or reopens the dossier (§15.5)."""
    if state.status not in ENDED:
        dossier.closed_on = dossier.closed_reason = None
        return
    is_known = dossier.closed_on is not None and dossier.closed_reason == state.status
    closed_on = _closed_on(state) or (dossier.closed_on if is_known else None) or session.clock.today()
    if is_known and dossier.closed_on == closed_on:
        return
    dossier.closed_on, dossier.closed_reason = closed_on, state.status
    session.flush()
    publish(session, publishing.case_closed(dossier, closed_on=dossier.closed_on, reason=dossier.closed_reason))


def _closed_on(state: AbsenceState) -> date | None:
    if state.status is AbsenceStatus.LEFT_SERVICE:
        return state.end_of_service
    return state.recovered_on if state.status is AbsenceStatus.RECOVERED else None
