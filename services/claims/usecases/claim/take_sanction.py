"""Take a wage suspension or stop, and its lifting (R-112); a later notice corrects the months it touches."""
from services.claims import store
from services.claims.usecases.benefits.recalculate import recalculate
from shared.db.session import Session
from shared.events.casework import SanctionLifted, SanctionNotified
from shared.messaging.subscribers import NotYet


def take_sanction(session: Session, *, event: SanctionNotified) -> None:
    """Insert, or other dates for a sanction that is known."""
    store.lock_employee(session, event.employee_id)
    known = session.get(store.Sanction, event.sanction_id)
    session.merge(store.Sanction(
        sanction_id=event.sanction_id, absence_number=event.absence_number, kind=event.kind.value, start=event.start,
        end=event.end, lifted_on=known.lifted_on if known else None, back_pay=known.back_pay if known else False))
    session.flush()
    _calculate(session, event.absence_number)


def lift_sanction(session: Session, *, event: SanctionLifted) -> None:
    """Close it, with or without back pay."""
    store.lock_employee(session, event.employee_id)
    sanction = session.get(store.Sanction, event.sanction_id)
    if sanction is None:
        raise NotYet(f"sanction {event.sanction_id} was lifted before it was notified")
    sanction.lifted_on, sanction.end, sanction.back_pay = event.lifted_on, event.end, event.back_pay
    session.flush()
    _calculate(session, event.absence_number)


def _calculate(session: Session, absence_number: str) -> None:
    absence = session.get(store.Absence, absence_number)
    if absence is not None:
        recalculate(session, composite_ids=[absence.composite_id])
