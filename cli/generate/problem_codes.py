"""The catalogue of problem codes, read from the code: each code with its status and what it says (docs/problems.md).

A code comes into being where a refusal is raised. This reads every such place, so that a code with two statuses is seen.
"""
import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shared.kernel import refusals
from shared.web.problem_texts import CODES, SENTENCES, title_of
from shared.web.problems import STATUS

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "problems.md"
INTRODUCTION = """# Problem codes

Generated from the code by `python -m cli.generate.problem_codes`; a test keeps it up to date. A code has one status, wherever
it comes from. Codes of `input.…` stand in `errors` at the field they concern; the answer itself then has `input.invalid` or,
with one error, the code of that error.
"""
FIELDS = {"InvalidInput": 422, "CodedMessage": 422, "parse_pattern": 422, "JsonRefused": 400}
"""What makes a code besides refusals and answers themselves, with the status of the answer that carries it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code is given.

    :ivar sentence: Dutch, with an ellipsis for each value; empty if it is put together elsewhere
    """

    code: str
    status: int
    sentence: str


def list_places() -> list[Place]:
    """Every place in services and shared that gives a code, and the codes of a bare status."""
    bare = [Place(code, status, SENTENCES[status]) for status, code in CODES.items()]
    return bare + places_in([ast.parse(path.read_text()) for folder in ("services", "shared")
                             for path in sorted((ROOT / folder).rglob("*.py"))
                             if not {"tests", "testing", "migrations"} & set(path.parts)])


def places_in(trees: Sequence[ast.Module]) -> list[Place]:
    """The places in some modules, whose refusals and constants may come from each other."""
    statuses, texts = FIELDS | _statuses_of_refusals(trees), _texts(trees)
    said = [(_said(call, texts), status) for tree in trees for call, status in _calls(tree, statuses)]
    return [Place(code, status, sentence) for (code, sentence), status in said if code]


def _statuses_of_refusals(trees: Iterable[ast.Module]) -> dict[str, int]:
    """The status of each refusal by the name of its class."""
    found = {kind.__name__: status for kind, status in STATUS.items()}
    bases = {node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
             for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    while new := {name: found[base] for name, parents in bases.items() if name not in found
                  for base in parents if base in found}:
        found |= new
    return {name: status for name, status in found.items() if name != refusals.Several.__name__}


def _texts(trees: Iterable[ast.Module]) -> dict[str, tuple[ast.expr, ...]]:
    """Module constants that hold a code, a sentence, or both as a pair, by name."""
    found: dict[str, tuple[ast.expr, ...]] = {}
    for tree in trees:
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name, value = node.targets[0].id, node.value
                found[name] = tuple(value.elts) if isinstance(value, ast.Tuple) else (value,)
    return found


def _calls(tree: ast.AST, statuses: dict[str, int], inside: str = "") -> Iterator[tuple[ast.Call, int]]:
    """Calls that make a refusal or an answer, with the status; `inside` is the class that contains a call."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if isinstance(node.func, ast.Attribute) and node.func.attr == "__init__":
                name = inside
            if name in statuses:
                yield node, statuses[name]
            elif name == "problem" and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, int):
                yield node, node.args[0].value
        yield from _calls(node, statuses, node.name if isinstance(node, ast.ClassDef) else inside)


def _said(call: ast.Call, texts: dict[str, tuple[ast.expr, ...]]) -> tuple[str, str]:
    """Code and sentence of a call; empty where it passes on what another place gave."""
    by_name = {keyword.arg: keyword.value for keyword in call.keywords}
    given: list[ast.expr] = []
    for argument in call.args:
        if isinstance(argument, ast.Starred) and isinstance(argument.value, ast.Name):
            given += texts.get(argument.value.id, ())
        else:
            given.append(argument)
    if "code" in by_name:
        sentence = by_name.get("detail") or by_name.get("message")
        return _text(by_name["code"], texts), _text(sentence, texts) if sentence else ""
    code = _text(given[0], texts) if given else ""
    return (code, _text(given[1], texts)) if len(given) > 1 and code.islower() else ("", "")


def _text(node: ast.expr, texts: dict[str, tuple[ast.expr, ...]]) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, texts) if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.Name) and len(texts.get(node.id, ())) == 1 and not isinstance(texts[node.id][0], ast.Name):
        return _text(texts[node.id][0], texts)
    return ""


def statuses_by_code(places: Iterable[Place]) -> dict[str, set[int]]:
    """The statuses with which each code answers; one, unless something is wrong."""
    found: dict[str, set[int]] = {}
    for place in places:
        found.setdefault(place.code, set()).add(place.status)
    return found


def draw() -> str:
    """The page as Markdown."""
    places = list_places()
    lines = [INTRODUCTION, "| code | status | title | what it says |", "|---|---|---|---|"]
    for code, statuses in sorted(statuses_by_code(places).items()):
        sentences = dict.fromkeys(place.sentence for place in places if place.code == code and place.sentence)
        titles = " / ".join(title_of(status) for status in sorted(statuses))
        lines.append(f"| `{code}` | {' / '.join(map(str, sorted(statuses)))} | {titles} | {'<br>'.join(sentences)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(PAGE.read_text() != draw()
                 and "docs/problems.md differs from the code; run python -m cli.generate.problem_codes")
    PAGE.write_text(draw())
