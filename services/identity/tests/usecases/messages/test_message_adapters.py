"""The adapter that sends mail, against a mail server of our own on loopback."""
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from services.identity.domain.accounts.contact import EmailAddress, PhoneNumber
from services.identity.domain.messages.message import Mail, Sms
from services.identity.messages.port import DeliveryFailed
from services.identity.messages.smtp import SmtpMailer

MAIL = Mail(EmailAddress("jan@bedrijf.example"), "Uw account", "Beste Jan,\n\nUw wachtwoord is geheim-één.\n")


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[int]:
    """Run a server within the block; yields its port."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def mail_server() -> Iterator[Any]:
    """A fake mail server that refuses unknown recipients."""
    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 test\r\n")
            for line in self.rfile:
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    server.got.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                known = b"550 unknown\r\n" if word == b"RCPT" and b"nobody" in line else b"250 ok\r\n"
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else known)
                if word == b"QUIT":
                    return

    server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
    server.got = []
    with serving(server) as port:
        server.url = f"smtp://127.0.0.1:{port}"
        yield server


class TestSmtpMailer:
    def test_sends_a_mail_to_the_server(self, mail_server):
        SmtpMailer(mail_server.url, "Ontzorg <noreply@ontzorg.example>").send_mail(MAIL)

        [sent] = mail_server.got
        assert "To: jan@bedrijf.example" in sent
        assert "Subject: Uw account" in sent
        assert "From: Ontzorg <noreply@ontzorg.example>" in sent

    def test_reports_a_failure_without_the_content(self, mail_server):
        with pytest.raises(DeliveryFailed) as failed:
            SmtpMailer(mail_server.url, "noreply@ontzorg.example").send_mail(
                Mail(EmailAddress("nobody@bedrijf.example"), "s", "geheim"))

        assert "nobody" not in str(failed.value)
        assert "geheim" not in str(failed.value)

    def test_fails_if_the_server_is_down(self):
        with pytest.raises(DeliveryFailed):
            SmtpMailer("smtp://127.0.0.1:9", "noreply@ontzorg.example").send_mail(MAIL)

    def test_sends_no_password_without_encryption(self, mail_server):
        with pytest.raises(DeliveryFailed):
            SmtpMailer(mail_server.url.replace("//", "//user:secret@"), "noreply@ontzorg.example").send_mail(MAIL)

        assert mail_server.got == []


class TestMessages:
    def test_show_neither_recipient_nor_text(self):
        assert repr(Sms(PhoneNumber("+31612345678"), "Uw code is 123456.")) == "Sms()"
        assert repr(MAIL) == "Mail(subject='Uw account')"
