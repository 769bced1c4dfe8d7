"""The worker process of casework."""
from services.casework.jobs import jobs
from services.casework.metrics import gauges
from services.casework.settings import Settings
from services.casework.subscribers import subscribers
from shared.service.worker import run_worker


def main(settings: Settings | None = None) -> None:
    """Consume, relay and run jobs until SIGTERM."""
    run_worker(settings or Settings.from_env(), subscribers, jobs, gauges=gauges)


if __name__ == "__main__":
    main()
