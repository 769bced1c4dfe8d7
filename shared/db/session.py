"""One database of one service: sessions that know the clock, and transactions that only this module commits."""
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, ExceptionContext, create_engine, event
from sqlalchemy import orm as sa_orm

from shared.kernel.clock import Clock

READ_ONLY = "25006"
"""SQLSTATE of a write on a standby: the primary has moved, and the pool still holds connections to the former one."""


class Session(sa_orm.Session):
    """A SQLAlchemy session with the platform's clock; a use case takes the time from nowhere else."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        super().__init__(engine, expire_on_commit=False, autoflush=True)
        self.clock = clock


class Database:
    """The engine of one process, made after any fork.

    :param url: ``postgresql+psycopg://…`` or ``postgresql://…``
    :param asks_first: whether a connection is tried before each use, for who would fail on one that broke
    :param statement_seconds: how long one statement may take before the database ends it; None is without limit
    """

    def __init__(self, url: str, clock: Clock, *, pool_size: int = 4, application: str = "ontzorg",
                 asks_first: bool = True, statement_seconds: int | None = None) -> None:
        connect = {"application_name": application}
        if statement_seconds is not None:
            connect["options"] = f"-c statement_timeout={statement_seconds}s"
        self.url = url
        self.clock = clock
        self.engine = create_engine(url, pool_size=pool_size, max_overflow=4, pool_pre_ping=asks_first, pool_recycle=1800,
                                    hide_parameters=True,  # they are personal data, and errors are logged
                                    connect_args=connect)
        event.listen(self.engine, "handle_error", _leave_standby)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end, or rolls back on any error."""
        with Session(self.engine, self.clock) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for queries; whatever it changes is rolled back when it closes."""
        with Session(self.engine, self.clock) as session:
            yield session

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _leave_standby(context: ExceptionContext) -> None:
    """Have the pool connect anew, and so find the primary."""
    if getattr(context.original_exception, "sqlstate", None) == READ_ONLY:
        context.is_disconnect = True
