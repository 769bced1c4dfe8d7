"""Adapter: an SMS provider with a JSON interface."""
import json
import time

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

from services.identity.domain.messages.message import Sms
from services.identity.messages.port import DeliveryFailed

TIMEOUT_SECONDS = (2.0, 3.0)
LONGEST_SECONDS = 4.0
LARGEST_ANSWER = 65_536
PART_BYTES = 8_192


class ProviderFailed(DeliveryFailed):
    """The provider did not accept the message.

    :ivar outcome: one word for the reason, a label of the metrics
    """

    def __init__(self, message: str, outcome: str) -> None:
        super().__init__(message)
        self.outcome = outcome


class HttpSms:
    """POSTs ``{"from", "to", "text", "reference"}`` with a bearer token; a 2xx response with a JSON object means acceptance.

    Two providers fit in the time that the gateway waits for the page.

    :param name: of the provider in metrics and log
    :param url: URL that accepts one message
    """

    def __init__(self, name: str, url: str, token: str, sender: str) -> None:
        self.name = name
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._sender = sender

    def send_sms(self, sms: Sms) -> None:
        body = {"from": self._sender, "to": sms.to.value, "text": sms.text, "reference": sms.id}
        try:
            with requests.post(self._url, json=body, headers=self._headers, timeout=TIMEOUT_SECONDS, stream=True,
                               allow_redirects=False) as answer:
                self._check(answer)
        except (requests.Timeout, ReadTimeoutError):
            raise ProviderFailed("the SMS provider does not answer in time", "slow") from None
        except (requests.RequestException, HTTPError) as problem:
            raise ProviderFailed(f"the SMS provider cannot be reached: {type(problem).__name__}", "unreachable") from None

    def _check(self, answer: requests.Response) -> None:
        if not 200 <= answer.status_code < 300:
            raise ProviderFailed(f"the SMS provider answered {answer.status_code}", "refused")
        try:
            accepted = json.loads(_read(answer))
        except ValueError:
            accepted = None
        if not isinstance(accepted, dict):
            raise ProviderFailed("the SMS provider answered something else than a JSON object", "nonsense")


def _read(answer: requests.Response) -> bytes:
    """The body, as far as it comes soon and is small."""
    end, body = time.monotonic() + LONGEST_SECONDS, b""
    while part := answer.raw.read1(PART_BYTES, decode_content=True):
        body += part
        if time.monotonic() > end:
            raise ProviderFailed("the SMS provider does not finish its answer", "slow")
        if len(body) > LARGEST_ANSWER:
            raise ProviderFailed("the SMS provider's answer is too large", "nonsense")
    return body
