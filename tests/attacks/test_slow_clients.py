"""Clients that send or read slowly, or keep connections open, against a real web process of the gateway."""
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

import pytest

from cli.platform.ports import free_ports
from shared.db.migrations import upgrade
from tests.attacks.web_process import WebProcess, web_process
from tests.deployment.production import production

SLOW_CLIENTS = 100
DEADLINE_SECONDS = 10.0
ORDINARY_SECONDS = 0.5
LARGE_FILE = "/static/vendor/tabler-core/tabler.min.css"
HEAD = b"Host: localhost\r\n"

ATTACKS = {
    "idle": (b"", b""),
    "head without an end": (b"GET /hulp HTTP/1.1\r\n" + HEAD + b"X-Slow: ", b"a"),
    "body without an end": (b"POST /hulp HTTP/1.1\r\n" + HEAD + b"Content-Length: 1000\r\n\r\nab", b"a"),
    "large body without an end": (b"POST /hulp HTTP/1.1\r\n" + HEAD + b"Content-Length: 1900000\r\n\r\nab", b"a"),
    "body in chunks without an end": (b"POST /hulp HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "answer that is not read": (f"GET {LARGE_FILE} HTTP/1.1\r\n".encode() + HEAD + b"\r\n", b""),
    "second request without an end": (b"GET /health/live HTTP/1.1\r\n" + HEAD + b"\r\nGET /hulp HTTP/1.1\r\nX-Slow: ", b"a"),
    "closing that is not answered": (b"GET /health/live HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n\r\n", b""),
}


@pytest.fixture(scope="module")
def gateway(new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    """A gateway with production settings."""
    database_url = new_database("gateway")
    upgrade("gateway", database_url)
    log = tmp_path_factory.mktemp("slow-clients") / "gateway.log"
    port, = free_ports(1)
    with web_process("gateway", port, production("gateway", database_url, "", port), log) as process:
        yield process


@pytest.fixture
def connect(gateway: WebProcess) -> Iterator[Callable[..., socket.socket]]:
    """Factory of connections, which are closed after the test."""
    with ExitStack() as stack:
        def one(address: str = "127.0.0.1", *, receive_bytes: int = 0) -> socket.socket:
            client = socket.socket()
            if receive_bytes:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
            client.bind((address, 0))
            client.settimeout(DEADLINE_SECONDS + 5)
            client.connect(("127.0.0.1", gateway.port))
            return stack.enter_context(client)

        yield one


@contextmanager
def dripping(clients: list[socket.socket], drop: bytes) -> Iterator[None]:
    """Send a few bytes on each connection, again and again."""
    stop = threading.Event()

    def drip() -> None:
        while drop and not stop.wait(0.5):
            for client in clients:
                try:
                    client.send(drop)
                except OSError:
                    continue

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def ordinary_request(port: int, method: str = "GET", body: bytes | None = None) -> tuple[int, float]:
    """Status and seconds of a request from another address."""
    started = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=8, source_address=("127.0.0.2", 0))
    try:
        connection.request(method, "/health/live", body)
        answer = connection.getresponse()
        answer.read()
        return answer.status, time.monotonic() - started
    finally:
        connection.close()


def is_closed(client: socket.socket) -> bool:
    """Whether the gateway closed the connection; waits until then, or for the time-out of the socket."""
    try:
        while client.recv(65_536):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


def read_all(client: socket.socket) -> bytes:
    """What the gateway sends until it closes the connection."""
    received = bytearray()
    while data := client.recv(65_536):
        received += data
    return bytes(received)


class TestSlowClients:
    @pytest.mark.parametrize(("start", "drop"), ATTACKS.values(), ids=ATTACKS)
    def test_change_nothing_for_others(self, gateway, connect, start, drop):
        slow = [connect(f"127.0.1.{number % 4 + 1}", receive_bytes=4096) for number in range(SLOW_CLIENTS)]
        for client in slow:
            client.sendall(start)

        with dripping(slow, drop):
            time.sleep(0.3)
            answers = [ordinary_request(gateway.port, "POST" if i % 2 else "GET", b"x" * 50_000 if i % 2 else None)
                       for i in range(10)]

        assert {status for status, _ in answers} == {200, 405}
        assert statistics.median(seconds for _, seconds in answers) < ORDINARY_SECONDS
        assert max(seconds for _, seconds in answers) < 2.0

    @pytest.mark.parametrize("attack", ["idle", "head without an end", "body without an end", "second request without an end"])
    def test_are_cut_off_after_ten_seconds(self, connect, attack):
        start, drop = ATTACKS[attack]
        client, started = connect(), time.monotonic()
        client.sendall(start)

        with dripping([client], drop):
            closed = is_closed(client)

        assert closed
        assert DEADLINE_SECONDS - 1 < time.monotonic() - started < DEADLINE_SECONDS + 3

    def test_get_the_rest_of_an_answer_that_they_read_late(self, connect):
        client = connect(receive_bytes=4096)
        client.sendall(ATTACKS["answer that is not read"][0].replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        time.sleep(1)

        received = read_all(client)

        head, _, body = received.partition(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        assert len(body) == length > 600_000


class TestOneAddress:
    def test_has_a_hundred_connections_and_the_others_are_served(self, gateway, connect):
        for _ in range(100):
            connect("127.0.2.1")

        surplus = connect("127.0.2.1")

        assert is_closed(surplus)
        assert ordinary_request(gateway.port)[0] == 200


class TestRequests:
    @pytest.mark.parametrize(("request_bytes", "status"), [
        (b"GET /hulp HTTP/1.1\r\nX-Large: " + b"a" * 40_000, b"431"),
        (b"POST /hulp HTTP/1.1\r\nHost: x\r\nContent-Length: 8500000\r\n\r\n", b"413"),
        (b"POST /hulp HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"411"),
        (b"POST /hulp HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", b"400"),
    ], ids=["large head", "large body", "no length", "two lengths"])
    def test_that_cannot_be_held_are_refused_at_once(self, connect, request_bytes, status):
        client, started = connect("127.0.0.3"), time.monotonic()

        client.sendall(request_bytes)

        assert client.recv(1000).split(b" ")[1] == status
        assert time.monotonic() - started < 2

    def test_of_two_megabytes_are_taken(self, gateway):
        assert ordinary_request(gateway.port, "POST", b"x" * 2_000_000)[0] == 405

    def test_sent_together_are_answered_in_order(self, connect):
        client = connect("127.0.0.4")
        live, hulp = (f"GET {path} HTTP/1.1\r\n".encode() + HEAD for path in ("/health/live", "/hulp"))

        client.sendall(live + b"\r\n" + hulp + b"Connection: close\r\n\r\n")

        received = read_all(client)
        assert received.count(b"HTTP/1.1 200") == 2
        assert received.index(b'"status"') < received.index(b"<title>")

    def test_may_be_announced_before_the_body(self, connect):
        client = connect("127.0.0.5")
        client.sendall(b"POST /health/live HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n"
                       b"Connection: close\r\n\r\n")

        invited = client.recv(1000)
        client.sendall(b"12345")

        assert invited.startswith(b"HTTP/1.1 100")
        assert b"HTTP/1.1 405" in read_all(client)
