"""The worker process of billing."""
from services.billing.jobs import jobs
from services.billing.subscribers import subscribers
from shared.service.settings import ServiceSettings
from shared.service.worker import run_worker


def main(settings: ServiceSettings) -> None:
    """Consume, relay and run jobs until SIGTERM."""
    run_worker(settings, subscribers, jobs)
