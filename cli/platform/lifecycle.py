"""From nothing to a platform that is ready, and back: databases, migrations, processes, in that order and reversed."""
import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

import psutil

from cli.endings import WrongInput, say
from cli.platform.generated_secrets import read_secrets
from cli.platform.layout import DATABASES, Layout
from cli.platform.migrate import migrate_all
from cli.platform.plan import Wiring, plan_processes
from cli.platform.ports import free_ports, require_free
from cli.platform.postgres import EmbeddedPostgres
from cli.platform.processes import ProcessPlan
from cli.platform.room import require_room, system_errors
from cli.platform.state import InstanceLock, PlatformState, RunningProcess, write_state
from cli.platform.supervisor import Stopped, Supervisor, refuse_threads, stop_signals
from cli.platform.warm import import_libraries, import_services
from shared.kernel.clock import PlatformClock, noon
from shared.kernel.services import DEPLOYED, GATEWAY, NAMES


@dataclass(frozen=True, slots=True)
class PlatformOptions:
    """How a platform is started.

    :ivar port: of the gateway; 0 takes a free one
    :ivar bus: postgresql or kafka
    :ivar today: where its clock starts, if not now
    :ivar only: these services and no others, for whoever works on one
    """

    layout: Layout
    port: int = 8080
    bus: str = "postgresql"
    today: date | None = None
    only: tuple[str, ...] = ()


def run_platform(options: PlatformOptions, when_ready: Callable[[PlatformState], None]) -> None:
    """Start everything, call `when_ready`, watch until a signal, stop everything.

    :raises WrongInput: if it cannot start here: port, disk, second instance
    :raises Misbehaved: if a process fails or dies
    """
    layout = options.layout
    with system_errors(layout.data):
        layout.make()
        lock = InstanceLock(layout)
        lock.take()
        require_free(options.port)
        require_room(layout.data)
        with stop_signals(), contextlib.suppress(Stopped), _started(options, lock) as platform:
            when_ready(platform.state)
            platform.supervisor.watch()


@dataclass(frozen=True, slots=True)
class _Platform:
    supervisor: Supervisor
    state: PlatformState


@contextlib.contextmanager
def _started(options: PlatformOptions, lock: InstanceLock) -> Iterator[_Platform]:
    layout = options.layout
    postgres = EmbeddedPostgres(layout.postgres)
    supervisor = Supervisor(lock.drop_in_child)
    with contextlib.ExitStack() as stack:
        stack.callback(layout.state_file.unlink, missing_ok=True)
        stack.callback(postgres.stop)
        _prepare(postgres)
        supervisor.guard("postgres", _is_alive(postgres.pid), layout.postgres / "log")
        stack.callback(say, "Stopped.")
        bus_url, broker_pid = _open_bus(options, postgres, stack)
        if broker_pid:
            supervisor.guard("kafka", _is_alive(broker_pid), layout.kafka / "kafka.log")
        stack.callback(supervisor.stop)
        stack.callback(say, "Stopping.")
        wiring = _wire(options, postgres, bus_url)
        _migrate(supervisor, wiring)
        if options.today:
            PlatformClock(layout.clock_file).set(noon(options.today))
        say("Starting the services")
        refuse_threads()
        supervisor.start(plan_processes(wiring, options.only or DEPLOYED))
        state = _state(options, wiring, postgres, supervisor, broker_pid)
        write_state(layout, state)
        supervisor.wait_until_ready()
        state = replace(state, is_ready=True)
        write_state(layout, state)
        yield _Platform(supervisor, state)


def _prepare(postgres: EmbeddedPostgres) -> None:
    """Start PostgreSQL while the libraries load; the thread is gone before anything is forked."""
    say("Starting PostgreSQL")
    with ThreadPoolExecutor(1) as pool:
        started = pool.submit(postgres.start)
        import_libraries()
        import_services()
        started.result()
    postgres.create_databases(DATABASES)


def _open_bus(options: PlatformOptions, postgres: EmbeddedPostgres,
              stack: contextlib.ExitStack) -> tuple[str, int | None]:
    """URL of the bus, and the process of its broker if it has one of its own."""
    if options.bus == "postgresql":
        return postgres.url("bus"), None
    from cli.run.kafka import KafkaBroker, KafkaUnavailable
    say("Starting Apache Kafka")
    broker = KafkaBroker(options.layout.kafka)
    stack.callback(broker.stop)
    try:
        broker.start()
    except KafkaUnavailable as problem:
        raise WrongInput(str(problem)) from None
    return f"kafka://{broker.bootstrap}", broker.pid


def _is_alive(pid: int) -> Callable[[], bool]:
    def look() -> bool:
        try:
            return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False
    return look


def _wire(options: PlatformOptions, postgres: EmbeddedPostgres, bus_url: str) -> Wiring:
    *service_ports, free = free_ports(len(NAMES) + 1)
    return Wiring(
        layout=options.layout, bus_url=bus_url, secrets=read_secrets(options.layout),
        ports=dict(zip(NAMES, service_ports, strict=True)) | {GATEWAY: options.port or free},
        database_urls={name: postgres.url(name) for name in DEPLOYED},
    )


def _migrate(supervisor: Supervisor, wiring: Wiring) -> None:
    say("Bringing the databases up to date")
    supervisor.run_to_end(ProcessPlan("migrate", "task", lambda: migrate_all(wiring.database_urls),
                                      wiring.layout.log_of("migrate")))


def _state(options: PlatformOptions, wiring: Wiring, postgres: EmbeddedPostgres, supervisor: Supervisor,
           broker_pid: int | None) -> PlatformState:
    running = [RunningProcess(child.plan.name, child.plan.role, child.pid, child.plan.port)
               for child in supervisor.children]
    running.append(RunningProcess("postgres", "database", postgres.pid))
    if broker_pid:
        running.append(RunningProcess("kafka", "bus", broker_pid))
    return PlatformState(pid=os.getpid(), address=wiring.address, bus=options.bus, database=postgres.version(),
                         is_ready=False, processes=running)
