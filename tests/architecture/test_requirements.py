"""requirements.in lists exactly the distributions that the platform imports."""
import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = {"shared", "services", "cli"}
FOR_DEVELOPMENT = ("shared/testing/", "shared/documents/fonts/make.py", "services/conftest.py", "cli/generate/dashboards/",
                   "cli/checks/edges.py", "cli/checks/requirement_marks.py")
"""What runs on a developer's machine only, with the packages of requirements-dev.in."""
FOR_TESTS = ("pytest", "hypothesis", "holidays", "playwright", "compose_spec", "kubernetes_validate")
LOADED_BY_OTHERS = {"crc32c": "kafka-python finds it by itself and then sums in C"}


def imports_of_the_platform() -> Iterator[tuple[str, str]]:
    """Return top-level modules, each with a file that imports it."""
    for part in sorted(OURS):
        for path in (ROOT / part).rglob("*.py"):
            where = path.relative_to(ROOT).as_posix()
            if "tests" not in path.parts and not where.startswith(FOR_DEVELOPMENT):
                yield from ((name, where) for name in modules_in(ast.parse(path.read_text())))


def modules_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def required() -> set[str]:
    """Distributions in requirements.in, by their normal names."""
    lines = (ROOT / "requirements.in").read_text().splitlines()
    return {normal(re.split(r"[\[=<>!~ ;]", line)[0]) for line in lines if line and not line.startswith("#")}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> dict[str, str]:
    """Return a file that imports it, by distribution."""
    distributions = packages_distributions()
    return {normal(distribution): where for name, where in imports_of_the_platform()
            if name not in OURS | set(sys.stdlib_module_names) for distribution in distributions.get(name, [name])}


class TestRequirements:
    def test_name_every_package_that_the_platform_imports(self) -> None:
        used = imported()

        assert {name: used[name] for name in used.keys() - required()} == {}

    def test_name_no_package_that_nothing_imports(self) -> None:
        assert required() - imported().keys() - LOADED_BY_OTHERS.keys() == set()

    def test_are_locked_with_hashes_and_without_the_address_of_an_index(self) -> None:
        for name in ("requirements.lock", "requirements-dev.lock"):
            text = (ROOT / name).read_text()
            packages = re.findall(r"^[a-zA-Z0-9]\S*==", text, re.MULTILINE)

            assert packages
            assert len(re.findall(r"^[a-zA-Z0-9]\S*==.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(packages)
            assert "://" not in text


class TestCommandsOfDevelopers:
    @pytest.mark.parametrize(("module", "argument"), [
        ("cli.generate.partner_feed", "acme"), ("cli.contracts.publishing", "check"), ("cli.run.topics", "--help")])
    def test_run_without_the_packages_of_the_tests(self, module: str, argument: str) -> None:
        command = (f"import runpy, sys; sys.modules.update(dict.fromkeys({FOR_TESTS!r})); "
                   f"sys.argv[1:] = [{argument!r}]; runpy.run_module({module!r}, run_name='__main__')")

        ended = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)

        assert (ended.returncode, ended.stderr) == (0, "")
