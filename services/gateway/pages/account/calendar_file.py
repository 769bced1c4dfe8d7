"""The iCalendar file behind a secret address: for calendar applications, which have no session."""
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort

from services.gateway.clients.casework import ACTIVITIES_A_PAGE, EMPLOYERS
from services.gateway.edge.access import PUBLIC, protect_all
from services.gateway.edge.upstream import Upstream, UpstreamAway
from services.gateway.settings import Settings
from services.gateway.signin.identity_provider import IdentityProvider
from services.gateway.view.accounts.calendar import calendar_of
from services.gateway.view.plan import Step

MOST_PAGES = 20
OK = 200


def blueprint(settings: Settings, provider: IdentityProvider, upstream: Upstream) -> Blueprint:
    """The route of the file."""
    routes = protect_all(Blueprint("calendar_file", __name__), PUBLIC)
    clock, host = settings.clock(), urlsplit(settings.public_url).hostname or "ontzorg"

    @routes.get("/agenda/<secret>.ics")
    def calendar(secret: str) -> Response:
        """The open steps of the employer and the employee; not found if the address is not valid, or no longer."""
        token = provider.calendar_token(secret)
        if token is None:
            abort(404)
        content = calendar_of(list_steps(upstream, token), public_url=settings.public_url, host=host, now=clock.now())
        return Response(content, mimetype="text/calendar", headers={"Cache-Control": "private, no-store"})

    return routes


def list_steps(upstream: Upstream, token: str) -> Iterator[Step]:
    """The open steps that concern the employer, by date.

    :raises UpstreamAway: if casework does not answer
    """
    cursor, asked = "", {"completed": "nee", "responsible": EMPLOYERS, "limit": ACTIVITIES_A_PAGE}
    for _ in range(MOST_PAGES):
        answer = upstream.send("casework", "GET", "/v1/activities", headers={"Authorization": f"Bearer {token}"},
                               params={**asked, **({"cursor": cursor} if cursor else {})})
        if answer.status_code != OK:
            raise UpstreamAway("casework")
        page: dict[str, Any] = answer.json()
        yield from map(Step.of, page["items"])
        if not (cursor := page["next"] or ""):
            return
