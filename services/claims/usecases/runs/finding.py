"""Find and lock the run that somebody works on."""
from services.claims import store
from shared.db.session import Session
from shared.kernel.refusals import NotFound, ensure_version


def lock_run(session: Session, run_id: str, version: int | None = None) -> store.PaymentRun:
    """Lock a run for the rest of the transaction.

    :param version: the revision that the actor read; None skips the check
    :raises NotFound: ``payment_run.not_found``
    :raises Stale: if its set of payments changed since
    """
    run = session.get(store.PaymentRun, run_id, with_for_update=True, populate_existing=True)
    if run is None:
        raise NotFound("payment_run.not_found", "Deze betaalrun bestaat niet.")
    ensure_version(version, run.revision)
    return run
