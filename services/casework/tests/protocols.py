"""Lets a test use another protocol than that of the file."""
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.casework.domain.plan import protocol


@contextmanager
def use_protocol(folder: Path, text: str) -> Iterator[None]:
    """Everything reads the protocol from a file with this text."""
    path, before = folder / "protocol.toml", protocol.FILE
    path.write_text(text, encoding="utf-8")
    protocol.FILE = path
    _forget()
    try:
        yield
    finally:
        protocol.FILE = before
        _forget()


def _forget() -> None:
    protocol.protocol.cache_clear()
    protocol.versions_on.cache_clear()
