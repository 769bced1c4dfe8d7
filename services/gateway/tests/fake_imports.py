"""Imports of employees in the stand-in of absence: done at once, unless the data say otherwise. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, jsonify, request

from services.gateway.tests.fake_data import employee_import

ROOT = "/v1/employee-imports"
NOT_FOUND = {"type": "urn:problem:import.not_found", "status": 404, "code": "import.not_found", "detail": "Bestaat niet."}


def add_imports(app: Flask, data: Callable[[str], Any]) -> None:
    """The routes of absence about files of employees."""
    def find(import_id: str) -> dict[str, Any] | None:
        return next((one for one in data("imports") if one["import_id"] == import_id), None)

    _add_columns(app, data, find)
    _add_applications(app, data)
    app.get(ROOT, endpoint="imports")(lambda: jsonify(items=data("imports")[::-1], next=None))

    @app.post(ROOT)
    def send() -> Any:
        if not data("imports"):
            data("imports").append(employee_import())
        return jsonify(data("imports")[-1]), 202

    @app.get(f"{ROOT}/<import_id>", endpoint="import")
    def one(import_id: str) -> Any:
        return jsonify(find(import_id)) if find(import_id) else (jsonify(NOT_FOUND), 404)

    @app.get(f"{ROOT}/<import_id>/rows")
    def rows(import_id: str) -> Any:
        wanted = request.args.get("result")
        return jsonify(items=[row for row in data("import_rows") if wanted in (None, row["result"])], next=None)

    @app.get(f"{ROOT}/<import_id>/refused-rows")
    def refused(import_id: str) -> Response:
        return Response(b"Personeelsnummer;Rij\n12;3\n", content_type="text/csv")

    @app.post(f"{ROOT}/<import_id>/wage-period")
    def wage_period(import_id: str) -> Any:
        found = find(import_id)
        if found is None:
            return jsonify(NOT_FOUND), 404
        if request.headers.get("If-Match") not in (None, f'"{found["version"]}"'):
            return jsonify(code="version.stale", status=412, detail="Iemand anders was eerder."), 412
        found |= {"state": "WAITING", "wage_period": request.get_json()["wage_period"], "version": found["version"] + 1}
        return jsonify(found)


def _add_columns(app: Flask, data: Callable[[str], Any], find: Callable[[str], dict[str, Any] | None]) -> None:
    app.get(f"{ROOT}/<import_id>/columns", endpoint="columns")(lambda import_id: jsonify(columns=data("import_columns")))

    @app.post(f"{ROOT}/<import_id>/columns", endpoint="choose")
    def choose(import_id: str) -> Any:
        found = find(import_id)
        assert found is not None
        found |= {"state": "WAITING", "wage_period": request.get_json()["wage_period"], "version": found["version"] + 1}
        return jsonify(found)


def _add_applications(app: Flask, data: Callable[[str], Any]) -> None:
    """The routes of files that acceptance sends."""
    @app.route("/v1/policies/<number>/employee-imports", methods=["GET", "POST"], endpoint="application")
    def application(number: str) -> Any:
        if number != "MV-100200":
            return jsonify(NOT_FOUND | {"code": "policy.not_found"}), 404
        if request.method == "POST":
            data("imports").append(employee_import(state="WAITING", handled=0, added=0, refused=0))
            return jsonify(data("imports")[-1]), 202
        return jsonify(items=data("imports")[::-1], next=None)
