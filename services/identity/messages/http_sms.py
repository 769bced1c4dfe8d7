"""Adapter: an SMS provider with a JSON interface."""
import requests

from services.identity.domain.messages.message import Sms
from services.identity.messages.port import DeliveryFailed

TIMEOUT_SECONDS = (3.0, 10.0)


class HttpSms:
    """POSTs ``{"from", "to", "text"}`` with a bearer token; every 2xx response means acceptance.

    :param url: URL that accepts one message
    """

    def __init__(self, url: str, token: str, sender: str) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._sender = sender

    def send_sms(self, sms: Sms) -> None:
        body = {"from": self._sender, "to": sms.to.value, "text": sms.text}
        try:
            answer = requests.post(self._url, json=body, headers=self._headers, timeout=TIMEOUT_SECONDS)
        except requests.RequestException as problem:
            raise DeliveryFailed(f"the SMS provider cannot be reached: {type(problem).__name__}") from None
        if not answer.ok:
            raise DeliveryFailed(f"the SMS provider answered {answer.status_code}")
