"""What could identify a person or open a door never reaches the log."""
import json
import logging
import sys

import pytest

from shared.service.logging import REDACTED, JsonFormatter, redact

TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl"


def line(message: str, *arguments: object, **extra: object) -> dict[str, object]:
    """A log record as it is written."""
    record = logging.makeLogRecord({"name": "test", "levelname": "INFO", "msg": message, "args": arguments} | extra)
    written: dict[str, object] = json.loads(JsonFormatter("absence-web").format(record))
    return written


class TestRedact:
    @pytest.mark.parametrize("secret", [
        TOKEN, "anna.de-vries+werk@korenaar.example.nl", "NL91ABNA0417164300", "+31612345678", "0612345678",
    ], ids=["token", "e-mail address", "account number", "international phone", "mobile phone"])
    def test_takes_it_out_of_a_sentence(self, secret):
        assert redact(f"before {secret} after") == f"before {REDACTED} after"

    @pytest.mark.parametrize("harmless", [
        "V-2026-000123", "01957a1e-4c00-7061-8234-061234567890", "P-100042", "2026-03-02", "employee.not_in_service"])
    def test_leaves_what_identifies_nobody(self, harmless):
        assert redact(f"before {harmless} after") == f"before {harmless} after"


class TestJsonFormatter:
    @pytest.mark.parametrize("name", [
        "password", "client_secret", "access_token", "Authorization", "set_cookie", "sms_code", "phone", "email", "iban",
        "birth_date", "first_name", "last_name", "payload", "body", "annual_wage"])
    def test_hides_a_field_by_its_name(self, name):
        assert line("saved", **{name: "whatever it holds"})[name] == REDACTED

    def test_hides_what_stands_in_a_field_with_a_harmless_name(self):
        assert line("saved", target="anna@korenaar.example")["target"] == REDACTED

    def test_hides_what_stands_in_the_message_and_its_arguments(self):
        assert line("mailed %s", "anna@korenaar.example")["message"] == f"mailed {REDACTED}"

    def test_hides_what_stands_in_an_error(self):
        try:
            raise ValueError(f"bad token {TOKEN}")
        except ValueError:
            written = line("failed", exc_info=sys.exc_info())

        assert TOKEN not in json.dumps(written)
        assert "ValueError" in str(written["error"])

    def test_keeps_numbers_and_the_ids_of_the_work(self):
        written = line("batch handled", events=12, seconds=0.25)

        assert (written["events"], written["seconds"], written["process"]) == (12, 0.25, "absence-web")
        assert written["request_id"]
        assert written["correlation_id"]
