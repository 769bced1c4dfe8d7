"""Style rules: size of modules and functions, names, use of the clock, requirement marks."""
import ast
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from shared.kernel.services import DEPLOYED, GATEWAY

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("shared", "services", "cli")
LONGEST_MODULE, LONGEST_FUNCTION, FULLEST_FOLDER = 300, 40, 15
OVERSIZED: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "oversized.toml").read_text())
"""What is larger today; the lists only shrink."""
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "models", "constants", "exceptions", "misc"}
LAST_REQUIREMENT = 202
READS_THE_TIME = re.compile(r"\bdate\.today\(|\bdatetime\.(now|utcnow|today)\(")

MAY_READ_THE_TIME = {
    "shared/kernel/clock.py": "is the clock",
    "shared/testing/service.py": "signs tokens, which expire by the machine's time",
    "services/gateway/edge/session.py": "a session idles by the machine's time, not by the platform's movable clock",
    "services/gateway/edge/store.py": "a session idles by the machine's time, not by the platform's movable clock",
}


def modules(*, tests: bool) -> list[Path]:
    """Return the production Python files, or those of the tests; migrations are excluded because they never change."""
    found = [path for part in PARTS for path in (ROOT / part).rglob("*.py") if "versions" not in path.parts]
    return sorted(path for path in found if ("tests" in path.parts) is tests)


def name_of(path: Path) -> str:
    """Return the path in the project."""
    return path.relative_to(ROOT).as_posix()


PRODUCTION, TESTS = modules(tests=False), modules(tests=True) + sorted((ROOT / "tests").rglob("*.py"))
SOURCES = {path: path.read_text() for path in PRODUCTION + TESTS}
TREES = {path: ast.parse(source) for path, source in SOURCES.items()}


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return all functions of a module, including nested ones."""
    return [node for node in ast.walk(TREES[path]) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def marked(path: Path) -> list[str]:
    """Return the requirements that a test module's marks name."""
    calls = [node for node in ast.walk(TREES[path]) if isinstance(node, ast.Call)
             and isinstance(node.func, ast.Attribute) and node.func.attr == "requirement"]
    return [str(argument.value) for call in calls for argument in call.args if isinstance(argument, ast.Constant)]


class TestEveryModule:
    def test_says_what_it_is_for(self):
        assert [name_of(path) for path in PRODUCTION if not ast.get_docstring(TREES[path])] == []

    def test_fits_in_300_lines(self):
        too_long = {name_of(path) for path, text in SOURCES.items() if text.count("\n") > LONGEST_MODULE}

        assert sorted(too_long) == sorted(OVERSIZED["modules"])

    def test_is_named_after_its_subject(self):
        assert [name_of(path) for path in SOURCES if path.stem in EMPTY_NAMES or path.parent.name in EMPTY_NAMES] == []


class TestEveryFunction:
    def test_fits_in_40_lines(self):
        too_long = {f"{name_of(path)} {node.name}" for path in SOURCES for node in functions(path)
                    if (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION}

        assert sorted(too_long) == sorted(OVERSIZED["functions"])


class TestEveryFolder:
    def test_has_at_most_15_modules(self):
        modules_of = Counter(name_of(path.parent) for path in SOURCES if path.name != "__init__.py")

        assert sorted(name for name, count in modules_of.items() if count > FULLEST_FOLDER) == sorted(OVERSIZED["folders"])


TEST_FOLDERS = {"domain", "usecases", "api", "contract"}
TEST_FOLDERS_OF_THE_GATEWAY = {"pages", "browser", "api", "contract"}


class TestTestsOfAService:
    @pytest.mark.parametrize("service", DEPLOYED)
    def test_stand_in_the_folders_of_what_they_go_through(self, service):
        folder = ROOT / "services" / service / "tests"
        found = {path.relative_to(folder).parts[0] for path in folder.rglob("test_*.py")}

        assert found <= (TEST_FOLDERS_OF_THE_GATEWAY if service == GATEWAY else TEST_FOLDERS)


class TestShared:
    def test_loads_no_module_by_name_because_it_knows_no_service(self):
        loading = [name_of(path) for path in PRODUCTION if path.is_relative_to(ROOT / "shared")
                   and re.search(r"import_module|__import__|spec_from_file_location|run_module|run_path", SOURCES[path])]

        assert loading == []


class TestClock:
    def test_is_read_in_one_place(self):
        readers = {name_of(path) for path in PRODUCTION if READS_THE_TIME.search(SOURCES[path])}

        assert readers - MAY_READ_THE_TIME.keys() == set()

    def test_is_never_passed_by_for_a_reason_that_is_gone(self):
        assert [name for name in MAY_READ_THE_TIME if not (ROOT / name).is_file()] == []


class TestTests:
    def test_name_requirements_that_exist(self):
        allowed = {f"R-{n:03d}" for n in range(1, LAST_REQUIREMENT + 1)}

        wrong = [f"{name_of(path)} {mark}" for path in TESTS for mark in marked(path) if mark not in allowed]

        assert wrong == []

    def test_of_a_rule_alone_prove_no_requirement(self):
        assert [name_of(path) for path in TESTS if "domain" in path.parent.parts and marked(path)] == []


SETTINGS = [path for path in PRODUCTION if path.name == "settings.py"]


class TestSettings:
    @pytest.mark.parametrize("path", SETTINGS, ids=[name_of(path) for path in SETTINGS])
    def test_document_each_field(self, path):
        for node in ast.walk(TREES[path]):
            if isinstance(node, ast.ClassDef) and node.name.endswith("Settings"):
                own = [f.target.id for f in node.body if isinstance(f, ast.AnnAssign) and isinstance(f.target, ast.Name)]
                documented = re.findall(r":ivar (\w+):", ast.get_docstring(node) or "")

                assert set(own) <= {"service", *documented}
