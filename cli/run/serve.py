"""Start one process of one service in the foreground: `python -m cli.run.serve absence web`.

Its settings come from the environment, see shared/service/settings.py and the service's own settings.py. Compose,
Kubernetes and the supervisor of `./ontzorg up` all start processes here. An image contains the files of one service
only, so this module must not need those of another.
"""
import importlib
import json
from contextlib import closing
from dataclasses import asdict
from typing import Any

import click

from cli.endings import Misbehaved, WrongInput
from cli.run.service_parts import jobs_of, settings_of
from cli.run.web_server import WebOptions, WebServer
from shared.kernel.services import DEPLOYED, STORES, role_of
from shared.observability.logging import configure_logging
from shared.service.settings import SettingsError

ROLES = ("web", "worker", "jobs", "migrate", "await-migration")
"""`web` and `worker` run until stopped; `jobs` runs due jobs once; `migrate` migrates the database; the last waits for that."""
BY_HAND = ("replay",)
"""A role for operators: rebuilds the copies like `./ontzorg replay`, where database and bus are reachable."""
MIGRATION_SECONDS = 300.0


@click.command(epilog="Example: python -m cli.run.serve absence worker")
@click.argument("service", type=click.Choice(DEPLOYED))
@click.argument("role", type=click.Choice(ROLES + BY_HAND))
@click.option("--bind", default="127.0.0.1", show_default=True, help="Address on which a web process listens.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 200),
              help="Number of concurrent requests of a web process.")
@click.option("--logins-waiting", default=200, show_default=True, type=click.IntRange(1, 10_000),
              help="Number of posted passwords and codes that wait in a web process before more are refused.")
def main(service: str, role: str, bind: str, threads: int, logins_waiting: int) -> None:
    """Run one process of SERVICE until it is done or receives SIGTERM, after which it finishes the current work."""
    run(service, role, WebOptions(bind, threads, logins_waiting))


def run(service: str, role: str, options: WebOptions) -> None:
    """Run the process; also called by the supervisor in a forked child.

    :raises WrongInput: if a setting is missing or invalid, or the service has no such process
    """
    if service == "gateway" and role in ("worker", "jobs", "replay"):
        raise WrongInput(f"The gateway has no {role}: it has no events and no jobs.")
    settings = read_settings(service)
    if role == "web":
        WebServer(service, settings, options).serve()
    elif role == "worker":
        importlib.import_module(f"services.{service}.worker").main(settings)
    elif role == "jobs":
        from shared.service.worker import run_due_jobs
        run_due_jobs(settings, jobs_of(service))
    elif role == "replay":
        _replay(service, settings)
    else:
        _migrate(service, settings, only_wait=role == "await-migration")


def _migrate(service: str, settings: Any, *, only_wait: bool) -> None:
    from shared.db.migrations import await_newest, upgrade
    configure_logging(f"{service}-migrate", settings.log_level)
    given = getattr(settings, "further_stores", {})
    if not only_wait and (missing := [role_of(*one) for one in STORES if one[0] == service and one[1] not in given]):
        raise WrongInput(f"{service}: setting {missing[0].upper()}_DATABASE_URL is missing.")
    for store, url in {None: settings.database_url, **given}.items():
        if not only_wait:
            upgrade(service, url, store=store)
        elif not await_newest(service, url, patience_seconds=MIGRATION_SECONDS, store=store):
            raise Misbehaved(f"The database of {service} is not at its newest migration; see the log of its migrate process.")


def _replay(service: str, settings: Any) -> None:
    from shared.bus.factory import open_bus
    from shared.bus.log_reader import open_log
    from shared.bus.port import BusError
    from shared.db.session import Database
    from shared.messaging.repair.replay import ReplayRuns, replay
    configure_logging(f"{service}-replay", "WARNING")
    subscribers = importlib.import_module(f"services.{service}.subscribers").subscribers
    metadata = importlib.import_module(f"services.{service}.store").Base.metadata
    database = Database(settings.database_url, settings.clock(), application=f"{service}-replay")
    try:
        with closing(open_bus(settings.bus_url)) as bus, closing(open_log(settings.bus_url)) as log:
            outcome = replay(database, bus, log, subscribers, metadata)
    except (ReplayRuns, BusError) as problem:
        raise Misbehaved(f"Nothing was changed: {problem}.") from None
    finally:
        database.dispose()
    click.echo(json.dumps(asdict(outcome) | {"differences": outcome.differences}, indent=1))


def read_settings(service: str) -> Any:
    """The service's settings from the environment.

    :raises WrongInput: naming the setting
    """
    try:
        return settings_of(service)
    except SettingsError as problem:
        raise WrongInput(f"{service}: {problem}.") from None


if __name__ == "__main__":
    main()
