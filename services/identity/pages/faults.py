"""Shows a refusal at an address for people as a Dutch page instead of problem+json."""
from flask import Flask, Response, request

from services.identity.pages.rendering import page

FOR_PROGRAMS = ("/oauth/", "/v1/", "/admin/", "/dev/", "/sms/", "/health/", "/metrics", "/openapi.json", "/.well-known/")
KEPT = ("Allow", "Retry-After")


def show_faults(app: Flask) -> None:
    """Answer an unknown address, a wrong method, a NUL in a form and a fault of ours with a page."""
    @app.after_request
    def show(response: Response) -> Response:
        if response.mimetype != "application/problem+json" or request.path.startswith(FOR_PROGRAMS):
            return response
        problem = response.get_json(force=True)
        shown = page("refused/fault.html", response.status_code, title=problem["title"], detail=problem["detail"])
        shown.headers.extend({name: response.headers[name] for name in KEPT if name in response.headers})
        return shown
