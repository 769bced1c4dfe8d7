"""A form that was sent after the session had ended, offered again at its address if no page there fills it in again.

An address that only takes forms leads a visitor who opens it to the nearest page above it.
"""
from urllib.parse import quote

from flask import Flask, Response, make_response, redirect, render_template, request

from services.gateway.view import drafts
from services.gateway.view.forms import Form

NEVER_SHOWN = frozenset({"sleutel", "versie", "gezien"})
NOT_ALLOWED = 405


def register(app: Flask) -> None:
    """Look at the pages of the application before anything else changes them."""
    app.after_request(lambda answer: _offered(app, answer))


def _offered(app: Flask, answer: Response) -> Response:
    is_form_only = answer.status_code == NOT_ALLOWED and answer.mimetype == "text/html"
    is_page = answer.status_code == 200 and answer.mimetype == "text/html" and not request.headers.get("HX-Request")
    if request.method != "GET" or not (is_form_only or is_page):
        return answer
    if fields := drafts.take():
        shown = {name: value for name, value in fields.items() if name not in NEVER_SHOWN and value.strip()}
        page = render_template("unsent.html", form=Form(fields), shown=shown, path=request.path, page=_page_above(app))
        return make_response(page, 200)
    return make_response(redirect(quote(_page_above(app)), 303)) if is_form_only else answer


def _page_above(app: Flask) -> str:
    """The address itself if it is a page, else the nearest above it that is one."""
    pages, path = app.url_map.bind(""), request.path
    while path and not pages.test(path, "GET"):
        path = path.rpartition("/")[0]
    return path or "/"
