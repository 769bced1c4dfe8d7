"""The web process of claims."""
from flask import Flask

from services.claims.api import benefits, claims, forecasts, income, legal_aid, overviews, payments, vra_orders, wages
from services.claims.api.claim import month_claims
from services.claims.api.recourse import files as recourse
from services.claims.api.reimbursements import reimbursements
from services.claims.api.runs import accounts, bank_answers, runs
from services.claims.jobs import jobs
from services.claims.settings import Settings
from services.claims.subscribers import subscribers
from shared.access import list_readings
from shared.db.session import Database
from shared.web.application import create_service_app
from shared.web.tokens import KeySource


def create_app(settings: Settings, *, database: Database | None = None, keys: KeySource | None = None) -> Flask:
    """Create the application; tests pass `database` and `keys`."""
    blueprints = (claims.blueprint, benefits.blueprint, payments.blueprint, forecasts.blueprint, income.blueprint,
                  overviews.blueprint, wages.blueprint, vra_orders.blueprint, legal_aid.blueprint, list_readings.blueprint,
                  recourse.blueprint, reimbursements.blueprint, month_claims.blueprint, runs.blueprint,
                  bank_answers.blueprint, accounts.blueprint)
    return create_service_app(settings, blueprints, subscribers, jobs=jobs, database=database, keys=keys)
