"""The document of the public API, and a page that shows it. For everybody with an account or an access token."""
import json

from flask import Blueprint, Response, make_response, render_template

from services.gateway.clients.api_documents import ApiDocuments
from services.gateway.clients.forwarding import bearer_token
from services.gateway.edge.access import Entrance, Protection, protect_all, protect_one
from services.gateway.settings import Settings
from services.gateway.signin.gate import Gate
from services.gateway.signin.visitor import Doorkeeper
from services.gateway.view.developers.api_document import ADDRESS, merged

PAGE = "/api-documentatie"
POLICY = ("default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
          "form-action 'none'; frame-ancestors 'none'")
"""Scalar sets styles on elements; scripts, and everything that it loads, come from this portal only."""


def blueprint(settings: Settings, documents: ApiDocuments, doorkeeper: Doorkeeper, gate: Gate) -> Blueprint:
    """The routes of the document and its page."""
    pages = protect_all(Blueprint("developers", __name__), Protection(Entrance.SESSION))

    @pages.before_request
    def guard() -> None:
        """Refuse strangers."""
        if token := bearer_token():
            gate.check(token)
        else:
            doorkeeper.visitor()

    @pages.get(ADDRESS)
    @protect_one(Protection(Entrance.TOKEN_OR_SESSION))
    def document() -> Response:
        """The OpenAPI document of all services."""
        text = json.dumps(merged(documents.all(), public_url=settings.public_url), ensure_ascii=False)
        return Response(text, content_type="application/json; charset=utf-8")

    @pages.get(PAGE)
    def page() -> Response:
        """The same for people."""
        shown = make_response(render_template("developers/api.html", document=ADDRESS))
        shown.headers["Content-Security-Policy"] = POLICY
        return shown

    return pages
