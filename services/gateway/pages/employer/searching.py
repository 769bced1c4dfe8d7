"""The search field of a list, with which the list is also replaced while the visitor types."""
from typing import Any

from flask import render_template, request

from services.gateway.view.forms import Form

FIELD = "zoek"


def search_form() -> Form:
    """The search field as the address holds it."""
    return Form({FIELD: request.args.get(FIELD, "")})


def rendered(page: str, part: str, form: Form, **values: Any) -> tuple[str, int]:
    """A page, or its list alone for htmx, which shows only successful responses."""
    is_part = bool(request.headers.get("HX-Request"))
    return render_template(part if is_part else page, form=form, **values), 200 if form.is_good or is_part else 422
