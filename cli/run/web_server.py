"""Runs gunicorn for one service: one worker process with threads, configured in code."""
import gc
import importlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gunicorn import sock
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from cli.endings import WrongInput
from cli.run.client_connection import Patience
from cli.run.login_queue import STEPS, LoginQueue
from cli.run.patient_worker import PatientWorker
from shared.observability.logging import configure_logging
from shared.service.settings import SettingsError

GRACE_SECONDS = 8
"""Time to finish requests after SIGTERM; less than the grace period of supervisor and Kubernetes."""


@dataclass(frozen=True, slots=True)
class WebOptions:
    """The options of a web process.

    :ivar logins_waiting: steps of logins that wait at most before more are refused
    :ivar is_supervised: whether its parent is a supervisor, so that gunicorn does not fork a worker
    """

    bind: str = "127.0.0.1"
    threads: int = 8
    logins_waiting: int = 200
    is_supervised: bool = False


class WebServer(BaseApplication):  # type: ignore[misc]
    """Creates the application in the process that serves it."""

    def __init__(self, service: str, settings: Any, options: WebOptions) -> None:
        self._service = service
        self._settings = settings
        self._options = options
        self.patience = Patience(connections=settings.connections_per_address)
        self.logins = LoginQueue(STEPS[service], options.logins_waiting) if service in STEPS else None
        super().__init__()

    def load_config(self) -> None:
        values = {
            "bind": f"{self._options.bind}:{self._settings.port}", "workers": 1, "worker_class": PatientWorker,
            "threads": self._options.threads, "control_socket_disable": True, "loglevel": "warning",
            "graceful_timeout": GRACE_SECONDS, "timeout": 60, "keepalive": 30, "proc_name": f"{self._service}-web",
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        module = importlib.import_module(f"services.{self._service}.app")
        configure_logging(f"{self._service}-web", self._settings.log_level)
        try:
            application: Callable[..., Any] = module.create_app(self._settings)
        except SettingsError as problem:
            raise self._refusal(f"{self._service}: {problem}.") from None
        gc.freeze()  # a full collection of what the start made would hold up all requests for tens of milliseconds
        return application

    def _refusal(self, sentence: str) -> BaseException:
        """Exit with a message for the supervisor; with this exit code gunicorn stops instead of restarting its worker."""
        if self._options.is_supervised:
            return WrongInput(sentence)
        print(sentence, file=sys.stderr, flush=True)
        return SystemExit(Arbiter.WORKER_BOOT_ERROR)

    def serve(self) -> None:
        """Serve requests until SIGTERM, then finish the current ones."""
        if self._options.is_supervised:
            self._serve_here()
        else:
            Arbiter(self).run()

    def _serve_here(self) -> None:
        """Serve in this process, which saves one process per service."""
        log = self.cfg.logger_class(self.cfg)
        listeners = sock.create_sockets(self.cfg, log)
        worker = PatientWorker(1, os.getppid(), listeners, self, self.cfg.timeout / 2, self.cfg, log)
        worker.pid = os.getpid()
        worker.init_process()
