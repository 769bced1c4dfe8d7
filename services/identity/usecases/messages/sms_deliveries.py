"""What became of a text message, by the provider's receipts."""
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from services.identity.store import SmsDelivery, SmsReceipt
from shared.db.session import Session
from shared.kernel.refusals import Conflict, NotFound

KEPT_FOR = timedelta(days=30)


class DeliveryStatus(StrEnum):
    """What a provider reports."""

    DELIVERED = "DELIVERED"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"


class ReceiptReplayed(Conflict):
    """The receipt was taken before."""


def keep_delivery(session: Session, *, message_id: str, provider: str) -> None:
    """Keep which provider accepted a message."""
    session.add(SmsDelivery(id=message_id, provider=provider, accepted_at=session.clock.now()))


def take_receipt(session: Session, *, message_id: str, status: DeliveryStatus, digest: str) -> None:
    """Keep what the provider reports of a message.

    :param digest: of the receipt's signature
    :raises NotFound: for a message that no provider accepted
    :raises ReceiptReplayed: for a receipt that was taken before
    """
    delivery = session.get(SmsDelivery, message_id, with_for_update=True)
    if delivery is None:
        raise NotFound("receipt.unknown_message", "Dit bericht is niet bekend.")
    taken = insert(SmsReceipt).values(digest=digest, received_at=session.clock.now()).on_conflict_do_nothing()
    if session.execute(taken.returning(SmsReceipt.digest)).first() is None:
        raise ReceiptReplayed("receipt.replayed", "Deze bevestiging is al verwerkt.")
    delivery.status, delivery.reported_at = status, session.clock.now()


def forget_deliveries(session: Session) -> None:
    """Delete what is older than a month."""
    until = session.clock.now() - KEPT_FOR
    session.execute(delete(SmsDelivery).where(SmsDelivery.accepted_at < until))
    session.execute(delete(SmsReceipt).where(SmsReceipt.received_at < until))
