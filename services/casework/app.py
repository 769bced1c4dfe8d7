"""The web process of casework."""
from flask import Flask

from services.casework.api import (
    departure,
    dossiers,
    figures,
    holidays,
    medical,
    overviews,
    settlements,
    vacations,
)
from services.casework.api.complaints import complaints
from services.casework.api.contact import contacts
from services.casework.api.costs import activities, declarations
from services.casework.api.delegated import work
from services.casework.api.documents import agreements, documents, reports, seals, statements
from services.casework.api.guarantee import advices, wage_sanctions
from services.casework.api.history import acts
from services.casework.api.plan import caseload, deviations
from services.casework.api.plan import records as plan_records
from services.casework.api.protocol import protocols
from services.casework.api.sanctions import conflict, mediators, sanctions
from services.casework.api.second_track import tracks
from services.casework.api.staff import consultants, delegations, employers, reach
from services.casework.api.vra import information
from services.casework.api.vra import notices as vra_notices
from services.casework.api.vra import worklist as vra_worklist
from services.casework.jobs import jobs
from services.casework.settings import Settings
from services.casework.subscribers import subscribers
from shared.access import list_readings
from shared.db.session import Database
from shared.service.settings import SettingsError
from shared.web.application import LONGEST_STATEMENT_SECONDS, create_service_app
from shared.web.tokens import KeySource

BLUEPRINTS = (
    dossiers.blueprint,
    plan_records.blueprint,
    caseload.blueprint,
    deviations.blueprint,
    employers.blueprint,
    sanctions.blueprint,
    conflict.blueprint,
    mediators.blueprint,
    wage_sanctions.blueprint,
    advices.blueprint,
    figures.blueprint,
    reach.blueprint,
    delegations.blueprint,
    medical.blueprint,
    vacations.blueprint,
    holidays.blueprint,
    overviews.blueprint,
    departure.blueprint,
    settlements.blueprint,
    protocols.blueprint,
    activities.blueprint,
    declarations.blueprint,
    documents.blueprint,
    reports.blueprint,
    statements.blueprint,
    agreements.blueprint,
    complaints.blueprint,
    contacts.blueprint,
    work.blueprint,
    consultants.blueprint,
    acts.blueprint,
    vra_notices.blueprint,
    vra_worklist.blueprint,
    information.blueprint,
    tracks.blueprint,
    list_readings.blueprint,
)


def create_app(settings: Settings, *, database: Database | None = None, keys: KeySource | None = None) -> Flask:
    """Create the application; tests pass `database` and `keys`.

    :raises SettingsError: without the medical store
    """
    if not settings.medical_database_url:
        raise SettingsError("setting CASEWORK_MEDICAL_DATABASE_URL is missing")
    app = create_service_app(settings, BLUEPRINTS, subscribers, jobs=jobs, database=database, keys=keys)
    app.register_blueprint(seals.blueprint)
    ordinary: Database = app.extensions["database"]
    app.extensions["medical_store"] = ordinary.beside(
        settings.medical_database_url, pool_size=2, application="casework-medical",
        statement_seconds=LONGEST_STATEMENT_SECONDS)
    return app
