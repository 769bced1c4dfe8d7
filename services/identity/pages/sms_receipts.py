"""Delivery receipts of SMS providers: signed, with a timestamp, each taken once.

A provider POSTs ``{"reference": <our id>, "status": "DELIVERED" | "FAILED" | "EXPIRED"}`` with ``X-Timestamp``, seconds since
1970, and ``X-Signature``, the hexadecimal HMAC-SHA-256 of timestamp, full stop and body with the shared secret.
"""
import hashlib
import hmac
import json

from flask import Blueprint, Response, make_response, request

from services.identity.hashing import digest
from services.identity.oauth.context import machine_now, settings
from services.identity.usecases.messages.sms_deliveries import DeliveryStatus, take_receipt
from shared.kernel.refusals import Refusal, RuleViolated
from shared.observability.metrics import SMS_RECEIPTS
from shared.web.access import public
from shared.web.problems import problem
from shared.web.transactions import transaction

blueprint = Blueprint("sms_receipts", __name__)

FRESH_SECONDS = 300
LONGEST_REFERENCE = 36


@blueprint.post("/sms/ontvangst")
@public
def post_receipt() -> Response:
    """Take a receipt; answers 401 to a wrong signature or an old timestamp, 409 to a receipt that was taken before."""
    signature = request.headers.get("X-Signature", "")
    if not _is_signed(request.headers.get("X-Timestamp", ""), signature):
        SMS_RECEIPTS.labels("unsigned").inc()
        return problem(401, code="receipt.unsigned", detail="De handtekening of het tijdstip klopt niet.")
    try:
        message_id, status = _read()
        transaction(take_receipt, message_id=message_id, status=status, digest=digest(signature))
    except Refusal:
        SMS_RECEIPTS.labels("refused").inc()
        raise
    SMS_RECEIPTS.labels(status.lower()).inc()
    return make_response("", 204)


def _is_signed(timestamp: str, signature: str) -> bool:
    secret = settings().sms_receipt_secret
    if not secret or not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        return False
    expected = hmac.new(secret.encode(), f"{timestamp}.".encode() + request.get_data(), hashlib.sha256).hexdigest()
    is_fresh = abs(machine_now().timestamp() - int(timestamp)) <= FRESH_SECONDS
    return hmac.compare_digest(expected.encode(), signature.encode()) and is_fresh


def _read() -> tuple[str, DeliveryStatus]:
    try:
        body = json.loads(request.get_data())
        reference, status = body["reference"], DeliveryStatus(body["status"])
        if not isinstance(reference, str) or not 0 < len(reference) <= LONGEST_REFERENCE or "\0" in reference:
            raise ValueError
    except (ValueError, TypeError, KeyError):
        raise RuleViolated("receipt.malformed", "Geef reference en status, zoals DELIVERED.") from None
    return reference, status
