"""Pay a prepared run: one SEPA file, one transfer per policy, on the twelfth working day (R-087)."""
from collections import defaultdict

from sqlalchemy import select

from services.claims import publishing, store
from services.claims.domain.payments.states import RunStatus
from services.claims.usecases.payments.sepa import Transfer, credit_transfer_file
from shared.db.session import Session
from shared.kernel.money import ZERO
from shared.messaging.outbox import publish


def pay_run(session: Session, *, run_id: str) -> bool:
    """Make the file and tell of the payments; once per run.

    :returns: whether it was paid now
    """
    run = session.get(store.PaymentRun, run_id, with_for_update=True)
    if run is None or run.status == RunStatus.PAID:
        return False
    payments = session.scalars(select(store.Payment).where(store.Payment.run_id == run_id)
                               .order_by(store.Payment.payment_reference)).all()
    by_policy: dict[str, list[store.Payment]] = defaultdict(list)
    for payment in payments:
        payment.status = RunStatus.PAID
        by_policy[payment.policy_number].append(payment)
    run.status, run.paid_at = RunStatus.PAID, session.clock.now()
    transfers = [_transfer(session, run, policy, rows) for policy, rows in sorted(by_policy.items())]
    run.file = credit_transfer_file(run.run_id, run.pay_on, transfers) if transfers else None
    session.flush()
    for _, rows in sorted(by_policy.items()):
        publish(session, publishing.benefit_paid(run, rows))
    return True


def _transfer(session: Session, run: store.PaymentRun, policy_number: str, payments: list[store.Payment]) -> Transfer:
    policy = store.policy_versions(session, policy_number)[-1]
    return Transfer(name=policy.company_name, iban=policy.iban, amount=sum((p.amount for p in payments), ZERO),
                    reference=f"{run.run_id}-{policy_number}"[:35], text=f"Verzuimuitkering {run.month} polis {policy_number}")
