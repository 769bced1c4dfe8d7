"""The worker process of identity."""
from services.identity.jobs import jobs
from services.identity.messages.delivery import open_post
from services.identity.messages.notices import NoticeSender
from services.identity.metrics import gauges_of
from services.identity.settings import Settings
from services.identity.subscribers import subscribers
from services.identity.usecases.accounts.seed_staff import seed_staff
from shared.db.session import Database
from shared.service.worker import run_worker


def main(settings: Settings) -> None:
    """Consume, relay, run jobs and send mails until SIGTERM; on a development platform seed the staff accounts first."""
    run_worker(settings, subscribers, jobs, gauges=gauges_of(settings.review_days),
               at_start=seed if settings.environment == "development" else None, more={
                   "notices": lambda database: NoticeSender(database, open_post(settings, database), settings.public_url).run})


def seed(database: Database) -> None:
    """Seed the staff accounts."""
    with database.transaction() as session:
        seed_staff(session)
