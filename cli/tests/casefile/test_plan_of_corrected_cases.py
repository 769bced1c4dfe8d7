"""Plans of case files with gaps, leave, vacations and corrections, against a count of every calendar day.

PLAN_CASES says how many cases are made up; the same number holds for the plans of casework's own test.
"""
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from cli.tests.test_calculate_case_files import calculated, case
from services.casework.tests.domain.test_statutory_plan_against_slow_oracle import INDEX_OF, UNHURRIED, counted_days
from shared.kernel.period import Period
from shared.kernel.sickness import Spell

DAY = timedelta(days=1)


@st.composite
def corrected_cases(draw: st.DrawFn) -> tuple[list[dict[str, Any]], tuple[Spell, ...], tuple[Period, ...]]:
    """The entries of a case file, and the spells and the leave that are true in the end.

    Reports and recoveries come with a wrong day at first and are corrected before the next one.
    """
    entries: list[dict[str, Any]] = []
    spells: list[Spell] = []
    start = draw(st.dates(date(2024, 1, 1), date(2026, 1, 1)))
    for _ in range(draw(st.integers(1, 4))):
        fit = start + draw(st.integers(10, 200)) * DAY
        for do, field, day in (("report_sick", "first_sick_day", start), ("report_recovery", "first_fit_day", fit)):
            entries += _with_correction(len(entries), do, field, draw(st.integers(0, 3)), day, day + 3 * DAY)
        spells.append(Spell(start, fit))
        start = fit + draw(st.integers(5, 27)) * DAY
    if draw(st.booleans()):
        spells[-1] = Spell(spells[-1].first_sick_day, None)
        del entries[-2:]
    leaves: tuple[Period, ...] = ()
    if draw(st.booleans()):
        first = spells[0].first_sick_day + draw(st.integers(20, 400)) * DAY
        leaves = (Period(first, first + 111 * DAY),)
        entries.append({"on": str(first), "do": "set_leave", "kind": "MATERNITY", "from": str(first),
                        "to": str(first + 111 * DAY)})
    if draw(st.booleans()):
        first = spells[-1].first_sick_day + 6 * DAY
        entries.append({"on": str(first - DAY), "do": "plan_vacation", "key": "v", "from": str(first), "to": str(first + DAY),
                        "hours_per_week": "40", "consent": True, "days": "STATUTORY"})
    return entries, tuple(spells), leaves


def _with_correction(at: int, do: str, field: str, wrong_by: int, day: date, on: date) -> list[dict[str, Any]]:
    """An entry with a day that is too late, and its correction a day after."""
    return [{"on": str(on), "do": do, field: str(day + wrong_by * DAY)},
            {"on": str(on + DAY), "do": "correct", "of": at, field: str(day)}]


class TestPlanOfACorrectedCase:
    @UNHURRIED
    @given(corrected_cases())
    def test_is_due_on_the_days_that_a_count_of_the_calendar_gives(
            self, made: tuple[list[dict[str, Any]], tuple[Spell, ...], tuple[Period, ...]]) -> None:
        entries, spells, leaves = made
        timeline = sorted(entries, key=lambda entry: str(entry["on"]))
        for entry in timeline:
            if entry["do"] == "correct":
                entry["of"] = timeline.index(entries[entry["of"]])
        until = max(date.fromisoformat(str(timeline[-1]["on"])), spells[0].first_sick_day + 1000 * DAY)
        result = calculated("plan", case(*timeline, until=str(until)))
        assume(not result["refused"] and len({row["composite_first_sick_day"] for row in result["plan"]}) == 1)

        days = counted_days(spells, leaves, 728, unended=True)

        due = {row["code"]: row["due_on"] for row in result["plan"] if row["code"] in INDEX_OF}
        assert len(due) > 10
        assert due == {code: str(days[INDEX_OF[code] - 1]) for code in INDEX_OF if code in due}
