"""Characters that nothing of ours can hold, in addresses and forms; JSON bodies are checked by `json_body`."""
from flask import Flask, Response, request

from shared.web.problems import problem


def refuse_unreadable_addresses(app: Flask) -> None:
    """Answer 400 to a NUL in the path, the query or a form: PostgreSQL text holds none."""
    @app.before_request
    def check() -> Response | None:
        texts = [request.path, *(text for pair in request.args.items(multi=True) for text in pair)]
        if request.mimetype == "application/x-www-form-urlencoded":
            texts += [text for pair in request.form.items(multi=True) for text in pair]
        return problem(400) if any("\x00" in text for text in texts) else None
