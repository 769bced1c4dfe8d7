"""Codes by SMS through real providers on loopback: down, slow, answering nonsense, the second one taking over, and receipts."""
import hashlib
import hmac
import json
import logging
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import select

from services.identity.store import SmsDelivery
from services.identity.tests.conftest import CASEMANAGER, Browser, Identity
from services.identity.tests.usecases.messages.providers import TOKEN, Provider, provider

SECRET = "s3cret-of-the-receipts-" + "r4nd0m" * 4
NOBODY = "http://127.0.0.1:9/messages"
BEHAVIOURS = {"refuses": "refused", "nonsense": "nonsense", "large": "nonsense", "redirects": "refused", "silent": "slow",
              "drips": "slow"}


class Phones:
    """Identity with providers."""

    def __init__(self, stack: ExitStack, postgres_server: Any, token_issuer: Any, prepared: str) -> None:
        self._stack, self._server, self._issuer, self._prepared = stack, postgres_server, token_issuer, prepared

    def identity(self, first: str, second: str = "") -> Identity:
        url = self._stack.enter_context(self._server.passing_database("identity", template=self._prepared))
        identity = Identity(url, self._issuer, IDENTITY_SMS_URL=first, IDENTITY_SMS_TOKEN=TOKEN, IDENTITY_SMS_URL_2=second,
                            IDENTITY_SMS_TOKEN_2=TOKEN, IDENTITY_SMS_RECEIPT_SECRET=SECRET)
        self._stack.callback(identity.database.dispose)
        return identity

    def provider(self, behaviour: str = "good") -> Provider:
        return self._stack.enter_context(provider(behaviour))


@pytest.fixture
def phones(postgres_server, token_issuer, prepared: str) -> Iterator[Phones]:
    """Factories of providers and of an identity that uses them."""
    with ExitStack() as stack:
        yield Phones(stack, postgres_server, token_issuer, prepared)


def count(name: str, outcome: str) -> float:
    return REGISTRY.get_sample_value("ontzorg_sms_total", {"provider": name, "outcome": outcome}) or 0.0


def deliveries(identity: Identity) -> list[SmsDelivery]:
    return list(identity.query(lambda session: session.scalars(select(SmsDelivery)).all()))


class TestProviders:
    @pytest.mark.requirement("R-201")
    def test_one_gets_the_code_for_the_number_on_file(self, phones: Phones):
        first = phones.provider()
        identity = phones.identity(first.url)

        page = Browser(identity).at_second_step(CASEMANAGER)

        [sent] = first.got
        assert (sent["to"], sent["from"]) == (CASEMANAGER.phone, "Ontzorg")
        assert sent["reference"] == deliveries(identity)[0].id
        assert "niet gelukt" not in page.text

    @pytest.mark.parametrize("behaviour", BEHAVIOURS)
    def test_the_second_takes_over_in_time(self, phones: Phones, behaviour: str):
        first, second = phones.provider(behaviour), phones.provider()
        identity = phones.identity(first.url, second.url)
        before, start = count("first", BEHAVIOURS[behaviour]), time.monotonic()

        page = Browser(identity).at_second_step(CASEMANAGER)

        assert time.monotonic() - start < 14
        assert len(second.got) == 1
        assert "niet gelukt" not in page.text
        assert count("first", BEHAVIOURS[behaviour]) == before + 1
        assert [row.provider for row in deliveries(identity)] == ["second"]

    def test_none_that_works_is_said_on_the_page_with_another_way(self, phones: Phones):
        identity = phones.identity(NOBODY, phones.provider("nonsense").url)

        page = Browser(identity).at_second_step(CASEMANAGER)

        assert "Het versturen van de code is niet gelukt" in page.text
        assert 'href="/id/inloggen/andere-manier"' in page.text
        assert deliveries(identity) == []

    def test_no_number_code_or_token_is_logged(self, phones: Phones, caplog: pytest.LogCaptureFixture):
        first = phones.provider("refuses")
        identity = phones.identity(first.url, phones.provider("nonsense").url)
        caplog.set_level(logging.DEBUG)

        Browser(identity).at_second_step(CASEMANAGER)

        text = first.got[0]["text"]
        code = re.search(r"\d{6}", text).group()
        lines = [f"{record.getMessage()} {record.__dict__}" for record in caplog.records]
        secrets = (CASEMANAGER.phone, CASEMANAGER.phone[3:], text, code, TOKEN)
        assert any("provider did not take a message" in line for line in lines)
        assert not [secret for secret in secrets if any(secret in line for line in lines)]


class TestReceipts:
    @pytest.fixture
    def identity(self, phones: Phones) -> Identity:
        """One message was accepted by the first provider."""
        identity = phones.identity(phones.provider().url)
        Browser(identity).enter_password(CASEMANAGER)
        return identity

    def report(self, identity: Identity, body: Any = None, *, secret: str = SECRET, age: int = 0, **changed: str) -> Any:
        content = json.dumps(body or {"reference": deliveries(identity)[0].id, "status": "DELIVERED"})
        timestamp = str(int(identity.machine_clock.now().timestamp()) - age)
        signature = hmac.new(secret.encode(), f"{timestamp}.{content}".encode(), hashlib.sha256).hexdigest()
        return identity.app.test_client().post("/sms/ontvangst", data=content, headers={
            "X-Timestamp": timestamp, "X-Signature": signature} | changed)

    def test_are_kept_by_message(self, identity: Identity):
        assert self.report(identity).status_code == 204

        [row] = deliveries(identity)
        assert (row.provider, row.status) == ("first", "DELIVERED")
        assert row.reported_at is not None

    @pytest.mark.parametrize(("how", "status"), [
        ({"secret": "x" * 40}, 401), ({"age": 301}, 401), ({"age": -301}, 401), ({"X-Timestamp": "1"}, 401),
        ({"X-Timestamp": "later"}, 401), ({"X-Signature": ""}, 401), ({"X-Signature": "é"}, 401), ({"age": 299}, 204),
        ({"body": {"reference": "unheard-of", "status": "DELIVERED"}}, 404), ({"body": {"reference": "x", "status": "?"}}, 422),
        ({"body": ["x"]}, 422), ({"body": {"reference": {"a": 1}, "status": "DELIVERED"}}, 422)])
    def test_are_refused_unless_signed_fresh_and_known(self, identity: Identity, how: dict[str, Any], status: int):
        assert self.report(identity, **how).status_code == status
        assert (deliveries(identity)[0].status is None) is (status != 204)

    def test_are_taken_once(self, identity: Identity):
        assert [self.report(identity).status_code for _ in range(2)] == [204, 409]

    def test_are_refused_without_a_secret(self, browser: Browser):
        answer = browser.post("/sms/ontvangst")

        assert answer.status_code == 401
