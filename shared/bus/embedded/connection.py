"""A PostgreSQL connection opened on first use, and reopened after a failure or a fork."""
import os
import threading
from types import TracebackType

import psycopg
from psycopg.conninfo import conninfo_to_dict

from shared.bus.embedded.log import Connection


def connect(url: str, *, name: str, stall_seconds: float | None = None) -> Connection:
    """Open a connection.

    :param url: a URL for psycopg or for SQLAlchemy
    :param name: application name shown in pg_stat_activity
    :param stall_seconds: idle time within a transaction after which the server closes the connection and frees its locks
    """
    settings = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
    if stall_seconds is not None:
        settings["idle_in_transaction_session_timeout"] = str(int(stall_seconds * 1000))
    options = " ".join(f"-c {key}={value}" for key, value in settings.items())
    return psycopg.connect(_libpq_url(url), application_name=name[:63], options=options, connect_timeout=5)


def is_same_server(url: str, other: str) -> bool:
    """Return whether two URLs name databases on one server, which then share one write-ahead log."""
    place = _place_of(url)
    return place == _place_of(other) and any(place)


def _place_of(url: str) -> tuple[str | int | None, ...]:
    known = conninfo_to_dict(_libpq_url(url))
    return tuple(known.get(part) for part in ("host", "hostaddr", "port"))


def _libpq_url(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


class OwnConnection:
    """One connection shared by the threads of a process; `with own as connection:` is one transaction."""

    def __init__(self, url: str, name: str) -> None:
        self._url = url
        self._name = name
        self._inherited: list[Connection] = []
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._connection: Connection | None = None

    def __enter__(self) -> Connection:
        if self._process != os.getpid():
            if self._connection is not None:
                self._inherited.append(self._connection)  # closing it here would close the parent's session
            self._start_afresh()
        self._lock.acquire()
        try:
            if self._connection is None or self._connection.closed:
                self._connection = connect(self._url, name=self._name)
        except BaseException:
            self._lock.release()
            raise
        return self._connection

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._connection is not None
        try:
            if kind is None:
                self._connection.commit()
            elif not self._connection.broken:
                self._connection.rollback()
        finally:
            if self._connection.broken:
                self._connection.close()
            self._lock.release()

    def close(self) -> None:
        """Close the connection if this process opened one."""
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
