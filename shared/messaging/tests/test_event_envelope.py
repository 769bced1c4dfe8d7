"""The attributes of an event: CloudEvents 1.0 with the NL GOV profile, without personal data."""
import json
import uuid
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from cli.contracts.asyncapi import HEADERS
from cli.contracts.examples import example_of
from shared.events.absence import EmployeeUpserted
from shared.messaging.envelope import UnreadableEvent, decode, encode
from shared.observability.tracing import Trace

NOON = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=1)))
TRACE = Trace("request", "click", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "cause", "account-1")
EVENT = example_of(EmployeeUpserted)


@pytest.fixture
def encoded() -> tuple[str, dict[str, str], bytes]:
    return encode(EVENT, now=NOON, trace=TRACE)


def as_read(headers: dict[str, str]) -> dict[str, bytes]:
    """Headers as returned by a bus."""
    return {name: value.encode() for name, value in headers.items()}


def texts(value: Any) -> set[str]:
    """Every text in a JSON value."""
    if isinstance(value, dict):
        return {found for inner in value.values() for found in texts(inner)}
    if isinstance(value, list):
        return {found for inner in value for found in texts(inner)}
    return {value} if isinstance(value, str) else set()


class TestHeaders:
    def test_have_the_attributes_of_the_profile(self, encoded):
        event_id, headers, _ = encoded

        assert uuid.UUID(event_id).version == 7
        assert headers == {
            "ce_specversion": "1.0", "ce_id": event_id, "ce_type": EVENT.TYPE, "ce_source": "urn:nld:verzuim:absence",
            "ce_time": "2026-03-02T11:00:00Z", "ce_dataschema": f"urn:nld:verzuim:schema:{EVENT.TYPE}",
            "ce_partitionkey": EVENT.key, "ce_correlationid": "click", "ce_causationid": "cause",
            "ce_traceparent": TRACE.traceparent, "ce_actorid": "account-1", "content-type": "application/json"}

    def test_are_those_that_the_published_contract_names(self, encoded):
        _, headers, _ = encoded

        assert headers.keys() | {"ce_sequence"} == HEADERS["properties"].keys()  # the outbox adds the sequence

    def test_carry_no_personal_data(self, encoded):
        _, headers, body = encoded
        personal = texts(json.loads(body)["person"]) | {"38500.00", "17"}

        assert not {value for value in headers.values() if value in personal or "Vries" in value}

    def test_leave_the_cause_out_where_there_is_none(self):
        _, headers, _ = encode(EVENT, now=NOON, trace=Trace("request", "click", "parent"))

        assert "ce_causationid" not in headers


class TestDecoding:
    def test_gives_back_what_was_encoded(self, encoded):
        event_id, headers, body = encoded

        envelope, event = decode(EVENT.topic(), as_read(headers), EVENT.key, body)

        assert event == EVENT
        assert (envelope.event_id, envelope.type, envelope.key) == (event_id, EVENT.TYPE, EVENT.key)
        assert envelope.logged_at == NOON.astimezone(UTC)
        assert (envelope.correlation_id, envelope.causation_id, envelope.actor_id) == ("click", "cause", "account-1")

    @pytest.mark.parametrize("missing", ["ce_id", "ce_type", "ce_time"])
    def test_refuses_a_message_without_what_readers_need(self, encoded, missing):
        _, headers, body = encoded
        del headers[missing]

        with pytest.raises(UnreadableEvent, match=missing.removeprefix("ce_")):
            decode(EVENT.topic(), as_read(headers), EVENT.key, body)

    @pytest.mark.parametrize("optional", ["ce_correlationid", "ce_causationid", "ce_traceparent", "ce_actorid"])
    def test_takes_a_message_without_what_only_helps(self, encoded, optional):
        _, headers, body = encoded
        del headers[optional]

        assert decode(EVENT.topic(), as_read(headers), EVENT.key, body)[1] == EVENT
