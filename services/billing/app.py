"""The web process of billing."""
from flask import Flask

from services.billing.api import collections, invoices, policies
from services.billing.jobs import jobs
from services.billing.subscribers import subscribers
from shared.db.session import Database
from shared.service.settings import ServiceSettings
from shared.web.application import create_service_app
from shared.web.tokens import KeySource


def create_app(settings: ServiceSettings, *, database: Database | None = None, keys: KeySource | None = None) -> Flask:
    """Create the application; tests pass `database` and `keys`."""
    return create_service_app(settings, (policies.blueprint, invoices.blueprint, collections.blueprint), subscribers, jobs=jobs,
                              database=database, keys=keys)
