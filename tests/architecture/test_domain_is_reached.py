"""Every public name of a domain is used by production code, or is listed with the issue that will use it."""
import tomllib
from pathlib import Path

import pytest

from tests.architecture.reachability import unreached

ROOT = Path(__file__).resolve().parents[2]
LIST = tomllib.loads((Path(__file__).parent / "waiting_rules.toml").read_text())
SUBJECTS = {"accounts", "employer", "perspectief", "insurer", "partners"}


def full_names(by_module: dict[str, list[str]]) -> set[str]:
    """`module.name` of each."""
    return {f"{module}.{name}" for module, names in by_module.items() for name in names}


WAITING = [name for subject in SUBJECTS & LIST.keys() for name in full_names(LIST[subject])]


@pytest.fixture(scope="module")
def lost() -> set[str]:
    """Return the names that no production code reaches."""
    return full_names(unreached(ROOT))


class TestEveryRule:
    def test_is_reached_from_production_code_or_waits_for_an_issue(self, lost: set[str]) -> None:
        assert sorted(lost - set(WAITING)) == []


class TestWaitingRules:
    def test_are_neither_reached_nor_gone(self, lost: set[str]) -> None:
        assert sorted(set(WAITING) - lost) == [], "take them off the list in waiting_rules.toml and lower `most`"

    def test_wait_for_one_issue_each(self) -> None:
        assert LIST.keys() - SUBJECTS == {"most"}
        assert len(WAITING) == len(set(WAITING))

    def test_become_fewer(self) -> None:
        assert len(WAITING) == LIST["most"]


class TestUnreached:
    def test_finds_what_only_tests_and_commands_know(self, tmp_path: Path) -> None:
        write(tmp_path, "services/claims/domain/rates.py", """
            LOW = 1
            HIGH = 2
            def rate(day): return _pick(LOW)
            def _pick(rate): return rate
            def unused(): return HIGH
            """)
        write(tmp_path, "services/claims/usecases/pay.py", """
            from services.claims.domain import rates
            def pay(): return rates.rate(None)
            """)
        for user in ("services/claims/tests/test_pay.py", "cli/pay.py"):
            write(tmp_path, user, "from services.claims.domain.rates import unused\nunused()")

        assert unreached(tmp_path) == {"services.claims.domain.rates": ["HIGH", "unused"]}

    def test_follows_what_a_package_passes_on(self, tmp_path: Path) -> None:
        write(tmp_path, "services/claims/domain/__init__.py", "from services.claims.domain.rates import rate")
        write(tmp_path, "services/claims/domain/rates.py", "def rate(): return 1")
        write(tmp_path, "services/claims/jobs.py", "from services.claims.domain import rate\nrate()")

        assert unreached(tmp_path) == {}


def write(root: Path, path: str, source: str) -> None:
    """Write a module with this source, without the twelve spaces by which a test indents it."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(line.removeprefix(" " * 12) for line in source.strip("\n").splitlines()))
