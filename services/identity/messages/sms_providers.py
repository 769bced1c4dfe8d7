"""Sends a text message through the first provider that accepts it."""
import logging
from collections.abc import Sequence

from services.identity.domain.messages.message import Sms
from services.identity.messages.http_sms import HttpSms, ProviderFailed
from services.identity.messages.port import DeliveryFailed
from services.identity.usecases.messages.sms_deliveries import keep_delivery
from shared.db.session import Database
from shared.observability.metrics import SMS

log = logging.getLogger(__name__)


class SmsProviders:
    """Implements the port with one provider or more, in order; keeps which one accepted a message, for its receipt."""

    def __init__(self, providers: Sequence[HttpSms], database: Database) -> None:
        self._providers = providers
        self._database = database

    def send_sms(self, sms: Sms) -> None:
        for provider in self._providers:
            try:
                provider.send_sms(sms)
            except ProviderFailed as problem:
                SMS.labels(provider.name, problem.outcome).inc()
                log.warning("provider did not take a message", extra={"provider": provider.name, "reason": str(problem)})
                continue
            SMS.labels(provider.name, "accepted").inc()
            with self._database.transaction() as session:
                keep_delivery(session, message_id=sms.id, provider=provider.name)
            return
        raise DeliveryFailed("no SMS provider takes the message")
