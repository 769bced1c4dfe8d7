"""The plan compared with an independent day-by-day calculation."""
from datetime import date, timedelta
from os import environ

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from services.casework.domain.guarantee.wage_sanction import WageSanction
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Code, Status
from services.casework.domain.plan.planning import plan
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase, Spell
from shared.law.sickness import composite_cases

UNHURRIED = settings(max_examples=int(environ.get("PLAN_CASES", "100")), deadline=None,
                     suppress_health_check=[HealthCheck.too_slow])
"""The oracle is slow on purpose and the machine may be busy; PLAN_CASES=10000 makes up that many cases."""

DAY = timedelta(days=1)
INDEX_OF = {Code.M01: 1, Code.M03: 42, Code.ACTION_PLAN_SUPPORT: 42, Code.M04: 56, Code.M06: 295, Code.M07: 336,
            Code.LABOUR_EXPERT_ASSESSMENT: 322, Code.M08: 350, Code.M09: 364, Code.M10: 406, Code.M11: 476, Code.M12: 617,
            Code.M13: 637, Code.M14: 637, Code.M15: 637, Code.M16: 651, Code.M17: 686, Code.M18: 728}


@st.composite
def histories(draw):
    """One case: spells fewer than 28 days apart, the last one open or not, and perhaps one maternity leave."""
    day = draw(st.dates(date(2023, 1, 1), date(2027, 1, 1)))
    spells = []
    for _ in range(draw(st.integers(1, 5))):
        fit = day + draw(st.integers(1, 200)) * DAY
        spells.append(Spell(day, fit))
        day = fit + draw(st.integers(0, 27)) * DAY
    if draw(st.booleans()):
        spells[-1] = Spell(spells[-1].first_sick_day, None)
    leaves = ()
    if draw(st.booleans()):
        start = spells[0].first_sick_day + draw(st.integers(1, 500)) * DAY
        leaves = (Period(start, start + 111 * DAY),)
    return tuple(spells), leaves


def counted_days(spells, leaves, how_many, *, unended):
    """Every counted day in order, found by checking each calendar day."""
    found, day = [], spells[0].first_sick_day
    while len(found) < how_many and day < date(2034, 1, 1):
        for at, spell in enumerate(spells):
            open_end = spell.recovered_on is None or (unended and at == len(spells) - 1)
            sick = spell.first_sick_day <= day and (open_end or day < spell.recovered_on)
            if sick and not any(leave.start <= day <= leave.end for leave in leaves):
                found.append(day)
                break
        day += DAY
    return found


def nth_after(days, day, n):
    """The n-th counted day after a day, sick or not."""
    return [counted for counted in days if counted > day][n - 1]


class TestPlanAgainstSlowOracle:
    @UNHURRIED
    @given(histories())
    def test_each_index_lies_on_the_day_the_calendar_says(self, history):
        spells, leaves = history
        facts = DossierFacts(case=CompositeCase(*history), reported_on=spells[0].first_sick_day)
        days = counted_days(spells, leaves, 728, unended=True)

        due = {row.code: row.due_on for row in plan(facts, today=spells[0].first_sick_day)}

        assert {code: due[code] for code in INDEX_OF} == {code: days[n - 1] for code, n in INDEX_OF.items()}

    @UNHURRIED
    @given(histories())
    def test_reviews_are_forty_two_counted_days_apart(self, history):
        spells, leaves = history
        facts = DossierFacts(case=CompositeCase(*history), reported_on=spells[0].first_sick_day)
        days = counted_days(spells, leaves, 728, unended=True)

        rows = [row for row in plan(facts, today=spells[0].first_sick_day) if row.code is Code.M05B]

        assert [row.due_on for row in rows] == days[83::42]

    @UNHURRIED
    @given(histories(), st.data())
    def test_what_follows_a_completed_step_is_counted_in_sick_days_from_it(self, history, data):
        spells, leaves = history
        days = counted_days(spells, leaves, 800, unended=True)
        done = {code: [days[0] + data.draw(st.integers(0, longest)) * DAY]
                for code, longest in ((Code.M03, 80), (Code.M09, 500), (Code.M05, 300), (Code.M05B, 300))}
        [analysed], [evaluated], [reviewed], [seen] = done.values()
        facts = DossierFacts(case=CompositeCase(*history), reported_on=days[0], completions=done)

        due = {(row.code, row.occurrence): row.due_on for row in plan(facts, today=days[0])}

        agreed_on = min(days[55], nth_after(days, analysed, 14))
        assert due[Code.M04, 1] == agreed_on
        assert due[Code.ACTION_PLAN_SUPPORT, 1] == days[max(0, days.index(agreed_on) - 14)]
        assert due[Code.M10, 1] == min(days[405], nth_after(days, evaluated, 42))
        assert due[Code.M05B, 1] == nth_after(days, analysed, 42)
        assert due[Code.M05, 1] == nth_after(days, agreed_on, 42)
        assert due[Code.M05, 2] == nth_after(days, reviewed, 42)
        assert due[Code.M05B, 2] == nth_after(days, seen, 42)

    @UNHURRIED
    @given(histories(), st.integers(-10, 1200))
    def test_index_counts_the_days_that_were_sick(self, history, offset):
        spells, leaves = history
        day = spells[0].first_sick_day + offset * DAY

        days = [d for d in counted_days(spells, leaves, 2000, unended=False) if d <= day]

        assert CompositeCase(*history).index(day) == len(days)

    @UNHURRIED
    @given(histories())
    def test_spells_less_than_28_days_apart_are_one_case(self, history):
        spells, leaves = history

        assert composite_cases(spells, leaves) == [CompositeCase(spells, leaves)]

    @UNHURRIED
    @given(histories(), st.integers(0, 900), st.integers(0, 120))
    def test_a_plan_is_the_same_whenever_it_is_calculated(self, history, offset, later):
        """Dates depend only on facts: another day changes the status of steps, never their due dates."""
        spells, _ = history
        facts = DossierFacts(case=CompositeCase(*history), reported_on=spells[0].first_sick_day)
        today = spells[0].first_sick_day + offset * DAY

        first, second = plan(facts, today=today), plan(facts, today=today + later * DAY)

        assert [(row.code, row.due_on) for row in first] == [(row.code, row.due_on) for row in second]
        assert plan(facts, today=today) == first


@st.composite
def eventful_facts(draw):
    """A history with random further events, realistic or not."""
    spells, leaves = draw(histories())
    first = spells[0].first_sick_day
    days = st.integers(0, 1300).map(lambda n: first + n * DAY)
    completions = draw(st.dictionaries(st.sampled_from(list(Code)), st.lists(days, max_size=4), max_size=8))
    received = draw(days)
    vacations = tuple(Period(start, start + draw(st.integers(0, 40)) * DAY) for start in draw(st.lists(days, max_size=2)))
    sanction = WageSanction(decision_on=received, received_on=received, weeks=draw(st.integers(1, 52)))
    return DossierFacts(
        case=CompositeCase(spells, leaves), reported_on=draw(days), completions=completions,
        later_reports=tuple(draw(st.lists(days, max_size=2))), end_of_service=draw(st.none() | days),
        labour_conflict=draw(st.booleans()), safety_net=draw(st.booleans()),
        wage_sanction=draw(st.sampled_from([None, sanction])), late_detected_on=draw(st.none() | days),
        vacations=vacations)


class TestPlanOfAnyHistory:
    @UNHURRIED
    @given(eventful_facts(), st.integers(0, 1500))
    def test_each_row_stands_as_its_dates_say(self, facts, offset):
        today = facts.case.first_sick_day + offset * DAY

        rows = plan(facts, today=today)

        comes_until = {Code.M12: facts.due(623), Code.M17: facts.due(728)}
        for row in rows:
            last_on = max(comes_until.get(row.code, row.due_on), row.target_on)
            assert (row.status is Status.DONE) == (row.completed_on is not None)
            assert row.status is not Status.OVERDUE or last_on < today
            assert row.status is not Status.PLANNED or last_on >= today
            assert row.late_days == max(0, ((row.completed_on or row.due_on) - row.due_on).days)

    @UNHURRIED
    @given(eventful_facts())
    def test_every_review_done_stands_in_its_chain_once(self, facts):
        rows = plan(facts, today=facts.case.first_sick_day)

        for code in (Code.M05, Code.M05B):
            done = sorted(row.completed_on for row in rows if row.code is code and row.completed_on)
            assert done == sorted(facts.completions.get(code, []))

    @UNHURRIED
    @given(eventful_facts())
    def test_no_duty_is_left_open_after_the_employee_is_fit(self, facts):
        """R-131: steps due on or after the day of full recovery are cancelled."""
        fit = facts.case.recovered_on
        assume(fit is not None and (facts.end_of_service is None or facts.end_of_service >= fit))

        rows = plan(facts, today=fit)

        open_codes = {row.code for row in rows if row.status is Status.PLANNED}
        assert open_codes <= {Code.M20, Code.M21, Code.M25}
