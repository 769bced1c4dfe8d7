"""The worker process of a service: runs consumer, relay and jobs until SIGTERM, then finishes the current work."""
import gc
import logging
import signal
import threading
from collections.abc import Callable, Mapping

from shared.bus.catalogue import partitions, topics_of
from shared.bus.factory import open_bus
from shared.bus.port import Bus, BusError
from shared.db.session import Database
from shared.messaging.consumer import Consumer
from shared.messaging.housekeeping import Housekeeper
from shared.messaging.relay import Relay
from shared.messaging.steps import Watch, unwatched
from shared.messaging.subscribers import Subscribers
from shared.observability.business import initialise_to_zero
from shared.observability.heartbeats import Heartbeats
from shared.observability.logging import configure_logging
from shared.observability.mechanism import lookups_of
from shared.observability.own_gauges import OwnGauges
from shared.service.item_retry import retry_due
from shared.service.jobs import Jobs
from shared.service.scheduler import Scheduler
from shared.service.settings import ServiceSettings
from shared.service.worker_port import watchers

log = logging.getLogger(__name__)

NO_GAUGES = OwnGauges()
NO_JOBS = Jobs()
TRY_AGAIN_SECONDS = 2.0

Part = Callable[[threading.Event], None]
NOTHING_MORE: Mapping[str, Callable[[Database], Part]] = {}


def run_worker(settings: ServiceSettings, subscribers: Subscribers, jobs: Jobs = NO_JOBS,
               at_start: Callable[[Database], None] | None = None, *, gauges: OwnGauges = NO_GAUGES, watch: Watch = unwatched,
               more: Mapping[str, Callable[[Database], Part]] = NOTHING_MORE,
               bus_of: Callable[[ServiceSettings], Bus] | None = None) -> None:
    """Run until SIGTERM or SIGINT; if a part fails, the process ends with a message.

    :param at_start: called before the loops begin, for example to seed a development platform
    :param gauges: gauges over the service's own tables
    :param more: parts that only this service has, by name; each gets the database
    :param watch: called after each step of relay and consumer
    :param bus_of: returns the bus, instead of the one in the settings
    """
    configure_logging(f"{settings.service}-worker", settings.log_level)
    clock = settings.clock()
    database = Database(settings.database_url, clock, application=f"{settings.service}-worker",
                        tests_idle=False)  # each part of a worker retries by itself
    bus = bus_of(settings) if bus_of else open_bus(settings.bus_url, outbox=settings.database_url)
    if at_start:
        at_start(database)
    topics = partitions(topics_of(settings.service))
    parts = {"relay": _once_there(bus, topics, Relay(database, bus, watch=watch).run)}
    consumer = Consumer(database, bus, subscribers, member=settings.member, watch=watch)
    if subscribers.topics:
        parts["consumer"] = _once_there(bus, topics, consumer.run)
    parts["housekeeping"] = _once_there(bus, topics, Housekeeper(database, bus).run)
    parts |= {name: make(database) for name, make in more.items()}
    if settings.jobs == "worker":
        parts["jobs"] = Scheduler(database, jobs).run
    initialise_to_zero(settings.service, subscribers.types)
    stop = _stopped_by_signals()
    heartbeats = Heartbeats(stop, list(parts))
    lookups = lookups_of(database, bus, subscribers.service, subscribers.topics, gauges)
    with watchers(settings, stop, heartbeats, database, consumer.membership, lookups):
        failed = _run_parts(parts, heartbeats, stop, settings)
    bus.close()
    database.dispose()
    if failed:
        raise SystemExit(f"{settings.service} worker stopped: its {failed} failed; the log says why")


def _once_there(bus: Bus, topics: Mapping[str, int], part: Part) -> Part:
    """Start the part once the bus is reachable and has the topics; other parts do not wait for the bus."""
    def run(stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                bus.ensure_topics(topics)
                break
            except BusError as problem:
                log.warning("worker waits for the bus: %s", problem)
                stop.wait(TRY_AGAIN_SECONDS)
        part(stop)
    return run


def run_due_jobs(settings: ServiceSettings, jobs: Jobs) -> None:
    """Run every due job once, retry due items that were set aside, and return.

    A CronJob starts this if the workers do not run jobs. SIGTERM ends it between two chunks of items or two business
    dates; the next start continues there. Published events wait in the outbox for a worker's relay.
    """
    configure_logging(f"{settings.service}-jobs", settings.log_level)
    stop = _stopped_by_signals()
    clock = settings.clock()
    database = Database(settings.database_url, clock, application=f"{settings.service}-jobs")
    Scheduler(database, jobs).catch_up(clock.today(), stop)
    retry_due(database, jobs)
    database.dispose()


def _stopped_by_signals() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _run_parts(parts: dict[str, Part], heartbeats: Heartbeats, stop: threading.Event,
               settings: ServiceSettings) -> str | None:
    failed = []

    def guarded(name: str, part: Part) -> None:
        try:
            part(heartbeats.of(name))
        except BaseException:
            log.exception("%s failed", name)
            failed.append(name)
            stop.set()

    gc.freeze()  # a full collection of what the start made would hold up all parts for tens of milliseconds
    threads = [threading.Thread(target=guarded, args=item, name=item[0]) for item in parts.items()]
    for thread in threads:
        thread.start()
    if settings.ready_file:
        settings.ready_file.touch()
    log.info("worker ready")
    stop.wait()
    for thread in threads:
        thread.join()
    return failed[0] if failed else None
