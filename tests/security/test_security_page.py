"""Each row of the security standard names a test or a page that exists, and docs/security.md shows them."""
import ast
import re
from functools import cache
from pathlib import Path

import pytest

from cli.generate.security_page import PAGE, ROOT, Row, draw, list_rows

ROWS = list_rows()
PROVEN = [row for row in ROWS if row.proofs]
CHAPTERS = 17


@cache
def names_in(path: Path) -> frozenset[str]:
    """The tests of a module as ``Class::test``."""
    classes = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)]
    return frozenset(f"{node.name}::{test.name}" for node in classes for test in node.body if isinstance(test, ast.FunctionDef))


def exists(proof: str) -> bool:
    path, _, test = proof.partition("::")
    return (ROOT / path).is_file() and (not test or test in names_in(ROOT / path))


class TestRows:
    @pytest.mark.parametrize("row", PROVEN, ids=[row.number for row in PROVEN])
    def test_are_proven_by_what_exists(self, row: Row) -> None:
        assert [proof for proof in row.proofs if not exists(proof)] == []

    def test_are_in_order_once_and_of_every_chapter(self) -> None:
        numbers = [tuple(int(part) for part in row.number.split(".")) for row in ROWS]

        assert numbers == sorted(set(numbers))
        assert {number[0] for number in numbers} == set(range(1, CHAPTERS + 1))
        assert all(row.chapter.startswith(f"V{row.number.partition('.')[0]} ") for row in ROWS)

    def test_name_a_test_unless_they_ask_for_documentation(self) -> None:
        by_page_only = {row.number for row in PROVEN if not any("::" in proof for proof in row.proofs)}

        assert all(re.fullmatch(r"\d+\.1\.\d+", number) for number in by_page_only)

    def test_find_a_test_that_is_gone(self) -> None:
        assert exists("tests/security/test_security_page.py::TestRows::test_find_a_test_that_is_gone")
        assert not exists("tests/security/test_security_page.py::TestRows::test_gone")


class TestPage:
    def test_shows_the_rows(self) -> None:
        assert PAGE.read_text() == draw(), "run python -m cli.generate.security_page"
