"""Preloads the modules that every process needs, so that forked children share their memory."""
import contextlib
import gc
import importlib
import warnings
from collections.abc import Iterator

from shared.kernel.services import DEPLOYED

LIBRARIES = ("flask", "flask_smorest", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "psycopg", "alembic.command",
             "marshmallow", "joserfc.jwt", "requests", "prometheus_client", "cloudevents", "gunicorn.arbiter",
             "gunicorn.workers.gthread", "shared.service.worker", "shared.web.application", "shared.bus.factory")


def import_libraries() -> None:
    """Import third-party libraries; a missing one is reported by the process that needs it."""
    with _undisturbed():
        for name in LIBRARIES:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)


def import_services() -> None:
    """Import the code of every service; this opens no connection and starts no thread."""
    with _undisturbed():
        for service in DEPLOYED:
            for module in ("app", "worker"):
                with contextlib.suppress(ImportError):
                    importlib.import_module(f"services.{service}.{module}")


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """No warnings, and no garbage collection, which would look again and again through modules that all stay."""
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        gc.enable()
