"""A worker with a slow handler: `python -m shared.service.tests.slow_worker DATABASE_URL BUS_URL SECONDS_PER_EVENT`."""
import sys
import time

from sqlalchemy import insert

from shared.db.session import Session
from shared.events.claims import DebtCreated
from shared.messaging.envelope import Envelope
from shared.messaging.subscribers import Subscribers
from shared.messaging.tests.ledger import effect
from shared.service.jobs import Jobs
from shared.service.settings import ServiceSettings
from shared.service.worker import run_worker


def main(database_url: str, bus_url: str, seconds: str) -> None:
    """Run until SIGTERM."""
    subscribers = Subscribers("readers")

    @subscribers.on(DebtCreated)
    def take_time(session: Session, event: DebtCreated, envelope: Envelope) -> None:
        session.execute(insert(effect).values(key=event.policy_number, what=event.debt_id))
        print(event.debt_id, flush=True)
        time.sleep(float(seconds))  # the work itself is slow; nobody waits for a race by it

    settings = ServiceSettings(service="claims", database_url=database_url, bus_url=bus_url, issuer="https://issuer.test",
                               jwks_url="https://issuer.test/jwks", environment="test", log_level="WARNING")
    run_worker(settings, subscribers, Jobs())


if __name__ == "__main__":
    main(*sys.argv[1:])
