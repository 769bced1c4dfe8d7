"""Production code calls nothing that turns text into code or programs, follows redirects, or makes weak secrets."""
import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT_AT_HOME = ("tests", "testing", "tools", "migrations")
"""Folders that no process of production loads, and migrations, which run without input."""

DANGEROUS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "subprocess.run", "subprocess.Popen", "subprocess.call",
    "subprocess.check_output", "pickle.loads", "pickle.load", "marshal.loads", "yaml.load", "render_template_string",
    "hashlib.md5", "hashlib.sha1", "random.choice", "random.choices", "random.randint", "random.random", "random.randrange",
    "random.getrandbits", "tempfile.mktemp", "ssl._create_unverified_context", "etree.parse", "minidom.parseString",
}
ALLOWED = {"shared/documents/pdf.py subprocess.run"}
"""The compiler of documents, a process of its own that is bounded, with fixed arguments and its data as input."""
CALLS_OUT = {"requests.get", "requests.post", "requests.put", "requests.patch", "requests.delete", "requests.request"}
LOGS_ELSEWHERE = {"logging.FileHandler", "FileHandler", "SysLogHandler", "HTTPHandler", "SocketHandler", "print"}
UNSAFE_IN_SCRIPTS = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "localStorage", "sessionStorage",
    "indexedDB", "document.cookie", "postMessage", "Object.assign", "__proto__")
SCRIPTS = ("services/gateway/static", "services/identity/static")


@cache
def calls() -> tuple[tuple[str, str, ast.Call], ...]:
    """Every call in services and shared that production runs: its place, and the name that is called."""
    paths = (path for top in ("services", "shared") for path in sorted((ROOT / top).rglob("*.py")))
    return tuple((f"{path.relative_to(ROOT)}:{call.lineno}", name, call) for path in paths
                 if not {*path.parts} & {*BUILT_AT_HOME} for name, call in calls_in(ast.parse(path.read_text())))


def calls_in(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the name that is called, its module included."""
    return ((ast.unparse(node.func), node) for node in ast.walk(tree) if isinstance(node, ast.Call))


def places_of(names: set[str]) -> list[str]:
    """Where production calls one of the names."""
    return [f"{place} {name}" for place, name, _ in calls() if name in names]


def sets_false(call: ast.Call, keyword: str) -> bool:
    """Whether the call sets a keyword to False."""
    return any(word.arg == keyword and ast.unparse(word.value) == "False" for word in call.keywords)


class TestServices:
    def test_call_nothing_dangerous(self) -> None:
        unverified = [place for place, _, call in calls() if sets_false(call, "verify")]

        found = {f"{place.partition(':')[0]} {name}" for place, name, _ in calls() if name in DANGEROUS}
        assert (found, unverified) == (ALLOWED, [])

    def test_follow_no_redirect(self) -> None:
        assert [place for place, name, call in calls() if name in CALLS_OUT and not sets_false(call, "allow_redirects")] == []

    def test_format_no_text_that_was_given(self) -> None:
        given = re.compile(r"(request|form|body|typed|given|json)\b[^()]*\.format(_map)?$")

        assert [f"{place} {name}" for place, name, _ in calls() if given.match(name)] == []

    def test_log_to_the_output_only(self) -> None:
        assert [place for place in places_of(LOGS_ELSEWHERE) if "__main__" not in place] == []

    @pytest.mark.parametrize("code", ["eval(text)", "subprocess.run(['x'])", "hashlib.md5(b'')"])
    def test_are_found_calling(self, code: str) -> None:
        assert [name for name, _ in calls_in(ast.parse(code)) if name in DANGEROUS]


class TestTemplates:
    def test_put_no_value_into_a_script(self) -> None:
        scripts = re.compile(r"<script\b[^>]*>([^<]*)|\son[a-z]+=", re.IGNORECASE)
        inline = [f"{path.relative_to(ROOT)}: {found[0]}" for path in (ROOT / "services").rglob("*.html")
                  for found in scripts.finditer(path.read_text()) if (found[1] is None or found[1].strip())]

        assert inline == []

    def test_escape_all_but_the_picture_of_a_key(self) -> None:
        unescaped = {f"{path.name}: {found}" for path in (ROOT / "services").rglob("*.html")
                     for found in re.findall(r"\{\{ *([^{}]*?) *\| *safe *\}\}|autoescape false", path.read_text())}

        assert unescaped == {"app.html: qr"}


class TestScripts:
    @pytest.mark.parametrize("script", [path for folder in SCRIPTS for path in sorted((ROOT / folder).glob("*.js"))],
                             ids=lambda path: path.name)
    def test_write_text_as_text_and_store_nothing(self, script: Path) -> None:
        text = script.read_text()

        assert [word for word in UNSAFE_IN_SCRIPTS if word in text] == []
