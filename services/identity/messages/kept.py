"""Adapter outside production: messages stay in the database, where /dev/messages shows them."""
from services.identity.domain.login.code import Channel
from services.identity.domain.messages.message import Mail, Sms
from services.identity.store import SentMessage
from shared.db.session import Database
from shared.kernel.ids import new_id


class KeptMessages:
    """Both ports at once: a phone and a mailbox that anyone may read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def send_sms(self, sms: Sms) -> None:
        self._keep(Channel.SMS, sms.to.value, None, sms.text)

    def send_mail(self, mail: Mail) -> None:
        self._keep(Channel.EMAIL, mail.to.value, mail.subject, mail.text)

    def _keep(self, channel: Channel, recipient: str, subject: str | None, text: str) -> None:
        with self._database.transaction() as session:
            session.add(SentMessage(id=new_id(), channel=channel, recipient=recipient, subject=subject, text=text,
                                    sent_at=session.clock.now()))
