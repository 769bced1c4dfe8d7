"""A minimal service for sick reports, as a baseline: Flask, JSON in, one INSERT, 201; no login, no rules, no event."""
import os
import threading

import psycopg
from flask import Flask, request
from flask.typing import ResponseReturnValue

TABLE = "CREATE TABLE sick_report (id bigserial PRIMARY KEY, employee_id text NOT NULL, first_sick_day date NOT NULL)"
INSERT = "INSERT INTO sick_report (employee_id, first_sick_day) VALUES (%s, %s) RETURNING id"

app = Flask(__name__)
_own = threading.local()


@app.post("/sick-reports")
def post_sick_report() -> ResponseReturnValue:
    """Store a sick report."""
    body = request.get_json()
    row = _connection().execute(INSERT, (body["employee_id"], body["first_sick_day"])).fetchone()
    return {"id": row[0] if row else None}, 201


def _connection() -> psycopg.Connection:
    if not hasattr(_own, "connection"):
        _own.connection = psycopg.connect(os.environ["BARE_DATABASE_URL"], autocommit=True)
    return _own.connection  # type: ignore[no-any-return]
