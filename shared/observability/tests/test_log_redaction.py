"""Personal data and secrets never reach the log."""
import contextvars
import json
import logging
import sys

import pytest

from shared.observability.logging import REDACTED, JsonFormatter, redact
from shared.observability.tracing import current_trace, new_trace, trace_of_event, working_on

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
IDS = ("request_id", "correlation_id", "trace_id", "span_id")
TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl"


def line(message: str, *arguments: object, **extra: object) -> dict[str, object]:
    """Return a log record as the formatter writes it."""
    record = logging.makeLogRecord({"name": "test", "levelname": "INFO", "msg": message, "args": arguments} | extra)
    written: dict[str, object] = json.loads(JsonFormatter("absence-web").format(record))
    return written


class TestRedact:
    @pytest.mark.parametrize("secret", [
        TOKEN, "anna.de-vries+werk@korenaar.example.nl", "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "nl91abna0417164300",
        "BE68 5390 0754 7034", "DE89370400440532013000", "+31612345678", "0031 6 12345678", "0612345678", "06-12345678",
        "0118683306"])
    def test_removes_a_secret_from_a_sentence(self, secret):
        assert redact(f"before {secret} after") == f"before {REDACTED} after"

    @pytest.mark.parametrize("harmless", [
        "V-2026-000123", "01957a1e-4c00-7061-8234-061234567890", "P-100042", "2026-03-02", "employee.not_in_service",
        "02-03-2026 06:15", "DE88370400440532013000", "AB12CDEF34567890AB12CDEF"])
    def test_keeps_text_that_identifies_nobody(self, harmless):
        assert redact(f"before {harmless} after") == f"before {harmless} after"


class TestJsonFormatter:
    @pytest.mark.parametrize("name", [
        "password", "client_secret", "access_token", "Authorization", "set_cookie", "sms_code", "phone", "email", "iban",
        "birth_date", "first_name", "last_name", "payload", "body", "annual_wage"])
    def test_hides_a_field_by_its_name(self, name):
        assert line("saved", **{name: "whatever it holds"})[name] == REDACTED

    def test_hides_a_secret_in_a_field_with_a_harmless_name(self):
        assert line("saved", target="anna@korenaar.example")["target"] == REDACTED

    def test_hides_a_secret_in_the_arguments_of_a_message(self):
        assert line("mailed %s", "anna@korenaar.example")["message"] == f"mailed {REDACTED}"

    def test_hides_a_secret_in_a_stack_trace(self):
        try:
            raise ValueError(f"bad token {TOKEN}")
        except ValueError:
            written = line("failed", exc_info=sys.exc_info())

        assert TOKEN not in json.dumps(written)
        assert "ValueError" in str(written["error"])

    def test_keeps_an_entry_on_one_line(self):
        formatter = JsonFormatter("absence-web")
        record = logging.makeLogRecord({"msg": "saved %s", "args": ("a\nb\r\x1b[31m\u2028c",), "note": "d\ne"})

        assert len(formatter.format(record).splitlines()) == 1

    def test_keeps_numbers(self):
        written = line("batch handled", events=12, seconds=0.25)

        assert (written["events"], written["seconds"], written["process"]) == (12, 0.25, "absence-web")


class TestIdsInTheLog:
    def test_are_those_of_the_current_request(self):
        with working_on(new_trace("click-1", PARENT)):
            trace = current_trace()
            written = line("sick report filed")

        assert {name: written[name] for name in IDS} == {
            "request_id": trace.request_id, "correlation_id": "click-1", "trace_id": PARENT.split("-")[1],
            "span_id": trace.span_id}
        assert "event_id" not in written

    def test_include_the_event_being_handled(self):
        with working_on(trace_of_event("event-1", correlation_id="click-1", traceparent=PARENT, actor_id="account-1")):
            written = line("dossier opened")

        assert (written["event_id"], written["correlation_id"]) == ("event-1", "click-1")

    def test_are_absent_outside_a_request_or_event(self):
        assert contextvars.Context().run(line, "worker ready").keys().isdisjoint(IDS)
