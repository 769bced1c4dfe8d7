"""Record where an employer is established, which an invoice must say (OB 35a lid 1)."""
from services.billing import store
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import ensure_version


def set_invoice_address(session: Session, *, actor: Actor, policy_number: str, street: str, postcode: str, city: str,
                        kvk_number: str, version: int | None) -> store.InvoiceAddress:
    """Record or replace the address. Files of invoices that were made before keep the former one.

    :raises NotFound: ``policy.not_found``
    :raises Stale: if it was changed since
    """
    policy = store.get_policy(session, policy_number, actor)
    session.refresh(policy, with_for_update=True)
    row = session.get(store.InvoiceAddress, policy_number)
    ensure_version(version, row.version if row else 0)
    if row is None:
        row = store.InvoiceAddress(policy_number=policy_number, version=0)
        session.add(row)
    row.street, row.postcode, row.city, row.kvk_number = street, postcode, city, kvk_number
    row.version += 1
    session.flush()
    return row
