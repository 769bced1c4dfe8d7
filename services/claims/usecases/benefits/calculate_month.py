"""Calculate a completed month for every case with an absence in it (R-086)."""
from collections.abc import Collection
from datetime import date

from services.claims import store
from services.claims.usecases.benefits.calculate_cases import calculate_cases
from shared.db.session import Session
from shared.kernel.month import Month


def list_cases_of_month(session: Session, day: date) -> list[str]:
    """The composite cases with an absence in the month before the day."""
    return list(session.scalars(store.running_cases(Month.of(day).previous())))


def calculate_month(session: Session, *, composite_ids: Collection[str]) -> None:
    """Calculate the completed months of the cases, under locks on their facts."""
    store.lock_cases(session, composite_ids)
    calculate_cases(session, composite_ids, store.load_cases(session, composite_ids))
