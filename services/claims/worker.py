"""The worker process of claims."""
from services.claims.jobs import jobs
from services.claims.metrics import gauges
from services.claims.subscribers import subscribers
from shared.service.settings import ServiceSettings
from shared.service.worker import run_worker


def main(settings: ServiceSettings) -> None:
    """Consume, relay and run jobs until SIGTERM."""
    run_worker(settings, subscribers, jobs, gauges=gauges)
