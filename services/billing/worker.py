"""The worker process of billing."""
from services.billing.jobs import jobs
from services.billing.settings import Settings
from services.billing.subscribers import subscribers
from shared.service.worker import run_worker


def main(settings: Settings | None = None) -> None:
    """Consume, relay and run jobs until SIGTERM."""
    run_worker(settings or Settings.from_env(), subscribers, jobs)


if __name__ == "__main__":
    main()
