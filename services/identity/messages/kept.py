"""Adapter outside production: stores messages in the database, for /dev/messages."""
from services.identity.domain.login.code import Channel
from services.identity.domain.messages.message import Mail, Sms
from services.identity.store import SentMessage
from shared.db.session import Database
from shared.kernel.ids import new_id


class KeptMessages:
    """Implements both ports by storing the messages."""

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
