"""Put a claim that waited for data before people again on the day that was chosen (CL9)."""
from datetime import date

from sqlalchemy import select

from services.claims.domain.claim.month_status import Act, MonthStatus, advance
from services.claims.store.claim.month_claims import By, MonthClaim, get_month_claim, note_act
from shared.db.session import Session


def list_months_to_resume(session: Session, day: date) -> list[str]:
    """The claims whose last day of waiting was reached."""
    return list(session.scalars(select(MonthClaim.claim_number).where(
        MonthClaim.status == MonthStatus.WAITING, MonthClaim.waiting_until <= day).order_by(MonthClaim.claim_number)))


def resume_month(session: Session, *, claim_number: str) -> None:
    """Put the claim before people, unless somebody decided meanwhile."""
    claim = get_month_claim(session, claim_number, lock=True)
    if claim.status != MonthStatus.WAITING:
        return
    claim.status = advance(claim.status, Act.RESUMED, MonthStatus.TO_JUDGE)
    claim.row_version += 1
    session.add(note_act(claim, Act.RESUMED, session.clock.now(), By()))
