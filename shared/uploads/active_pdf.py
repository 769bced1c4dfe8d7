"""Finds what a PDF can do or carry besides its pages: scripts, launch actions, embedded files (ISO 32000-1, 7.11.4, 12.6.4)."""
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

ACTIVE = frozenset({"/JS", "/JavaScript", "/Launch", "/GoToE", "/EF", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA"})
"""Names of actions, keys and types."""
OTHER_FILTERS = frozenset({"/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
MOST_OBJECTS = 50_000
"""More are not checked one by one, because that takes long."""
MOST_INFLATED = 16_000_000
"""Bytes of one stream of objects in a damaged file."""

_NAME = re.compile(rb"/(?:[^\x00-\x20()<>\[\]{}/%#]|#[0-9A-Fa-f]{2})+")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")


def is_active(content: bytes, *, most_objects: int = MOST_OBJECTS) -> bool:
    """Whether a PDF has a script, a launch action or an embedded file, also in its streams of objects.

    A file that the parser cannot read to the end is searched as text, because other programs may repair and open it. There,
    streams of objects that can be written in other ways than deflated count as active.
    """
    try:
        return any(name in ACTIVE for one in _objects(content, most_objects) for name in _names(one))
    except Exception:  # the parser raises many kinds on damaged files, also RecursionError
        found = {_plain(name[0]) for part in (content, *_inflated(content)) for name in _NAME.finditer(part)}
        return bool(found & ACTIVE) or ("/ObjStm" in found and bool(found & OTHER_FILTERS))


def _objects(content: bytes, most: int) -> Iterator[Any]:
    """All objects of the file, also those to which nothing refers."""
    reader = PdfReader(io.BytesIO(content))
    known = [(number, generation) for generation, numbers in reader.xref.items() for number in numbers]
    known += [(number, 0) for number in reader.xref_objStm]
    if len(known) > most:
        raise ValueError("too many objects")
    yield reader.trailer
    for number, generation in known:
        yield reader.get_object(IndirectObject(number, generation, reader))


def _names(value: Any) -> Iterator[str]:
    """The keys and names in an object, without the objects to which it refers."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            yield from one.keys()
            waiting.extend(one.values())
        elif isinstance(one, ArrayObject):
            waiting.extend(one)
        elif isinstance(one, str):
            yield one


def _inflated(content: bytes) -> Iterator[bytes]:
    for start in _STREAM.finditer(content):
        try:
            yield zlib.decompressobj().decompress(content[start.end():], MOST_INFLATED)
        except zlib.error:
            continue


def _plain(name: bytes) -> str:
    """A name without the escapes that can disguise it."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), name).decode("latin-1")
