"""Sends what a form asks to a service, once however often it is posted."""
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from services.gateway.clients.service import ServiceRefused
from services.gateway.view.forms import Form
from shared.kernel.ids import new_id

Answer = TypeVar("Answer")

PASSED_ON = (401, 403, 404)
"""Refusals that are no fault of the form: the session is lost, the right is missing, or there is no such thing."""

NOTHING: Mapping[int, tuple[str, str] | None] = MappingProxyType({})


def sent(form: Form, fields: Mapping[str, str], send: Callable[[str], Answer], *,
         shown: Mapping[int, tuple[str, str] | None] = NOTHING) -> Answer | None:
    """The service's answer, None if the form has errors or gets them: a refusal is recorded at the fields that it names.

    :param fields: the form's name of each field of the service
    :param send: takes the idempotency key
    :param shown: refusals that are not passed on, with the field and a sentence; None for those of the service
    :raises ServiceRefused: for a lost session, a missing right and what does not exist
    """
    if not form.is_good:
        return None
    try:
        return send(form["sleutel"] or new_id())
    except ServiceRefused as refusal:
        if refusal.status in PASSED_ON and refusal.status not in shown:
            raise
        if own := shown.get(refusal.status):
            form.refuse(*own)
        form.take_over(refusal, fields)
        form.typed["sleutel"] = new_id()
        return None


def is_sent(form: Form, fields: Mapping[str, str], send: Callable[[str], Any], *,
            shown: Mapping[int, tuple[str, str] | None] = NOTHING) -> bool:
    """Whether the service did what the form asks; see `sent`."""
    return sent(form, fields, lambda key: (send(key),), shown=shown) is not None
