"""Finds the optional parts of a service by its name: its settings and its jobs."""
import importlib
import os
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from shared.service.jobs import Jobs
from shared.service.settings import ServiceSettings


def settings_of(service: str, environ: Mapping[str, str] = os.environ) -> Any:
    """Read the settings with the service's settings.py, or only the common ones if it has none.

    :raises SettingsError: if one is missing or invalid
    """
    own = f"services.{service}.settings"
    if find_spec(own) is None:
        return ServiceSettings.from_env(environ, service=service)
    return importlib.import_module(own).Settings.from_env(environ)


def jobs_of(service: str) -> Jobs:
    """The scheduled jobs of a service; none where it has no jobs.py."""
    own = f"services.{service}.jobs"
    jobs: Jobs = importlib.import_module(own).jobs if find_spec(own) else Jobs()
    return jobs
