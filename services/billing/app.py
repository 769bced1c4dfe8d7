"""The web process of billing."""
from flask import Flask

from services.billing.api.invoices import acts, addresses, collections, debtors, files, invoices
from services.billing.api.policies import policies
from services.billing.api.premium import years
from services.billing.jobs import jobs
from services.billing.subscribers import subscribers
from shared.db.session import Database
from shared.service.settings import ServiceSettings
from shared.web.application import create_service_app
from shared.web.tokens import KeySource


def create_app(settings: ServiceSettings, *, database: Database | None = None, keys: KeySource | None = None) -> Flask:
    """Create the application; tests pass `database` and `keys`."""
    blueprints = (policies.blueprint, years.blueprint, invoices.blueprint, files.blueprint, acts.blueprint,
                  debtors.blueprint, addresses.blueprint,
                  collections.blueprint)
    return create_service_app(settings, blueprints, subscribers, jobs=jobs, database=database, keys=keys)
