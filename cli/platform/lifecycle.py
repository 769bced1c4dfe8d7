"""Starts and stops the platform: databases, migrations, processes; stopped in reverse order."""
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from cli.endings import Misbehaved, WrongInput, say
from cli.platform.generated_secrets import read_secrets
from cli.platform.layout import DATABASES, Layout
from cli.platform.leftovers import stop_leftovers, stopped_message
from cli.platform.migrate import migrate_all
from cli.platform.plan import Wiring, plan_processes, plan_rotation
from cli.platform.ports import free_ports, require_free
from cli.platform.postgres.data import check_version
from cli.platform.postgres.roles import PASSWORDS
from cli.platform.postgres.server import EmbeddedPostgres
from cli.platform.processes import ProcessPlan, end_with_parent
from cli.platform.room import require_own, require_room, system_errors
from cli.platform.running import RunningPlatform
from cli.platform.state import InstanceLock, PlatformState, only_instance, shown
from cli.platform.supervisor import Stopped, Supervisor, refuse_threads, stop_signals
from cli.platform.warm import import_libraries, import_services
from cli.platform.watching import Watched
from shared.kernel.clock import ClockFileDamaged, PlatformClock, noon
from shared.kernel.services import DEPLOYED, GATEWAY, NAMES, STORES, role_of


@dataclass(frozen=True, slots=True)
class PlatformOptions:
    """The options of a start.

    :ivar port: of the gateway; 0 chooses a free one
    :ivar bus: postgresql or kafka
    :ivar only: the services to start; all if empty
    """

    layout: Layout
    port: int = 8080
    bus: str = "postgresql"
    only: tuple[str, ...] = ()


def run_platform(options: PlatformOptions, before: Callable[[], date | None],
                 when_ready: Callable[[PlatformState], None]) -> None:
    """Start everything, call `when_ready`, supervise until a signal, stop everything.

    :param before: called while this process has exclusive access to the data; returns the day to set the clock to, or None
    :raises WrongInput: if it cannot start here: port, disk, second instance, damaged or foreign files
    :raises Misbehaved: if a process fails before the platform is ready
    """
    layout = options.layout
    with system_errors(layout.data):
        require_own(layout)
        layout.make()
        with only_instance(layout) as lock, stop_signals(), contextlib.suppress(Stopped):
            if names := stop_leftovers(layout):
                say(stopped_message(names))
            require_free(options.port)
            require_room(layout.data)
            _require_clock(layout)
            check_version(layout.postgres, way_out(layout))
            today = before()
            with _started(options, lock, today) as platform:
                when_ready(platform.state())
                platform.watch()


@contextlib.contextmanager
def _started(options: PlatformOptions, lock: InstanceLock, today: date | None) -> Iterator[RunningPlatform]:
    layout = options.layout
    is_lost = layout.postgres.exists() and not layout.secrets_file.exists()
    secrets = read_secrets(layout)
    if is_lost:
        say(f"{shown(layout.secrets_file)} was missing: new secrets were made, and everybody logs in again.")
    postgres = EmbeddedPostgres(layout.postgres)
    supervisor = Supervisor(lock.drop)
    with contextlib.ExitStack() as stack:
        stack.callback(lambda: say("Stopped.") if supervisor.watched else None)
        stack.callback(layout.state_file.unlink, missing_ok=True)
        stack.callback(postgres.stop)
        _start_postgres(postgres, secrets)
        supervisor.guard(_watched_postgres(postgres, layout))
        bus_url = _open_bus(options, postgres, supervisor, stack)
        stack.callback(supervisor.stop)
        stack.callback(say, "Stopping.")
        wiring = _wire(options, postgres, bus_url, secrets)
        _migrate(supervisor, wiring)
        if is_lost or "identity_previous_secret" in secrets:
            supervisor.run_to_end(plan_rotation(wiring, is_lost=is_lost))
        if today:
            PlatformClock(layout.clock_file).set(noon(today))
        _require_that_time_goes_on(postgres, layout)
        say("Starting the services")
        refuse_threads()
        supervisor.start(plan_processes(wiring, options.only or DEPLOYED))
        platform = RunningPlatform(layout, options.bus, wiring.address, postgres.version(), supervisor)
        platform.await_readiness()
        yield platform


def way_out(layout: Layout) -> str:
    """Advice about damaged data, for messages."""
    return f"restore the data from a backup, or remove it with ./ontzorg reset{layout.option}"


def _require_clock(layout: Layout) -> None:
    try:
        PlatformClock(layout.clock_file).now()
    except ClockFileDamaged:
        raise WrongInput(f"{shown(layout.clock_file)} is damaged: it holds how far the platform's clock is ahead of the "
                         f"machine's; {way_out(layout)}.") from None


def _require_that_time_goes_on(postgres: EmbeddedPostgres, layout: Layout) -> None:
    """Refuse a clock before the last completed business date, as after the loss of its file."""
    reached = max((day for name in NAMES if (day := postgres.last_day_done(name))), default=None)
    today = PlatformClock(layout.clock_file).today()
    if reached and today < reached:
        raise WrongInput(f"The data in {shown(layout.data)} was worked through {reached}, and the platform's clock says {today}: "
                         f"{shown(layout.clock_file)} is missing or the machine's clock went back. Go on from that day with: "
                         f"./ontzorg up --today {reached}{layout.option}")


def _start_postgres(postgres: EmbeddedPostgres, secrets: dict[str, str]) -> None:
    """Create missing data and databases in a thread while code loads; the thread ends before the first fork."""
    def fill() -> None:
        postgres.wait_until_ready()
        postgres.create_databases(DATABASES)
        postgres.provide_stores(secrets)

    say("Starting PostgreSQL")
    with ThreadPoolExecutor(1) as pool:
        prepared = pool.submit(postgres.prepare)
        import_libraries()
        prepared.result()
        postgres.launch()
        filled = pool.submit(fill)
        try:
            import_services()
            filled.result()
        except BaseException:
            postgres.stop()  # ends the wait of the thread
            raise


def _watched_postgres(postgres: EmbeddedPostgres, layout: Layout) -> Watched:
    def start_again() -> None:
        postgres.launch()
        try:
            postgres.wait_until_ready()
        except Misbehaved:
            postgres.stop()
            raise

    return Watched("postgres", "database", layout.postgres / "log", how_ended=postgres.how_ended, start_again=start_again,
                   is_ready=lambda: True, pid=lambda: postgres.pid)


def _open_bus(options: PlatformOptions, postgres: EmbeddedPostgres, supervisor: Supervisor,
              stack: contextlib.ExitStack) -> str:
    """URL of the bus; starts and supervises a Kafka broker if that is the bus."""
    if options.bus == "postgresql":
        return postgres.url("bus")
    from cli.run.kafka import KafkaBroker, KafkaUnavailable
    say("Starting Apache Kafka")
    broker = KafkaBroker(options.layout.kafka, in_child=end_with_parent)
    stack.callback(broker.stop)

    def start() -> None:
        try:
            broker.start()
        except KafkaUnavailable as problem:
            raise WrongInput(str(problem)) from None

    start()
    supervisor.guard(Watched("kafka", "bus", options.layout.kafka / "kafka.log", how_ended=broker.how_ended,
                             start_again=start, is_ready=lambda: True, pid=lambda: broker.pid or 0))
    return f"kafka://{broker.bootstrap}"


def _wire(options: PlatformOptions, postgres: EmbeddedPostgres, bus_url: str, secrets: dict[str, str]) -> Wiring:
    *service_ports, free = free_ports(len(NAMES) + 1)
    return Wiring(
        layout=options.layout, bus_url=bus_url, secrets=secrets,
        ports=dict(zip(NAMES, service_ports, strict=True)) | {GATEWAY: options.port or free},
        database_urls={name: postgres.url(name) for name in DEPLOYED},
        store_urls={store: postgres.url(store[0], f"{role_of(*store)}:{secrets[password]}")
                    for store, password in zip(STORES, PASSWORDS, strict=True)},
    )


def _migrate(supervisor: Supervisor, wiring: Wiring) -> None:
    say("Bringing the databases up to date")
    supervisor.run_to_end(ProcessPlan("migrate", "task", lambda: migrate_all(wiring.database_urls, wiring.store_urls),
                                      wiring.layout.log_of("migrate")))
