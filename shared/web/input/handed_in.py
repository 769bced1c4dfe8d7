"""When the portal took a request that it kept while a service was away.

The portal alone sets the header: it passes no header of that name on from outside.
"""
from datetime import datetime

from flask import request

from shared.kernel.refusals import Malformed

HEADER = "Handed-In-At"


def handed_in_at() -> datetime | None:
    """The instant in the header; None for a request that was passed on at once.

    :raises Malformed: unless it is an instant with its offset
    """
    written = request.headers.get(HEADER)
    if written is None:
        return None
    try:
        instant = datetime.fromisoformat(written)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise Malformed("handed_in.malformed", "Het tijdstip van ontvangst is niet te lezen.")
    return instant
