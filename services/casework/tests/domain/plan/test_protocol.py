"""The protocol as data: versions by the first sick day, and files that are refused."""
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from services.casework.domain.guarantee.wage_sanction import WageSanction
from services.casework.domain.plan.facts import RequestedStep
from services.casework.domain.plan.kinds import CODES, Code
from services.casework.domain.plan.protocol import FILE, Protocol, ProtocolInvalid, protocol
from services.casework.tests.domain.plan_rows import F, facts_of, rows_of
from services.casework.tests.protocols import use_protocol

CHANGED_FROM = F + timedelta(days=7)
LATER = """
[[{code}.versions]]
valid_from = {day}
rule = "R-999"
article = "Artikel 1"
from = "{anchor}"
after = "{after}"
count = {count}
"""
BY_THE_LAW_OF_THE_DECISION = {Code.M19, Code.M21, Code.M22}
"""Counted from the sanction itself, see test_plan_after_a_change_of_law; no count of the protocol takes part."""
TOLD_LATER = {Code.EXTRA_DOCTOR_REVIEW, Code.LABOUR_EXPERT_REASSESSMENT}
"""Counted when they are asked for, see test_requested_steps_api."""


def case_with(code: Code, first: date) -> dict[str, object]:
    """What a case from a first sick day needs to have a step, and in which it is counted from that day."""
    if code in (Code.M25,):
        return {"safety_net": True, "recovered_on": first + timedelta(days=20)}
    if code in (Code.M23, Code.FINAL_EVAL_LEAVER, Code.FINAL_EVAL_LEAVER_DOCTOR, Code.RIV_LEAVER_FULL):
        return {"end_of_service": first + timedelta(days=100)}
    if code is Code.RIV_LEAVER_SHORT:
        return {"end_of_service": first + timedelta(days=50)}
    sanction = WageSanction(decision_on=first + timedelta(days=700), received_on=first + timedelta(days=700), weeks=10)
    return {"safety_net": True, "labour_conflict": True, "wage_sanction": sanction}


def days_until(code: Code, first: date) -> int:
    """From the first sick day until the first due date of a step."""
    return (rows_of(facts_of(first, **case_with(code, first)), code)[0].due_on - first).days


@pytest.fixture
def changed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Code]:
    """A step of which a later version counts three days more."""
    code = Code(request.param)
    row = protocol().versions[code][-1]
    number = row.count.in_force(facts_of().law)
    count = f"{{ working_days = {number + 3} }}" if row.count.working_days else f"{{ days = {number + 3} }}"
    text = LATER.format(code=code, day=CHANGED_FROM, anchor=row.anchor, after=row.after, count=count)
    with use_protocol(tmp_path, FILE.read_text() + text.replace('after = ""\n', "")):
        yield code


class TestChangeOfProtocol:
    @pytest.mark.parametrize("changed", sorted(set(Code) - BY_THE_LAW_OF_THE_DECISION - TOLD_LATER), indirect=True)
    def test_leaves_cases_of_before_as_they_were(self, changed: Code) -> None:
        before, after = days_until(changed, CHANGED_FROM - timedelta(days=7)), days_until(changed, CHANGED_FROM)

        assert before < after

    @pytest.mark.parametrize("changed", ["M08"], indirect=True)
    def test_explains_each_case_by_its_own_version(self, changed: Code) -> None:
        bases = [rows_of(facts_of(first), changed)[0].basis for first in (F, CHANGED_FROM)]

        assert [(basis.rule, basis.count) for basis in bases if basis] == [
            ("R-039", "dag 350 van het verzuim (week 50)"), ("R-999", "dag 353 van het verzuim (week 51)")]

    def test_that_ends_a_step_leaves_it_in_cases_of_before(self, tmp_path: Path) -> None:
        ended = FILE.read_text() + TASK.replace("valid_from = 2026-01-01", f"valid_from = 2026-01-01\nvalid_until = {F}")
        with use_protocol(tmp_path, ended):
            found = [[row.code for row in rows_of(facts_of(first), "WORKPLACE_VISIT")] for first in (F, F + timedelta(days=1))]

        assert found == [["WORKPLACE_VISIT"], []]


TASK = """
[WORKPLACE_VISIT]
name = "WORKPLACE_VISIT"
title = "Werkplekbezoek"
responsible = "labour_expert"
explanation = "De arbeidsdeskundige bekijkt de werkplek."

[[WORKPLACE_VISIT.versions]]
valid_from = 2026-01-01
rule = "Eigen taak"
article = "Afspraak met de werkgever"
from = "STEP"
after = "M03"
count = { working_days = 10 }
"""


class TestOwnTask:
    @pytest.mark.parametrize(("counted", "days"), [
        ('from = "SICK_DAY"\ncount = { days = 100 }', [99]),
        ('from = "REPORT"\ncount = { working_days = 5 }', [7]),
        ('from = "STEP"\nafter = "M03"\ncount = { days = 14 }', [55]),
        ('from = "PREVIOUS"\nafter = "M09"\ncount = { days = 180 }', [543, 723]),
        ('from = "SICK_DAY"\ncount = { days = 10 }\nwhen = "LABOUR_CONFLICT"', []),
    ], ids=["day of sickness", "report", "another step", "series", "only in a conflict"])
    def test_is_counted_as_the_file_says(self, tmp_path: Path, counted: str, days: list[int]) -> None:
        head, _ = TASK.split('from = "STEP"')
        with use_protocol(tmp_path, FILE.read_text() + head + counted):
            found = [(row.due_on - F).days for row in rows_of(facts_of(), "WORKPLACE_VISIT")]

        assert found == days


class TestFile:
    def test_holds_every_step_that_rules_name_in_their_order(self) -> None:
        assert [code for code in protocol().kinds if code in CODES] == list(Code)

    @pytest.mark.parametrize(("old", "new", "said"), [
        ('responsible = "labour_expert"', 'responsible = "neighbour"', "WORKPLACE_VISIT: 'neighbour' is not a valid Party"),
        ('title = "Werkplekbezoek"\n', "", "WORKPLACE_VISIT: .*'title'"),
        ('after = "M03"', 'after = "M99"', "no such step: M99"),
        ("{ working_days = 10 }", '{ law = "patience" }', "WORKPLACE_VISIT: the law has no figure patience"),
        ("{ working_days = 10 }", "{ fortnights = 1 }", "WORKPLACE_VISIT: .*'fortnights'"),
        ('from = "STEP"', 'from = "MOON"', "WORKPLACE_VISIT: 'MOON' is not a valid Anchor"),
        ('rule = "Eigen taak"\n', "", "WORKPLACE_VISIT: .*'rule'"),
    ])
    def test_with_a_mistake_is_refused_with_the_step_and_the_reason(self, old: str, new: str, said: str) -> None:
        with pytest.raises(ProtocolInvalid, match=said):
            Protocol.of(FILE.read_text() + TASK.replace(old, new))


class TestRequestedStep:
    def test_keeps_the_day_that_was_given_with_it(self) -> None:
        asked = RequestedStep(code=Code.EXTRA_DOCTOR_REVIEW, requested_on=F, due_on=F + timedelta(days=3))

        assert rows_of(facts_of(requested=(asked,)), Code.EXTRA_DOCTOR_REVIEW)[0].due_on == F + timedelta(days=3)
