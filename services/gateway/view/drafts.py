"""Keeps forms: one that was sent after the session had ended, and those that wait on a check page, by their key."""
from collections.abc import Mapping
from typing import Any

from flask import request

from services.gateway.edge.protection import employer_of_form, form_token, is_own_origin
from services.gateway.edge.session import OUTLIVES, portal_session
from shared.fields.medical import mentions_illness

DRAFT = "draft"
CHECKED = OUTLIVES
MOST_CHECKED = 5
LARGEST = 20_000
NEVER_KEPT = ("csrf_token", "actie", "code", "huidig", "nieuw", "nogmaals")
"""Besides the button and the token: passwords and codes."""


def keep() -> None:
    """Store the input, if it came from a page of the portal in a session of a known account.

    A text about somebody's health is left out, since nothing has refused it yet (domain.md §7.3).
    """
    session = portal_session()
    if session.get(CHECKED):
        session.modified = True  # these are stored for the next login too
    owner = session.account_id or session.lost_account_id
    is_form = request.method == "POST" and request.mimetype == "application/x-www-form-urlencoded"
    if not is_form or not owner or not is_own_origin() or (request.content_length or 0) > LARGEST:
        return
    fields = {name: value for name, value in request.form.items() if name not in NEVER_KEPT and not mentions_illness(value)}
    session[DRAFT] = {"path": request.path, "owner": owner, "employer": employer_of_form(), "fields": fields}


def take() -> dict[str, str]:
    """Return and delete the stored input of this page."""
    session = portal_session()
    draft = session.get(DRAFT)
    if not draft or draft["path"] != request.path:
        return {}
    session.pop(DRAFT)
    is_same = draft["owner"] == session.account_id and draft["employer"] in ("", form_token().partition(".")[2])
    return dict(draft["fields"]) if is_same else {}


def page_of_request() -> str:
    """The URL to return to: the page, which has the same path as its form."""
    is_page = request.method == "GET" and request.query_string
    return f"{request.path}?{request.query_string.decode()}" if is_page else request.path


def put(key: str, path: str, fields: Mapping[str, str], **more: str) -> None:
    """Store a form under its key until it is sent; only the latest few are kept."""
    session = portal_session()
    kept: dict[str, dict[str, Any]] = {name: draft for name, draft in session.get(CHECKED, {}).items() if name != key}
    typed = {name: value for name, value in fields.items() if name not in NEVER_KEPT}
    draft = {"path": path, "fields": typed, "owner": session.account_id, **more}
    session[CHECKED] = dict([*kept.items(), (key, draft)][-MOST_CHECKED:])


def find(key: str, path: str) -> dict[str, Any] | None:
    """The stored form of this key and path, if it is the visitor's, with the values stored beside it."""
    session = portal_session()
    draft: dict[str, Any] | None = session.get(CHECKED, {}).get(key)
    return draft if draft and (draft["path"], draft.get("owner")) == (path, session.account_id) else None
