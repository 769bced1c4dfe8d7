"""The ports to send messages; separate types prevent that a code for a phone is mailed."""
from collections.abc import Iterable
from typing import Protocol

from services.identity.domain.messages.message import Mail, Message, Sms


class DeliveryFailed(Exception):
    """The provider did not accept the message; the error does not contain its content."""


class SmsGateway(Protocol):
    """Sends text messages."""

    def send_sms(self, sms: Sms) -> None:
        """Send it through the provider.

        :raises DeliveryFailed: if it is not accepted
        """


class Mailer(Protocol):
    """Sends mails."""

    def send_mail(self, mail: Mail) -> None:
        """Send it through the mail server.

        :raises DeliveryFailed: if it is not accepted
        """


class Post:
    """Sends messages of both types, after the transaction that created them."""

    def __init__(self, sms: SmsGateway, mailer: Mailer) -> None:
        self._sms = sms
        self._mailer = mailer

    def deliver(self, messages: Iterable[Message]) -> None:
        """Send them in order.

        :raises DeliveryFailed: at the first message that is not accepted
        """
        for message in messages:
            if isinstance(message, Sms):
                self._sms.send_sms(message)
            else:
                self._mailer.send_mail(message)
