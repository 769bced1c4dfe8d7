"""The web process of absence."""
from flask import Flask

from services.absence.api import (
    absences,
    application_imports,
    campaigns,
    data_disputes,
    employee_imports,
    employees,
    overviews,
)
from services.absence.jobs import jobs
from services.absence.settings import Settings
from services.absence.subscribers import subscribers
from shared.access import list_readings
from shared.db.session import Database
from shared.web.application import create_service_app
from shared.web.tokens import KeySource


def create_app(settings: Settings, *, database: Database | None = None, keys: KeySource | None = None) -> Flask:
    """Create the application; tests pass `database` and `keys`."""
    blueprints = (employee_imports.blueprint, employees.blueprint, absences.blueprint, campaigns.blueprint, overviews.blueprint,
                  data_disputes.blueprint, application_imports.blueprint, list_readings.blueprint)
    return create_service_app(settings, blueprints, subscribers, jobs=jobs, database=database, keys=keys)
