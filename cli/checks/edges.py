"""Whether a collected test goes through an edge of the platform: HTTP, a page, an event, a job or a command.

The answer comes from the source of the test and of the test code that it calls, because collecting runs no test. Set-up
through a fixture does not count; calls by the test itself do. Production code is not followed: calling a use case or a
domain function is not an edge.
"""
import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from cli.platform.layout import ROOT

SENDS = frozenset({"post", "put", "patch", "request", "test_client", "deliver", "run_jobs", "goto", "invoke", "urlopen", "Popen",
                   "check_output"})
"""Methods that always reach an edge: of a test client, a browser or a service under test."""
READS = frozenset({"get", "open", "delete"})
"""Methods that reach an edge if their argument is an address; dictionaries and files have them too."""
RULES = "domain"
"""The folder of tests that call rules directly."""
SUPPORT = ("tests", "testing", "people")
"""Folders whose test code is followed."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Place = tuple[Path, Function]


@dataclass(slots=True)
class Source:
    """The definitions of one file of test code.

    :ivar functions: functions by name; methods are listed separately by their own name, regardless of class
    :ivar imported: file and original name of each name imported from other test code
    """

    path: Path
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, dict[str, Function]] = field(default_factory=dict)
    imported: dict[str, tuple[Path, str]] = field(default_factory=dict)


def goes_through_edge(item: pytest.Item) -> bool:
    """Whether the test calls an edge, itself or through test code that it calls."""
    function = getattr(item, "function", None)
    if function is None or RULES in item.path.parent.parts:
        return False
    source = _read(item.path)
    owner = getattr(item, "cls", None)
    own = source.classes.get(owner.__name__, {}) if owner else source.functions
    start = own.get(function.__name__)
    return start is not None and _reaches((item.path, start), _fixtures(item))


def _fixtures(item: pytest.Item) -> dict[str, Place]:
    """The fixtures of the test that are defined in test code."""
    info = getattr(item, "_fixtureinfo", None)
    found: dict[str, Place] = {}
    for name, definitions in (info.name2fixturedefs if info else {}).items():
        function = definitions[-1].func
        path = Path(function.__code__.co_filename)
        if _is_support(path):
            for node in _all_functions(_read(path)):
                if node.name == function.__name__:
                    found[name] = (path, node)
    return found


def _reaches(start: Place, fixtures: dict[str, Place]) -> bool:
    methods = _methods({start[0], *(path for path, _ in fixtures.values())})
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        path, function = waiting.pop()
        if id(function) in seen:
            continue
        seen.add(id(function))
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _is_edge(node):
                return True
            waiting += _next_places(node, _read(path), fixtures, methods)
    return False


def _is_edge(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    base = call.func.value
    if isinstance(base, ast.Name) and base.id == "subprocess":
        return True
    return call.func.attr in SENDS or (call.func.attr in READS and bool(call.args) and _is_address(call.args[0]))


def _is_address(argument: ast.expr) -> bool:
    """Whether an expression is a path or URL: its text contains a slash, or its name indicates it."""
    return any((isinstance(part, ast.Constant) and isinstance(part.value, str) and "/" in part.value)
               or (isinstance(part, ast.Name) and part.id in {"path", "url", "address"})
               or (isinstance(part, ast.Attribute) and part.attr == "url") for part in ast.walk(argument))


def _next_places(node: ast.AST, source: Source, fixtures: dict[str, Place],
                 methods: dict[str, list[Place]]) -> Iterator[Place]:
    """Test code that a node of a function's body refers to."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not list(_named(node.func.id, source)):
        yield from methods.get("__call__", [])  # possibly a callable object
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from methods.get(node.func.attr, [])
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in fixtures:
        yield fixtures[node.func.id]  # a fixture that returns a function
    elif isinstance(node, ast.Name):
        yield from _named(node.id, source)


def _named(name: str, source: Source) -> Iterator[Place]:
    """The function with this name, local or imported; for a class its constructor."""
    if name in source.functions:
        yield source.path, source.functions[name]
    for constructor in ("__init__", "__post_init__"):
        if constructor in source.classes.get(name, {}):
            yield source.path, source.classes[name][constructor]
    if name in source.imported:
        path, original = source.imported[name]
        yield from _named(original, _read(path))


def _methods(files: Iterable[Path]) -> dict[str, list[Place]]:
    """Methods by name, of the classes in these files and in the test code that they import."""
    found: dict[str, list[Place]] = {}
    seen: set[Path] = set()
    waiting = list(files)
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        source = _read(path)
        for name, method in ((name, method) for each in source.classes.values() for name, method in each.items()):
            found.setdefault(name, []).append((path, method))
        waiting += [imported for imported, _ in source.imported.values()]
    return found


@cache
def _read(path: Path) -> Source:
    source = Source(path)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, Function):
            source.functions[node.name] = node
        elif isinstance(node, ast.ClassDef):
            source.classes[node.name] = {part.name: part for part in node.body if isinstance(part, Function)}
    for statement in ast.walk(tree):
        if isinstance(statement, ast.ImportFrom) and statement.module:
            file = ROOT / (statement.module.replace(".", "/") + ".py")
            if _is_support(file) and file.exists():
                source.imported |= {alias.asname or alias.name: (file, alias.name) for alias in statement.names}
    return source


def _all_functions(source: Source) -> Iterator[Function]:
    yield from source.functions.values()
    for methods in source.classes.values():
        yield from methods.values()


def _is_support(path: Path) -> bool:
    return bool(set(SUPPORT) & set(path.parts)) and "site-packages" not in path.parts
