"""A gunicorn worker that gives a thread only to a complete request, so that slow clients occupy no thread.

Requests are collected, and answers that a client does not read are sent, in the worker's event loop, with a deadline for
each. It overrides inner methods of gunicorn's `gthread` worker: gunicorn is pinned, and
cli/tests/test_slow_clients.py checks the behaviour. TLS must end before it.
"""
import contextlib
import errno
import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from gunicorn import http
from gunicorn.workers.gthread import ThreadWorker

from cli.run.client_connection import ClientSocket, Connection, Incoming, Patience, Refused
from cli.run.login_queue import THREADS, LoginQueue, refusal

SMALL_BODY = 65_536
LINGER_SECONDS = 2.0
LOOK_EVERY_SECONDS = 0.5
NOT_ACCEPTED = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Collects requests in its event loop; `app.patience` holds the limits, and `app.logins` the queue of logins or None."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._patience: Patience = self.app.patience
        self._logins: LoginQueue | None = self.app.logins
        self._queued = 0
        self._waiting: dict[Connection, float] = {}
        self._looked_at = 0.0
        self._open: Counter[str] = Counter()

    def init_process(self) -> None:
        """Begin to serve, in the process that serves."""
        self._login_threads = ThreadPoolExecutor(THREADS)
        super().init_process()

    def accept(self, listener: Any) -> None:
        """Accept a connection, unless its address has too many."""
        try:
            accepted, client = listener.accept()
        except OSError as problem:
            if problem.errno in NOT_ACCEPTED:
                return
            raise
        address = str(client[0])
        if 0 < self._patience.connections <= self._open[address]:
            accepted.close()
            return
        self.nr_conns += 1
        self._open[address] += 1
        sock = ClientSocket(fileno=accepted.detach()).prepare(self._patience, self._may_hold)
        conn = Connection(self.cfg, sock, client, listener.getsockname(), Incoming(self._patience),
                          partial(self._closed, address))
        conn.parser = http.get_parser(self.cfg, sock, client)
        conn.initialized = conn.data_ready = True
        self._receive(conn)

    def on_client_socket_readable(self, conn: Connection, client: Any) -> None:
        """Collect the next request of a kept-alive connection."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._receive(conn)

    def finish_request(self, conn: Connection, answered: "Future[bool]") -> None:
        """Send what the client has not read, then wait for its next request or close."""
        goes_on = not answered.cancelled() and answered.exception() is None and bool(answered.result())
        if conn.sock.unread:
            seconds = self._patience.seconds + len(conn.sock.unread) / self._patience.slowest
            self._wait(conn, selectors.EVENT_WRITE, partial(self._send, conn, answered), seconds)
        elif not goes_on:
            self._close_gently(conn)
        elif conn.incoming.got:
            self._receive(conn)
        else:
            super().finish_request(conn, answered)

    def run(self) -> None:
        """Serve until the end; what then waits in the queue of logins is dropped with its connection."""
        super().run()
        self._login_threads.shutdown(wait=False, cancel_futures=True)

    def murder_pending(self) -> None:
        """Close connections whose deadline has passed, and on a shutdown those that have sent nothing."""
        now = time.monotonic()
        if now - self._looked_at < LOOK_EVERY_SECONDS:
            return
        self._looked_at = now
        for conn, deadline in list(self._waiting.items()):
            if deadline < now or not (self.alive or conn.incoming.got or conn.sock.unread):
                self._stop_waiting(conn)
                self._drop(conn)

    def _receive(self, conn: Connection) -> None:
        """Wait for a request; what was sent after the previous one is read first."""
        self._wait(conn, selectors.EVENT_READ, partial(self._read, conn), self._patience.seconds)
        if conn.incoming.got:
            self._take(conn, b"")

    def _read(self, conn: Connection, sock: ClientSocket) -> None:
        try:
            data = sock.recv(SMALL_BODY)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._take(conn, data)
        else:
            self._stop_waiting(conn)
            self._drop(conn)

    def _take(self, conn: Connection, data: bytes) -> None:
        incoming = conn.incoming
        had_head = incoming.length is not None
        try:
            incoming.add(data)
            if len(incoming.got) > SMALL_BODY and self._held() > self._patience.held_bytes:
                raise Refused("503 Service Unavailable")
        except Refused as refusal:
            self._refuse(conn, str(refusal))
            return
        if incoming.is_complete:
            self._hand_over(conn, incoming.take())
        elif incoming.length is not None and not had_head:
            self._wait_for_body(conn, incoming.length)

    def _hand_over(self, conn: Connection, request: bytes) -> None:
        queue = self._logins if self._logins and self._logins.takes(request) else None
        if queue and self._queued >= queue.most:
            self._refuse(conn, "503 Service Unavailable", *refusal())
            return
        self._stop_waiting(conn)
        conn.parser.unreader.unread(request)
        if queue is None:
            self.enqueue_req(conn)
        else:
            self._queued += 1
            self._login_threads.submit(self.handle, conn).add_done_callback(partial(self._leave_queue, conn))

    def _leave_queue(self, conn: Connection, answered: "Future[bool]") -> None:
        """Continue in the event loop; called by the thread that answered, or by a shutdown."""
        if not answered.cancelled():
            self.method_queue.defer(self._left_queue, conn, answered)

    def _left_queue(self, conn: Connection, answered: "Future[bool]") -> None:
        self._queued -= 1
        self.finish_request(conn, answered)

    def _wait_for_body(self, conn: Connection, length: int) -> None:
        self._waiting[conn] = time.monotonic() + self._patience.seconds + length / self._patience.slowest
        if conn.incoming.expects_continue:
            with contextlib.suppress(OSError):
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _refuse(self, conn: Connection, status: str, headers: str = "", body: bytes = b"") -> None:
        self._stop_waiting(conn)
        conn.incoming.got.clear()
        with contextlib.suppress(OSError):
            head = f"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
            conn.sock.send(head.encode() + body)
        self._close_gently(conn)

    def _send(self, conn: Connection, answered: "Future[bool]", sock: ClientSocket) -> None:
        try:
            sock.send_unread()
        except OSError:
            self._stop_waiting(conn)
            self._drop(conn)
            return
        if not sock.unread:
            self._stop_waiting(conn)
            self.finish_request(conn, answered)

    def _close_gently(self, conn: Connection) -> None:
        """Close once the client has closed too, so that it receives all of the answer (RFC 9112 section 9.6)."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._drop(conn)
        else:
            self._wait(conn, selectors.EVENT_READ, partial(self._discard, conn), LINGER_SECONDS)

    def _discard(self, conn: Connection, sock: ClientSocket) -> None:
        try:
            is_open = bool(sock.recv(SMALL_BODY))
        except BlockingIOError:
            return
        except OSError:
            is_open = False
        if not is_open:
            self._stop_waiting(conn)
            self._drop(conn)

    def _wait(self, conn: Connection, event: int, then: Callable[[ClientSocket], None], seconds: float) -> None:
        self._waiting[conn] = time.monotonic() + seconds
        self.poller.register(conn.sock, event, then)

    def _stop_waiting(self, conn: Connection) -> None:
        del self._waiting[conn]
        self.poller.unregister(conn.sock)

    def _drop(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.close()

    def _closed(self, address: str) -> None:
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]

    def _held(self) -> int:
        return sum(len(conn.incoming.got) for conn in self._waiting)

    def _may_hold(self, more: int) -> bool:
        """Whether an answer of this length may wait in memory; called by threads."""
        return sum(len(conn.sock.unread) for conn in list(self._waiting)) + more <= self._patience.held_bytes
