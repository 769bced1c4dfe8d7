"""What every process of the platform loads anyway: imported once in the parent, shared by all that it forks."""
import contextlib
import importlib
import warnings

from shared.kernel.services import DEPLOYED

LIBRARIES = ("flask", "flask_smorest", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "psycopg", "alembic.command",
             "marshmallow", "joserfc.jwt", "requests", "prometheus_client", "cloudevents", "gunicorn.arbiter",
             "gunicorn.workers.gthread", "shared.service.worker", "shared.web.application", "shared.bus.factory")


def import_libraries() -> None:
    """Load them; a process that needs one that is missing says so itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in LIBRARIES:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)


def import_services() -> None:
    """Load the code of every service: no connection and no thread is made by that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for service in DEPLOYED:
            for module in ("app", "worker"):
                with contextlib.suppress(ImportError):
                    importlib.import_module(f"services.{service}.{module}")
