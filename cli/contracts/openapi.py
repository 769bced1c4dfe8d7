"""The OpenAPI document of a service, as served by its application."""
import importlib
import json
from typing import Any

from cli.run.service_parts import settings_of
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.kernel.clock import SystemClock

OWN_SETTINGS: dict[str, dict[str, str]] = {
    "identity": {"IDENTITY_SECRET": "only-to-generate-documents-never-to-run",
                 "IDENTITY_PORTAL_CLIENT_SECRET": "only-to-generate-documents-never-to-run"},
    "casework": {"CASEWORK_MEDICAL_DATABASE_URL": "postgresql://only-to-generate-documents"},
}
"""Settings beyond the common ones that a service needs to build its application."""

ISSUER = "http://localhost/id"
DEVELOPMENT = "/dev/"


def unreachable_settings(service: str, database_url: str) -> Any:
    """Settings to build a service's application without serving it."""
    environ = {f"{service.upper()}_DATABASE_URL": database_url, "ONTZORG_BUS_URL": database_url, "ONTZORG_ISSUER": ISSUER,
               "ONTZORG_JWKS_URL": f"{ISSUER}/oauth/jwks", "ONTZORG_ENVIRONMENT": "test"}
    return settings_of(service, environ | OWN_SETTINGS.get(service, {}))


def build_app(service: str, database_url: str) -> Any:
    """The application of a service on an empty database, which this function migrates."""
    upgrade(service, database_url)
    database = Database(database_url, SystemClock(), application="contracts")
    create_app = importlib.import_module(f"services.{service}.app").create_app
    return create_app(unreachable_settings(service, database_url), database=database)


def openapi_document(service: str, database_url: str) -> dict[str, Any]:
    """The response of /openapi.json, without routes that do not exist in production."""
    app = build_app(service, database_url)
    spec = app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec
    app.extensions["database"].dispose()
    document: dict[str, Any] = json.loads(json.dumps(spec.to_dict()))
    document["paths"] = {path: item for path, item in document["paths"].items() if not path.startswith(DEVELOPMENT)}
    return document
