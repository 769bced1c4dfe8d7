"""Documents as PDF/UA: what a reader sees and hears, and what cannot happen whatever the text says."""
from dataclasses import replace
from datetime import date

import pytest

from shared.documents import pdf
from shared.documents.blocks import Chart, Document, Facts, Heading, Items, Note, Paragraph, Table
from shared.documents.pdf import DocumentFailed, DocumentTooLarge, DocumentTooSlow, to_pdf
from shared.documents.printable import characters, printable
from shared.testing.pdf import Pdf

MARKUP = ('#panic("x") *vet* _cursief_ $x^2$ `code` @verwijzing <label> https://x.nl // tekst /* */ \\ ~ --- = - + '
          '#include "/etc/passwd"')
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 10"><rect width="5" height="5"/></svg>'
EVERYTHING = Document(
    title="Overzicht", about=Facts([("Periode", "januari")]), made_on=date(2026, 6, 15), blocks=[
        Heading("Kop"), Paragraph("Eerste regel\nTweede regel"), Note("Let op"), Items(["een", "twee"]),
        Facts([("Term", "Betekenis")]),
        Table("Bedragen V-1", ["Maand", "Bedrag"], [["januari", "€ 1,00"]], [1]), Heading("Vraag", 3),
        Chart(SVG, "Een vierkant")])


def of_text(text: str) -> Document:
    return Document(title="Titel", made_on=date(2026, 6, 15), blocks=[Paragraph(text)])


class TestToPdf:
    def test_shows_every_kind_of_block_in_order(self):
        text = Pdf(to_pdf(EVERYTHING)).text

        assert text == ("Ontzorg Overzicht Periode januari Kop Eerste regel Tweede regel Let op • een • twee Term Betekenis "
                        "Bedragen V-1 Maand Bedrag januari € 1,00 Vraag Gemaakt op 15-06-2026 Pagina 1 van 1")

    def test_makes_a_file_that_a_screen_reader_can_use(self):
        file = Pdf(to_pdf(EVERYTHING))

        assert file.faults == []
        assert file.title == "Overzicht"
        assert file.alternatives == ["Een vierkant"]

    def test_makes_the_same_bytes_of_the_same_document(self):
        assert to_pdf(EVERYTHING) == to_pdf(EVERYTHING)

    def test_makes_other_bytes_on_another_day(self):
        assert to_pdf(EVERYTHING) != to_pdf(replace(EVERYTHING, made_on=date(2026, 6, 16)))

    def test_prints_markup_as_text_everywhere(self):
        table = Table(MARKUP, [MARKUP], [[MARKUP]])
        document = Document(title=MARKUP, about=Facts([(MARKUP, MARKUP)]), made_on=date(2026, 6, 15),
                            blocks=[Heading(MARKUP), Paragraph(MARKUP), Note(MARKUP), Items([MARKUP]), table, Chart(SVG, MARKUP)])

        file = Pdf(to_pdf(document))

        assert file.title == MARKUP
        assert file.text.replace(" ", "").count(MARKUP.replace(" ", "")) == 10
        assert file.alternatives == [MARKUP]

    @pytest.mark.parametrize(("text", "shown"), [
        ("Şükrü Çelik-Łukasz ’t Hart", "Şükrü Çelik-Łukasz ’t Hart"), ("李小龙", "Li Xiao Long"), ("Ωμέγα", "Omega"),
        ("a\x00b\u202ec\xad", "a bc"), ("e\u0301", "é")])
    def test_prints_letters_without_a_glyph_in_latin(self, text, shown):
        assert Pdf(to_pdf(of_text(text))).text.startswith(f"Ontzorg Titel {shown} Gemaakt")

    def test_has_a_glyph_for_all_its_characters(self):
        to_pdf(of_text("".join(sorted(characters()))))

    def test_refuses_more_than_a_pdf_may_have(self):
        with pytest.raises(DocumentTooLarge):
            to_pdf(of_text("a" * 80_001))

    def test_ends_what_takes_too_long(self, monkeypatch):
        monkeypatch.setattr(pdf, "SECONDS", 0.001)

        with pytest.raises(DocumentTooSlow):
            to_pdf(EVERYTHING)

    def test_waits_no_longer_for_another_document(self, monkeypatch):
        monkeypatch.setattr(pdf, "WAITING_SECONDS", 0.001)

        with pdf._ONE_AT_A_TIME, pytest.raises(DocumentTooSlow, match="another"):
            to_pdf(EVERYTHING)

    def test_says_why_typst_refuses(self):
        with pytest.raises(DocumentFailed, match="SVG"):
            to_pdf(replace(EVERYTHING, blocks=[Chart("<svg", "Niets")]))


class TestPrintable:
    @pytest.mark.parametrize("sign", ["😀", "\ue000", "\U0010ffff", "\ud800"])
    def test_leaves_nothing_that_has_no_glyph(self, sign):
        assert set(printable(sign)) <= characters()
