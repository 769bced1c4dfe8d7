"""Parsing of form input, and formatting."""
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from services.gateway.clients.service import FieldProblem, ServiceRefused
from services.gateway.contacts import CONTACTS
from services.gateway.view import formatting
from services.gateway.view.absences import Absence
from services.gateway.view.forms import Form
from services.gateway.view.plan import Step, Timeline
from services.gateway.view.questions import groups_with
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import ANNUAL_WAGE
from shared.law import law

TEMPLATES = Path(__file__).parents[2] / "templates"


class TestTitles:
    def test_of_pages_that_may_show_errors_say_so_first(self):
        showing = [page for page in TEMPLATES.rglob("[!_]*.html")
                   if re.search(r"\b(f\.summary\(|log\.period\()", page.read_text())]

        silent = {page.name for page in showing if not re.search(r"block title %}.*Fout: ", page.read_text())}

        assert (len(showing) > 20, silent) == (True, set())


class TestDates:
    def test_are_written_with_the_day(self):
        assert formatting.day("2026-03-02") == "ma 2 maart 2026"
        assert formatting.weekday(date(2026, 3, 6)) == "vrijdag 6 maart"
        assert formatting.month("2026-05") == "mei 2026"

    @pytest.mark.parametrize(("day", "text"), [
        ("2026-06-15", "vandaag"), ("2026-06-16", "morgen"), ("2026-06-18", "over 3 dagen"), ("2026-06-14", "1 dag te laat"),
        ("2026-06-13", "2 dagen te laat")])
    def test_are_told_from_today(self, day, text):
        assert formatting.days_from(day, date(2026, 6, 15)) == text


class TestAmounts:
    def test_are_written_in_dutch(self):
        assert formatting.euros("1920.00") == "€\u00a01.920,00"
        assert formatting.euros("-12.5") == "€\u00a0-12,50"
        assert formatting.percent("62.50") == "62,5\u00a0%"
        assert formatting.euros(None) == "–"


class TestNames:
    def test_are_written_with_the_infix_in_its_place(self):
        anna = {"first_name": "Anna", "infix": "van den", "last_name": "Berg"}

        assert formatting.full_name(anna) == "Anna van den Berg"
        assert formatting.listed_name(anna) == "Berg, Anna van den"

    def test_phone_numbers_read_as_at_home(self):
        assert formatting.phone("+31612345678") == "06 12345678"
        assert formatting.phone(None) == "–"


class TestForm:
    @pytest.mark.parametrize(("typed", "answer", "is_good"), [
        ("ja", True, True), ("nee", False, True), ("", False, True), ("ruzie", False, False), ("Ja", False, False)])
    def test_takes_yes_no_or_nothing_for_an_answer(self, typed, answer, is_good):
        form = Form({"conflict": typed})

        assert (form.answer("conflict"), form.is_good) == (answer, is_good)

    @pytest.mark.parametrize(("typed", "wage"), [("38.500,00", "38500.00"), ("999,99", None), ("38,500", None), ("veel", None)])
    def test_reads_a_number_within_its_bounds(self, typed, wage):
        form = Form({"jaarloon": typed})

        assert (form.number("jaarloon", ANNUAL_WAGE), form.is_good) == (wage and Decimal(wage), wage is not None)

    @pytest.mark.parametrize(("typed", "day"), [("2-3-2026", date(2026, 3, 2)), ("31-02-2026", None), ("9999-12-31", None)])
    def test_reads_a_date_within_its_bounds(self, typed, day):
        form = Form({"datum": typed})

        assert (form.date("datum", CASE_DATE, today=date(2026, 6, 15)), form.is_good) == (day, day is not None)

    def test_shows_what_a_service_says_at_the_field(self):
        form = Form({"datum": "01-06-2026"})

        wrong = (FieldProblem("effective_on", "x", "Te vroeg."), FieldProblem("secret", "y", "Anders."))
        form.take_over(ServiceRefused(422, "input.invalid", "Nee.", wrong), {"effective_on": "datum"})

        assert form.errors == {"datum": "Te vroeg.", "": "Anders."}
        assert form["datum"] == "01-06-2026"

    def test_says_something_even_if_the_service_names_no_field(self):
        form = Form({})

        form.take_over(ServiceRefused(409, "absence.already_open", "Er loopt al een ziekmelding."), {})

        assert form.errors == {"": "Er loopt al een ziekmelding."}


class TestWhatAFormShowed:
    STALE = ServiceRefused(412, "version.stale", "Iemand anders was eerder.")

    def test_is_carried_with_its_version(self):
        form = Form({})

        form.shows(3, {"het jaarloon": "€ 38.500,00"})

        assert (form.version, form["gezien"]) == (3, '{"het jaarloon": "€ 38.500,00"}')

    def test_stays_what_the_visitor_saw_while_something_is_corrected(self):
        form = Form({"versie": "3", "gezien": '{"het jaarloon": "€ 38.500,00"}'})

        form.shows(4, {"het jaarloon": "€ 41.760,00"})

        assert (form.version, form.is_good) == (3, True)

    def test_is_compared_after_a_stale_refusal(self):
        form = Form({"versie": "3", "gezien": '{"het jaarloon": "€ 38.500,00", "de laatste dag in dienst": "–"}'})

        form.take_over(self.STALE, {})
        form.shows(4, {"het jaarloon": "€ 41.760,00", "de laatste dag in dienst": "–"})

        assert form.errors[""] == (
            "Iemand anders heeft dit intussen gewijzigd: het jaarloon was € 38.500,00 en is nu € 41.760,00. Kijk na wat u heeft "
            "ingevuld en verstuur het dan opnieuw.")
        assert form.version == 4

    @pytest.mark.parametrize("altered", ["", "{", "[]", "[" * 100_000])
    def test_that_somebody_altered_names_no_change(self, altered):
        form = Form({"versie": "3", "gezien": altered})

        form.take_over(self.STALE, {})
        form.shows(4, {"het jaarloon": "€ 41.760,00"})

        assert form.errors[""].startswith("Iemand anders heeft dit intussen gewijzigd. Kijk na")

    @pytest.mark.parametrize("typed", ["", "x", "-1", "²", "9" * 5000])
    def test_without_a_readable_version_has_none(self, typed):
        assert Form({"versie": typed}).version is None


class TestTimeline:
    FIRST = date(2026, 3, 2)

    def timeline(self, today: date) -> Timeline:
        steps = [Step.of({"code": "M18", "due_on": "2028-02-27"}), Step.of({"code": "X", "due_on": "2028-03-01"})]
        return Timeline.of(self.FIRST, steps, today)

    def test_has_104_weeks_of_728_days(self):
        assert self.timeline(self.FIRST).last == date(2028, 2, 27)

    @pytest.mark.parametrize(("today", "week"), [(date(2026, 3, 2), 1), (date(2026, 3, 8), 1), (date(2026, 3, 9), 2),
                                                 (date(2028, 2, 27), 104)])
    def test_counts_weeks_from_the_first_sick_day(self, today, week):
        assert self.timeline(today).week == week

    def test_marks_the_first_year_and_the_end(self):
        assert self.timeline(self.FIRST).years == ((0, "Start"), (500, "1 jaar"), (1000, "104 weken"))

    def test_of_a_case_before_a_change_of_law_keeps_its_length(self):
        with law.amended("wage_term", 52, valid_from=date(2026, 3, 3)):
            later = Timeline.of(date(2026, 3, 3), [], date(2026, 3, 3))

            assert (self.timeline(self.FIRST).weeks, later.weeks) == (104, 52)
            assert (later.last, later.years) == (date(2027, 3, 1), ((0, "Start"), (1000, "52 weken")))

    def test_leaves_out_what_lies_beyond(self):
        assert [mark.step.code for mark in self.timeline(self.FIRST).marks] == ["M18"]


class TestRecentAbsence:
    @pytest.mark.parametrize(("today", "continues"), [(date(2026, 4, 27), True), (date(2026, 4, 28), False)],
                             ids=["27 days after recovery", "28 days after recovery"])
    def test_may_be_continued_within_four_weeks(self, today, continues):
        absence = Absence.of({"absence_number": "V-1", "employee_id": "e-1", "status": "RECOVERED",
                              "first_sick_day": "2026-03-02", "recovered_on": "2026-03-31"})

        assert absence.may_be_continued(today) is continues


class TestQuestions:
    def test_are_24_in_five_groups(self):
        assert [len(group.questions) for group in groups_with(CONTACTS)] == [2, 11, 4, 4, 3]

    def test_tell_where_the_law_changed(self):
        corrected = [q.correction for group in groups_with(CONTACTS) for q in group.questions if q.correction]

        assert len(corrected) == 2
        assert "vanaf de eerste werkdag" in corrected[0]
        assert "8 november 2019" in corrected[1]
