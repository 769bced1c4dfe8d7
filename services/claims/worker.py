"""The worker process of claims."""
from services.claims.jobs import jobs
from services.claims.metrics import gauges
from services.claims.settings import Settings
from services.claims.subscribers import subscribers
from shared.service.worker import run_worker


def main(settings: Settings | None = None) -> None:
    """Consume, relay and run jobs until SIGTERM."""
    run_worker(settings or Settings.from_env(), subscribers, jobs, gauges=gauges)


if __name__ == "__main__":
    main()
