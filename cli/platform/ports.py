"""TCP ports on this machine: check, find and query them."""
import socket
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException

from cli.endings import WrongInput

HOST = "127.0.0.1"
PATIENCE_SECONDS = 2.0


def require_free(port: int) -> None:
    """Refuse a port that something listens on.

    :raises WrongInput: naming the port and an alternative
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise WrongInput(f"Port {port} is reserved for the system; choose one above 1024 with --port.") from None
        except OSError:
            raise WrongInput(f"Port {port} is in use; choose another with --port, like --port {port + 1}.") from None


def free_ports(count: int) -> list[int]:
    """Distinct free ports."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for candidate in sockets:
            candidate.bind((HOST, 0))
        return [int(candidate.getsockname()[1]) for candidate in sockets]


def answers(port: int, path: str = "/health/ready") -> bool:
    """Whether a GET on this machine returns 200."""
    connection = HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
