"""The database of one service: sessions with the platform's clock, and transactions that only this module commits."""
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy import orm as sa_orm
from sqlalchemy.exc import DisconnectionError

from shared.db.prepared import Bound, Rows, run_together
from shared.kernel.clock import Clock

READ_ONLY = "25006"
"""SQLSTATE of a write on a standby: after a failover the pool may still hold connections to the former primary."""
QUIET_SECONDS = 1.0
"""A connection that was idle for so long is tried before it is used again."""

Check = Callable[[Rows], None]


class Session(sa_orm.Session):
    """A SQLAlchemy session with the platform's clock, the only source of time for a use case.

    :ivar before_commit: functions that return a statement to run just before the commit, or None
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        super().__init__(engine, expire_on_commit=False, autoflush=True)
        self.clock = clock
        self.before_commit: list[Callable[[], Bound | None]] = []
        self._queue: list[tuple[Bound, Check | None]] = []

    def later(self, statement: Bound, check: Check | None = None) -> None:
        """Queue a statement: it is sent together with the next statement, at the latest with the commit.

        :param check: called with its rows; may raise
        """
        self._queue.append((statement, check))
        if self.in_nested_transaction():
            self.run_queue()

    def together(self, *statements: Bound) -> list[Rows]:
        """Run statements in one round trip, after the queued ones.

        :returns: the rows of each of these statements of these statements
        """
        return self.run_queue(*statements)

    def run_queue(self, *statements: Bound) -> list[Rows]:
        """Run the queued statements."""
        queue, self._queue = self._queue, []
        if not queue and not statements:
            return []
        found = run_together(super().connection(), [*(bound for bound, _ in queue), *statements])
        for (_, check), rows in zip(queue, found, strict=False):
            if check:
                check(rows)
        return found[len(queue):]

    def begin_nested(self) -> sa_orm.SessionTransaction:
        """Run the queued statements, then set a savepoint."""
        self.run_queue()
        return super().begin_nested()

    def connection(self, *arguments: Any, **options: Any) -> Connection:
        """Run the queued statements and return the connection of the transaction."""
        self.run_queue()
        return super().connection(*arguments, **options)

    def finish(self) -> None:
        """Run the queued statements and those of `before_commit`, and commit in the same round trip."""
        self.flush()
        if any(check for _, check in self._queue):
            self.run_queue()
        queue, self._queue = [bound for bound, _ in self._queue], []
        queue += [bound for statement_of in self.before_commit if (bound := statement_of())]
        if queue:
            run_together(super().connection(), queue, commit=True)

    def rollback(self) -> None:
        """Roll back the transaction and discard the queued statements."""
        self.forget_queue()
        super().rollback()

    def forget_queue(self) -> None:
        """Discard the queued statements; called after a rollback."""
        self._queue.clear()


@event.listens_for(Session, "do_orm_execute")
def _queue_first(state: sa_orm.ORMExecuteState) -> None:
    session = state.session
    assert isinstance(session, Session)
    session.run_queue()


@event.listens_for(Session, "before_flush")
def _queue_before_flush(session: Session, *_: Any) -> None:
    session.run_queue()


@event.listens_for(Session, "before_commit")
def _finish(session: Session) -> None:
    if not session.in_nested_transaction():
        session.finish()


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, transaction: sa_orm.SessionTransaction) -> None:
    if transaction.parent is None:
        session.forget_queue()


class Database:
    """The engine of one process; create it after a fork.

    :param url: ``postgresql+psycopg://…`` or ``postgresql://…``
    :param tests_idle: whether to test a connection that was idle before use; unnecessary for a caller that retries
    :param statement_seconds: how long one statement may take before the database ends it; None is without limit
    """

    def __init__(self, url: str, clock: Clock, *, pool_size: int = 4, application: str = "ontzorg",
                 tests_idle: bool = True, statement_seconds: int | None = None) -> None:
        self.url = url
        self.clock = clock
        self._beside: list[Database] = []
        connect = {"application_name": application}
        if statement_seconds is not None:
            connect["options"] = f"-c statement_timeout={statement_seconds}s"
        self.engine = create_engine(url, pool_size=pool_size, max_overflow=4, pool_recycle=1800,
                                    hide_parameters=True,  # they are personal data, and errors are logged
                                    connect_args=connect)
        event.listen(self.engine, "handle_error", _leave_standby)
        if tests_idle:
            event.listen(self.engine, "checkin", _note_use)
            event.listen(self.engine, "checkout", self._try_idle)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits when the block ends, or rolls back on any error."""
        with Session(self.engine, self.clock) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for queries; it is rolled back when the block ends."""
        with Session(self.engine, self.clock) as session:
            yield session

    def beside(self, url: str, **options: Any) -> "Database":
        """A further store with the same clock, whose connections are closed with those of this database."""
        store = Database(url, self.clock, **options)
        self._beside.append(store)
        return store

    def dispose(self) -> None:
        """Close all connections."""
        for store in self._beside:
            store.dispose()
        self.engine.dispose()

    def _try_idle(self, connection: Any, record: Any, _proxy: Any) -> None:
        """Test a connection that was idle; if it is broken, the pool replaces all connections of the same age or older."""
        used_at = record.info.get("used_at")
        if used_at is None or time.monotonic() - used_at < QUIET_SECONDS:
            return
        try:
            self.engine.dialect.do_ping(connection)
        except self.engine.dialect.loaded_dbapi.Error as problem:
            raise DisconnectionError("an idle connection broke") from problem


def _note_use(_connection: Any, record: Any) -> None:
    record.info["used_at"] = time.monotonic()


def _leave_standby(context: ExceptionContext) -> None:
    """Discard the pool's connections after a write on a standby; new connections reach the primary."""
    if getattr(context.original_exception, "sqlstate", None) == READ_ONLY:
        context.is_disconnect = True
