"""PostgreSQL text holds no NUL; what carries one is refused before anything looks it up."""
from flask import Flask, Response, request

from shared.web.problems import problem


def refuse_nul(app: Flask) -> None:
    """Answer 400 to a NUL in the path, the query or a form; JSON fields refuse it themselves."""
    @app.before_request
    def check() -> Response | None:
        texts = [request.path, *(text for pair in request.values.items(multi=True) for text in pair)]
        return problem(400) if any("\x00" in text for text in texts) else None
