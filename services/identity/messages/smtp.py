"""Adapter: a mail server."""
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from services.identity.domain.messages.message import Mail
from services.identity.messages.port import DeliveryFailed

TIMEOUT_SECONDS = 10
DEFAULT_PORTS = {"smtp": 25, "smtps": 465}


class SmtpMailer:
    """Sends by SMTP; uses STARTTLS if the server offers it, and requires it before sending a password.

    :param url: ``smtp://[user:password@]host[:port]`` or ``smtps://…``
    """

    def __init__(self, url: str, sender: str) -> None:
        self._parts = urlsplit(url)
        self._sender = sender

    def send_mail(self, mail: Mail) -> None:
        try:
            with self._connection() as server:
                self._introduce(server)
                server.send_message(self._message(mail))
        except (OSError, smtplib.SMTPException) as problem:
            raise DeliveryFailed(f"the mail server did not take it: {type(problem).__name__}") from None

    def _connection(self) -> smtplib.SMTP:
        host = self._parts.hostname or "localhost"
        port = self._parts.port or DEFAULT_PORTS[self._parts.scheme]
        if self._parts.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)

    def _introduce(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        if self._parts.scheme == "smtp" and (server.has_extn("starttls") or self._parts.username):
            server.starttls(context=ssl.create_default_context())
        if self._parts.username:
            server.login(unquote(self._parts.username), unquote(self._parts.password or ""))

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, mail.to.value, mail.subject
        message["Date"], message["Message-ID"] = formatdate(localtime=False), make_msgid(domain="ontzorg.example")
        message.set_content(mail.text)
        return message
