"""Start one process of one service in the foreground: `python -m cli.serve absence web`.

What it needs stands in the environment, as the service's settings.py describes it. Compose, Kubernetes and the
supervisor of `./ontzorg up` all come through here.
"""
import importlib
from collections.abc import Callable
from typing import Any

import click

from cli.endings import WrongInput
from shared.service.settings import SettingsError

SERVICES = ("identity", "absence", "casework", "claims", "billing", "gateway")
ROLES = ("web", "worker")
GRACE_SECONDS = 8


@click.command(epilog="Example: python -m cli.serve absence worker")
@click.argument("service", type=click.Choice(SERVICES))
@click.argument("role", type=click.Choice(ROLES))
@click.option("--bind", default="127.0.0.1", show_default=True, help="Address on which a web process listens.")
@click.option("--threads", default=8, show_default=True, help="Requests that a web process answers at once.")
def main(service: str, role: str, bind: str, threads: int) -> None:
    """Run one process of SERVICE until SIGTERM; the work in hand is finished."""
    run(service, role, bind=bind, threads=threads)


def run(service: str, role: str, *, bind: str = "127.0.0.1", threads: int = 8) -> None:
    """The process itself, also called by the supervisor in a forked child.

    :raises WrongInput: if a setting is missing or wrong, or there is no such process
    """
    if service == "gateway" and role == "worker":
        raise WrongInput("The gateway has no worker: it neither publishes nor consumes events.")
    settings = read_settings(service)
    if role == "web":
        run_web(service, settings, bind=bind, threads=threads)
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


def run_web(service: str, settings: Any, *, bind: str, threads: int) -> None:
    """Serve the application with gunicorn: one worker process with threads, made after the fork."""
    from gunicorn.app.base import BaseApplication

    class WebServer(BaseApplication):  # type: ignore[misc]
        """gunicorn without command line, configuration file and control socket."""

        def load_config(self) -> None:
            options = {
                "bind": f"{bind}:{settings.port}", "workers": 1, "worker_class": "gthread", "threads": threads,
                "control_socket_disable": True, "loglevel": "warning", "graceful_timeout": GRACE_SECONDS, "timeout": 60,
                "keepalive": 30, "proc_name": f"{service}-web",
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Callable[..., Any]:
            module = importlib.import_module(f"services.{service}.app")
            application: Callable[..., Any] = module.create_app(settings)
            return application

    WebServer().run()


if __name__ == "__main__":
    main()
