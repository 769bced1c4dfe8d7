"""The parts of every service, for tests that play several of them at once."""
import importlib
from functools import partial

from cli.run.service_parts import jobs_of, settings_of
from shared.testing.service import ServiceParts

SECRETS = {"IDENTITY_SECRET": "s" * 40, "IDENTITY_PORTAL_CLIENT_SECRET": "p" * 40}
"""Environment of test services beyond the common settings; services that do not know a variable ignore it."""


def parts_of(name: str) -> ServiceParts:
    """The parts of one service."""
    modules = {part: importlib.import_module(f"services.{name}.{part}") for part in ("app", "subscribers")}
    return ServiceParts(read_settings=partial(settings_of, name), create_app=modules["app"].create_app,
                        subscribers=modules["subscribers"].subscribers, jobs=jobs_of(name))
