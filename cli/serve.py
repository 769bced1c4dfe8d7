"""Start one process of one service in the foreground: `python -m cli.serve absence web`.

What it needs stands in the environment, as the service's settings.py describes it. Compose, Kubernetes and the
supervisor of `./ontzorg up` all come through here.
"""
import importlib
from typing import Any

import click

from cli.endings import WrongInput
from cli.web_server import WebOptions, WebServer
from shared.service.settings import SettingsError

SERVICES = ("identity", "absence", "casework", "claims", "billing", "gateway")
ROLES = ("web", "worker")


@click.command(epilog="Example: python -m cli.serve absence worker")
@click.argument("service", type=click.Choice(SERVICES))
@click.argument("role", type=click.Choice(ROLES))
@click.option("--bind", default="127.0.0.1", show_default=True, help="Address on which a web process listens.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 200),
              help="Requests that a web process answers at once.")
def main(service: str, role: str, bind: str, threads: int) -> None:
    """Run one process of SERVICE until SIGTERM; the work in hand is finished."""
    run(service, role, WebOptions(bind, threads))


def run(service: str, role: str, options: WebOptions) -> None:
    """The process itself, also called by the supervisor in a forked child.

    :raises WrongInput: if a setting is missing or wrong, or there is no such process
    """
    if service == "gateway" and role == "worker":
        raise WrongInput("The gateway has no worker: it neither publishes nor consumes events.")
    settings = read_settings(service)
    if role == "web":
        WebServer(service, settings, options).serve()
    else:
        importlib.import_module(f"services.{service}.worker").main(settings)


def read_settings(service: str) -> Any:
    """The service's settings from the environment.

    :raises WrongInput: naming the setting
    """
    module = importlib.import_module(f"services.{service}.settings")
    try:
        return module.Settings.from_env()
    except SettingsError as problem:
        raise WrongInput(f"{service}: {problem}.") from None


if __name__ == "__main__":
    main()
