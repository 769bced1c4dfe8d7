"""Open the payment run of a benefit month, once (R-087)."""
from datetime import date

from services.claims import store
from services.claims.domain.payments.payday import pay_date
from services.claims.domain.payments.states import RunStatus
from shared.db.session import Session
from shared.kernel.month import Month


def open_run(session: Session, *, month: Month, on: date) -> None:
    """Create the run unless it exists; data received after the cut-off waits for the next run.

    :param on: business date on which its policies are settled
    """
    if session.get(store.PaymentRun, run_id_of(month)) is None:
        session.add(store.PaymentRun(run_id=run_id_of(month), month=str(month), pay_on=pay_date(month),
                                     status=RunStatus.PREPARED, prepared_for=on, prepared_at=session.clock.now()))


def run_id_of(month: Month) -> str:
    """The id of the run that pays a benefit month."""
    return f"RUN-{month}"
