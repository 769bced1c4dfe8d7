"""Refuses NUL characters in URLs and forms; `json_body` checks JSON bodies."""
from flask import Flask, Response, request

from shared.web.problems import problem


def refuse_unreadable_addresses(app: Flask) -> None:
    """Respond 400 to a NUL in the path, the query or a form: PostgreSQL text cannot store it."""
    @app.before_request
    def check() -> Response | None:
        texts = [request.path, *(text for pair in request.args.items(multi=True) for text in pair)]
        if request.mimetype == "application/x-www-form-urlencoded":
            texts += [text for pair in request.form.items(multi=True) for text in pair]
        return problem(400) if any("\x00" in text for text in texts) else None
