"""Advise an employer who bears the risk of ZW or WGA to follow an employee who left sick (R-159)."""
from sqlalchemy import select

from services.casework import store
from services.casework.domain.departure.own_risk import FIRST_CONTACT
from services.casework.domain.guidance.advice import AdviceKind, Outcome
from services.casework.store.leavers import find_own_risk
from shared.db.session import Session
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import AbsenceStatus

SYSTEM = "system"


def advise_following(session: Session, dossier: store.Dossier) -> None:
    """Give the advice once if the employee left sick; take an unanswered one back if that no longer holds."""
    own = (store.Advice.absence_number == dossier.absence_number, store.Advice.kind == AdviceKind.FOLLOW_EX_EMPLOYEE,
           store.Advice.given_by == SYSTEM)
    has_left = dossier.closed_reason == AbsenceStatus.LEFT_SERVICE and dossier.closed_on is not None
    if not has_left or not find_own_risk(session, dossier.employer_id).is_borne:
        for advice in session.scalars(select(store.Advice).where(*own, store.Advice.outcome == Outcome.OPEN)):
            session.delete(advice)
        return
    if session.scalar(select(store.Advice.advice_id).where(*own).limit(1)) is None:
        assert dossier.closed_on is not None
        today = session.clock.today()
        session.add(store.Advice(
            advice_id=new_id(), absence_number=dossier.absence_number, kind=AdviceKind.FOLLOW_EX_EMPLOYEE, given_on=today,
            given_by=SYSTEM, due_on=max(today, dossier.closed_on + FIRST_CONTACT), outcome=Outcome.OPEN, reason_code=None,
            reason_accepted=None, closed_on=None))
        session.flush()
