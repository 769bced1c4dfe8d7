"""The web process of casework."""
from flask import Flask

from services.casework.api import (
    delegations,
    departure,
    dossiers,
    employers,
    figures,
    guarantee,
    holidays,
    overviews,
    reach,
    sanctions,
    vacations,
)
from services.casework.jobs import jobs
from services.casework.subscribers import subscribers
from shared.access import list_readings
from shared.db.session import Database
from shared.service.settings import ServiceSettings
from shared.web.application import create_service_app
from shared.web.tokens import KeySource


def create_app(settings: ServiceSettings, *, database: Database | None = None, keys: KeySource | None = None) -> Flask:
    """Create the application; tests pass `database` and `keys`."""
    blueprints = (dossiers.blueprint, employers.blueprint, sanctions.blueprint, guarantee.blueprint, figures.blueprint,
                  reach.blueprint, delegations.blueprint, vacations.blueprint, holidays.blueprint, overviews.blueprint,
                  departure.blueprint, list_readings.blueprint)
    return create_service_app(settings, blueprints, subscribers, jobs=jobs, database=database, keys=keys)
