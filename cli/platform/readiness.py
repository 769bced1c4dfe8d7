"""Whether a started process can do its work."""
from http.client import HTTPConnection, HTTPException

from cli.platform.ports import HOST
from cli.platform.processes import ProcessPlan

PATIENCE_SECONDS = 2.0


def is_ready(plan: ProcessPlan) -> bool:
    """A web process answers on /health/ready, a worker has touched its file."""
    if plan.port is not None:
        return answers(plan.port)
    return plan.ready_file is None or plan.ready_file.exists()


def answers(port: int, path: str = "/health/ready") -> bool:
    """Whether something on this machine says 200."""
    connection = HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
