"""Record what employer and employee agreed; it is never changed afterwards (R-128)."""
from datetime import date

from services.casework import store
from services.casework.domain.documents.agreements import check_day
from services.casework.store.casefiles import load_case
from services.casework.store.dossiers import get_dossier
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id


def note_agreement(session: Session, *, actor: Actor, absence_number: str, agreed_on: date, text: str) -> store.Agreement:
    """Add an agreement; a mistake is corrected by another one.

    :raises AgreementRefused: for a day before the first sick day or in the future
    """
    get_dossier(session, absence_number, actor)
    check_day(agreed_on, first_sick_day=load_case(session, absence_number).case.first_sick_day, today=session.clock.today())
    row = store.Agreement(agreement_id=new_id(), absence_number=absence_number, agreed_on=agreed_on, text=text,
                          recorded_at=session.clock.now(), recorded_by=actor.account_id, recorded_as=actor.shown_role)
    session.add(row)
    return row
