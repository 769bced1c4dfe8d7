"""The worker process of absence."""
from services.absence.import_worker import ImportWorker
from services.absence.jobs import jobs
from services.absence.metrics import gauges
from services.absence.subscribers import subscribers
from shared.service.settings import ServiceSettings
from shared.service.worker import run_worker


def main(settings: ServiceSettings) -> None:
    """Consume, relay, run jobs and take rows of imports until SIGTERM."""
    run_worker(settings, subscribers, jobs, gauges=gauges, more={"imports": lambda database: ImportWorker(database).run})
