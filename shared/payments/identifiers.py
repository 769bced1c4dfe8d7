"""Identifiers in payment files: at most 35 characters, unique, and deterministic."""
import hashlib

from shared.payments.latin import ID_LENGTH, to_latin

DIGEST_LENGTH = 12


def payment_id(prefix: str, subject: str) -> str:
    """``prefix-subject`` if that fits, otherwise with the end replaced by a digest of the whole.

    :param prefix: at most 20 characters of the basic Latin set, such as the number of a run
    :param subject: of any length, such as a policy number
    """
    whole = f"{prefix}-{subject}"
    if len(whole) <= ID_LENGTH and to_latin(whole, length=ID_LENGTH) == whole:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()[:DIGEST_LENGTH]
    readable = to_latin(whole, length=ID_LENGTH - DIGEST_LENGTH - 1)
    return f"{readable}-{digest}"
