"""The settings of any service from an environment, for all that start or build one by its name."""
import importlib
import os
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from shared.service.settings import ServiceSettings


def settings_of(service: str, environ: Mapping[str, str] = os.environ) -> Any:
    """Read them by the service's own settings.py; the common ones where it has none, because it has no option of its own.

    :raises SettingsError: if one is missing or wrong
    """
    own = f"services.{service}.settings"
    if find_spec(own) is None:
        return ServiceSettings.from_env(environ, service=service)
    return importlib.import_module(own).Settings.from_env(environ)
