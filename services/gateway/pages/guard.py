"""A blueprint whose pages only people who are logged in reach, and whose forms carry the session's token."""
from flask import Blueprint, request

from services.gateway.clients.gathering import services
from services.gateway.edge.protection import UNSAFE, check_csrf


def page_blueprint(name: str) -> Blueprint:
    """A guarded blueprint."""
    pages = Blueprint(name, name)

    @pages.before_request
    def guard() -> None:
        services().visitor()
        if request.method in UNSAFE:
            check_csrf()

    return pages
