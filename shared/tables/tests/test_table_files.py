"""Tables as files: what was written is what a spreadsheet shows, and nothing of it runs."""
import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from shared.tables.cells import plain_text, safe_text
from shared.tables.csv_file import to_csv
from shared.tables.xlsx_file import to_xlsx

PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)


def read_csv(file: bytes) -> list[list[str]]:
    """The cells of a CSV file."""
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";"))


class TestCell:
    @pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx", "\rx", "'t Hart", "=HYPERLINK(1)"])
    def test_never_begins_as_a_formula(self, text: str) -> None:
        assert safe_text(text) == f"'{text}"

    @pytest.mark.parametrize("text", ["-5,00", "+31612345678", "00123", "", "é", "12-03-2026", "1.234,50"])
    def test_stays_as_it_is_otherwise(self, text: str) -> None:
        assert safe_text(text) == text

    @given(st.text(max_size=20))
    def test_can_be_read_back(self, text: str) -> None:
        assert plain_text(safe_text(text)) == text


class TestCsv:
    @given(st.lists(st.lists(PRINTABLE, min_size=2, max_size=2), min_size=1, max_size=5))
    def test_has_what_was_written(self, rows: list[list[str]]) -> None:
        assert [[plain_text(cell) for cell in row] for row in read_csv(to_csv(rows))] == rows


class TestXlsx:
    @given(st.lists(st.lists(PRINTABLE.filter(lambda text: text != ""), min_size=2, max_size=2), min_size=1, max_size=5))
    def test_has_the_same_text(self, rows: list[list[str]]) -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(rows, sheet="Overzicht")))

        assert book.get_sheet_by_index(0).to_python() == rows

    def test_has_numbers_as_numbers_and_no_formula(self) -> None:
        file = to_xlsx([["=1+1", Decimal("12.50"), 3, None]], sheet="a/b:" + "x" * 40)

        book = CalamineWorkbook.from_filelike(io.BytesIO(file))
        assert book.sheet_names == ["a b " + "x" * 27]
        assert book.get_sheet_by_index(0).to_python() == [["=1+1", 12.5, 3.0, ""]]

    def test_leaves_out_what_xml_cannot_hold(self) -> None:
        file = to_xlsx([["a\x00b\ud800c"]], sheet="x")

        assert CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python() == [["abc"]]
