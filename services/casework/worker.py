"""The worker process of casework."""
from services.casework.jobs import jobs
from services.casework.metrics import gauges
from services.casework.subscribers import subscribers
from shared.service.settings import ServiceSettings
from shared.service.worker import run_worker


def main(settings: ServiceSettings) -> None:
    """Consume, relay and run jobs until SIGTERM."""
    run_worker(settings, subscribers, jobs, gauges=gauges)
