"""One client's connection to a web process: the request that arrives, and the answer that the client has not yet read."""
import contextlib
import errno
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gunicorn.workers.gthread import TConn

MOST_AT_ONCE = 1_000_000
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
_WITHOUT_LENGTH = re.compile(rb"^transfer-encoding[ \t]*:", re.IGNORECASE | re.MULTILINE)
_EXPECTS_CONTINUE = re.compile(rb"^expect:[ \t]*100-continue[ \t]*\r$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Patience:
    """How much a web process waits for and holds of its clients.

    :ivar seconds: for a complete head, and for a client that does not read
    :ivar slowest: bytes per second that a body or an answer takes at least, after those seconds
    :ivar head_bytes: largest head of a request
    :ivar body_bytes: largest body
    :ivar held_bytes: of all requests that are not complete, from which a body over 64 kB is refused; and of all answers
        that were not read, from which the answering thread waits for its client
    :ivar connections: of one address; 0 for any number
    """

    seconds: float = 10.0
    slowest: int = 50_000
    head_bytes: int = 32_768
    body_bytes: int = 8_200_000
    held_bytes: int = 32_000_000
    connections: int = 100


class Refused(Exception):
    """The web process does not take the request; the message is the status line without the version."""


class Incoming:
    """The bytes of a request until it is complete.

    :ivar length: of the whole request; None until its head is complete
    """

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self.got = bytearray()
        self.length: int | None = None
        self.expects_continue = False

    def add(self, data: bytes) -> None:
        """Append what arrived.

        :raises Refused: if the request is too large, or does not say how long it is
        """
        searched = max(0, len(self.got) - len(_END_OF_HEAD))
        self.got += data
        if self.length is None:
            self._read_head(searched)

    @property
    def is_complete(self) -> bool:
        """Whether the request can be handed to a thread."""
        return self.length is not None and len(self.got) >= self.length

    def take(self) -> bytes:
        """Remove the complete request and leave what the client sent after it."""
        assert self.length is not None
        request, self.got = bytes(self.got[:self.length]), self.got[self.length:]
        self.length, self.expects_continue = None, False
        return request

    def _read_head(self, searched: int) -> None:
        end = self.got.find(_END_OF_HEAD, searched)
        if max(end, len(self.got) if end < 0 else 0) > self._patience.head_bytes:
            raise Refused("431 Request Header Fields Too Large")
        if end < 0:
            return
        if _WITHOUT_LENGTH.search(self.got, 0, end + 2):
            raise Refused("411 Length Required")
        found = _LENGTH.search(self.got, 0, end + 2)
        body = int(found[1]) if found else 0
        if body > self._patience.body_bytes:
            raise Refused("413 Content Too Large")
        self.length = end + len(_END_OF_HEAD) + body
        self.expects_continue = not self.is_complete and bool(_EXPECTS_CONTINUE.search(self.got, 0, end + 2))


class ClientSocket(socket.socket):
    """A socket whose answer waits in memory, not in a thread, while the client does not read it.

    :ivar unread: what remains to be sent; used by the thread while it answers, and by the worker's loop afterwards
    """

    patience: Patience
    may_hold: Callable[[int], bool]

    def prepare(self, patience: Patience, may_hold: Callable[[int], bool]) -> "ClientSocket":
        """Set what the socket may hold.

        :param may_hold: whether this number of further bytes may wait in memory
        """
        self.patience, self.may_hold, self.unread = patience, may_hold, bytearray()
        super().setblocking(False)
        return self

    def setblocking(self, flag: bool) -> None:
        """Stay non-blocking: a thread that answers has the complete request."""

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send, or keep what the client does not take now."""
        self.unread += data
        self.send_unread()
        if self.unread and not self.may_hold(len(self.unread)):
            self._wait_for_the_client()

    def send_unread(self) -> None:
        """Send as much as the client takes now.

        :raises OSError: if it is gone
        """
        with contextlib.suppress(BlockingIOError):
            while self.unread:
                del self.unread[:self.send(bytes(self.unread[:MOST_AT_ONCE]))]

    def _wait_for_the_client(self) -> None:
        waiting, self.unread = bytes(self.unread), bytearray()
        self.settimeout(self.patience.seconds)
        try:
            super().sendall(waiting)
        except TimeoutError:
            raise BrokenPipeError(errno.EPIPE, "the client does not read the answer") from None
        finally:
            self.settimeout(0.0)


class Connection(TConn):  # type: ignore[misc]
    """A connection whose requests are collected before a thread gets them."""

    def __init__(self, cfg: Any, sock: ClientSocket, client: Any, server: Any, incoming: Incoming,
                 on_close: Callable[[], None]) -> None:
        super().__init__(cfg, sock, client, server)
        self.incoming = incoming
        self._on_close = on_close

    def close(self, graceful: bool = False) -> None:
        """Close at once: the worker's loop has waited for the client before, if it had to."""
        self._on_close()
        super().close(graceful=False)
