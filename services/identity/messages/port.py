"""What the service wants of whoever sends its messages; the types keep a code for a phone out of a mailbox."""
from collections.abc import Iterable
from typing import Protocol

from services.identity.domain.messages.message import Mail, Message, Sms


class DeliveryFailed(Exception):
    """The provider did not take the message; nothing of its content is told."""


class SmsGateway(Protocol):
    """Sends text messages."""

    def send_sms(self, sms: Sms) -> None:
        """Hand it to the provider.

        :raises DeliveryFailed: if it is not accepted
        """


class Mailer(Protocol):
    """Sends mails."""

    def send_mail(self, mail: Mail) -> None:
        """Hand it to the mail server.

        :raises DeliveryFailed: if it is not accepted
        """


class Post:
    """Sends each message by its own road, after the transaction that made it."""

    def __init__(self, sms: SmsGateway, mailer: Mailer) -> None:
        self._sms = sms
        self._mailer = mailer

    def deliver(self, messages: Iterable[Message]) -> None:
        """Send them in order.

        :raises DeliveryFailed: at the first that is not accepted
        """
        for message in messages:
            if isinstance(message, Sms):
                self._sms.send_sms(message)
            else:
                self._mailer.send_mail(message)
