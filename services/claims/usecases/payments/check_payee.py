"""Check that an employer can be paid before its transfer is put in a file, so that one failure does not block others."""
from collections.abc import Sequence
from datetime import date

from sqlalchemy import String, case, cast, exists, select

from services.claims import store
from services.claims.domain.payments.states import TransferStatus, advance
from services.claims.store import runs
from shared.db.mechanism import set_aside_resolution
from shared.db.session import Session
from shared.kernel.refusals import RuleViolated
from shared.payments.credit_transfer import CreditTransfer

CHECK_PAYEES = "check-payees"
"""The job of which an employer who cannot be paid is an item that is set aside."""
RESOLVED = "RESOLVED"
SEPARATOR = "/"


def list_transfers_due(session: Session, day: date) -> list[str]:
    """The unchecked transfers of runs whose pay date has been reached, as ``run/policy``, or ``run/policy/part`` after part 1.

    Transfers that a person resolved in another way are excluded.
    """
    key = store.Transfer.run_id + SEPARATOR + store.Transfer.policy_number + case(
        (store.Transfer.part > 1, SEPARATOR + cast(store.Transfer.part, String)), else_="")
    resolved = exists().where(set_aside_resolution.c.job == CHECK_PAYEES, set_aside_resolution.c.item == key,
                              set_aside_resolution.c.action == RESOLVED)
    return list(session.scalars(
        select(key).join(store.PaymentRun, store.PaymentRun.run_id == store.Transfer.run_id)
        .where(store.Transfer.status == TransferStatus.PREPARED, store.PaymentRun.pay_on <= day, ~resolved)))


def check_payee(session: Session, *, transfer: str) -> None:
    """Store the validated name and account of the policy version in force today with the transfer.

    :param transfer: see `list_transfers_due`
    :raises RuleViolated: if name, IBAN or amount is invalid for a payment
    """
    run_id, _, rest = transfer.partition(SEPARATOR)
    policy_number, _, part = rest.partition(SEPARATOR)
    row = session.get_one(store.Transfer, (run_id, policy_number, int(part or 1)), with_for_update=True)
    if row.status == TransferStatus.PREPARED:
        check_transfers(session, [row])


def check_transfers(session: Session, transfers: Sequence[store.Transfer], *, may_fail: bool = False) -> None:
    """Store the validated name and account of the payee with each prepared transfer.

    :param may_fail: whether a transfer that cannot be paid stays prepared
    :raises RuleViolated: if name, IBAN or amount is invalid for a payment, unless it may fail
    """
    for row, payee in _payees(session, transfers):
        try:
            party = as_credit_transfer(row, name=payee[0], iban=payee[1]).payee
        except RuleViolated:
            if may_fail:
                continue
            raise
        row.name, row.iban = party.name, party.iban
        row.status = advance(TransferStatus(row.status), TransferStatus.READY)


def keep_present_payees(session: Session, transfers: Sequence[store.Transfer]) -> list[store.Transfer]:
    """Of checked transfers those whose payee is still the one that was checked; the others become prepared again."""
    kept = []
    for row, (name, iban) in _payees(session, transfers):
        try:
            party = as_credit_transfer(row, name=name, iban=iban).payee
        except RuleViolated:
            party = None
        if party is not None and (party.name, party.iban) == (row.name, row.iban):
            kept.append(row)
        else:
            row.status = advance(TransferStatus(row.status), TransferStatus.PREPARED)
    return kept


def _payees(session: Session, transfers: Sequence[store.Transfer]) -> list[tuple[store.Transfer, tuple[str, str]]]:
    """Each transfer with the name of the policy version in force today and the account to which it may be paid."""
    versions = store.list_policy_versions(session, {row.policy_number for row in transfers})
    accounts = runs.read_accounts(session, store.Transfer.reference.in_([row.reference for row in transfers]))
    today = session.clock.today()
    return [(row, (store.version_on(versions[row.policy_number], today).company_name, accounts[row.reference]))
            for row in transfers]


def as_credit_transfer(row: store.Transfer, *, name: str, iban: str) -> CreditTransfer:
    """The line of the payment file.

    :raises RuleViolated: if the employer cannot be paid
    """
    month = row.run_id.removeprefix("RUN-")
    return CreditTransfer.of(name=name, iban=iban, amount=row.amount, reference=row.reference,
                             text=f"Verzuimuitkering {month} polis {row.policy_number}")
