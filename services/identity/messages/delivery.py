"""Chooses the adapters, and sends messages after the commit of their transaction."""
import logging
from collections.abc import Iterable

from flask import Response, after_this_request, current_app

from services.identity.domain.messages.message import Message
from services.identity.messages.http_sms import HttpSms
from services.identity.messages.kept import KeptMessages
from services.identity.messages.port import DeliveryFailed, Mailer, Post, SmsGateway
from services.identity.messages.sms_providers import SmsProviders
from services.identity.messages.smtp import SmtpMailer
from services.identity.settings import Settings
from shared.db.session import Database

log = logging.getLogger(__name__)


def open_post(settings: Settings, database: Database) -> Post:
    """The adapters according to the settings; production always uses the real ones."""
    kept = KeptMessages(database)
    providers = [HttpSms(name, url, token, settings.sms_sender) for name, url, token in (
        ("first", settings.sms_url, settings.sms_token), ("second", settings.sms_url_2, settings.sms_token_2)) if url]
    sms: SmsGateway = SmsProviders(providers, database) if providers else kept
    mailer: Mailer = SmtpMailer(settings.smtp_url, settings.mail_from) if settings.smtp_url else kept
    return Post(sms, mailer)


def deliver(messages: Iterable[Message]) -> bool:
    """Send messages; returns whether the providers accepted them. Not to be called within a transaction."""
    post: Post = current_app.extensions["post"]
    try:
        post.deliver(messages)
    except DeliveryFailed as problem:
        log.error("message not delivered: %s", problem)
        return False
    return True


def deliver_after(messages: Iterable[Message]) -> None:
    """Send after the view and its transaction, unless it was refused."""
    @after_this_request
    def send(response: Response) -> Response:
        if response.status_code < 400:
            deliver(messages)
        return response
