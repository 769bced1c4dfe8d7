"""The calculation by periods equals the day-by-day algorithm of §3.3 for random cases."""
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.claims.domain.benefits.benefit import calculate_benefits, calculate_month
from services.claims.domain.benefits.case import CaseInput, Leave, PartialRecovery, SafetyNetBenefit, WageSegment
from services.claims.domain.benefits.policy import PolicyTerms
from services.claims.domain.benefits.sanction import Sanction
from services.claims.tests.domain.day_by_day import amounts_of, lines_of
from shared.kernel.month import Month
from shared.kernel.period import Period
from shared.kernel.sickness import Spell
from shared.kernel.vocabulary import LateReportRule, LeaveKind, RecoveryBasis, SafetyNetRule, SanctionKind, WaitingUnit
from shared.law.sickness import composite_cases

EPOCH = date(2024, 1, 1)


def on(offset: int) -> date:
    return EPOCH + timedelta(days=offset)


def money(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.integers(low * 100, high * 100).map(lambda cents: Decimal(cents) / 100)


percentages = st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)

policies = st.builds(
    PolicyTerms,
    waiting_unit=st.sampled_from(WaitingUnit),
    waiting_value=st.one_of(st.integers(0, 12), st.sampled_from([2, 20, 65])),
    coverage_year1=percentages, coverage_year2=percentages, coverage_half2=st.none() | percentages,
    coverage_half4=st.none() | percentages, late_report_grace_days=st.integers(0, 5),
    employer_charges_pct=percentages,
    day_divisor=st.sampled_from([260, 261]), max_insured_wage=money(20_000, 90_000),
    end_age=st.sampled_from(["64", "65", "67", "67"]),
    safety_net_rule=st.sampled_from([SafetyNetRule.OFFSET] * 5 + [SafetyNetRule.EXCLUDE]), run_off_cover=st.booleans(),
    late_report_rule=st.sampled_from(LateReportRule), max_sick_days=st.sampled_from([None, 728, 30, 400]),
)


@st.composite
def periods(draw: st.DrawFn, last: int, longest: int) -> Period:
    start = draw(st.integers(0, last))
    return Period(on(start), on(start + draw(st.integers(0, longest))))


@st.composite
def composites(draw: st.DrawFn):
    spells, start = [], draw(st.integers(0, 40))
    for number in range(draw(st.integers(1, 4))):
        end = start + draw(st.one_of(st.integers(1, 60), st.integers(60, 500)))
        spells.append(Spell(on(start), on(end), f"Z{number}"))
        start = end + draw(st.integers(0, 27))
    if draw(st.integers(0, 2)):
        last = spells.pop()
        spells.append(Spell(last.first_sick_day, None, last.absence_number))
    leaves = draw(st.lists(periods(last=500, longest=112), max_size=1))
    return composite_cases(spells, leaves)[0]


@st.composite
def recoveries(draw: st.DrawFn, spells: tuple[Spell, ...]) -> PartialRecovery:
    spell = draw(st.sampled_from(spells))
    basis = draw(st.sampled_from(RecoveryBasis))
    value = basis is RecoveryBasis.WAGE_VALUE
    return PartialRecovery(
        effective_on=spell.first_sick_day + timedelta(days=draw(st.integers(-3, 200))), basis=basis,
        recovered_pct=draw(percentages), wage_value_month=draw(money(1, 5_000)) if value else None,
        contract_wage_month=draw(money(1_000, 4_000)) if value else None, absence_number=spell.absence_number,
    )


@st.composite
def sanctions(draw: st.DrawFn) -> Sanction:
    period = draw(periods(last=400, longest=40))
    lifted = draw(st.booleans())
    return Sanction(
        kind=draw(st.sampled_from(SanctionKind)), start=period.start,
        end=period.end if lifted or draw(st.booleans()) else None,
        lifted_on=period.end + timedelta(days=1) if lifted else None, back_pay=lifted and draw(st.booleans()),
    )


@st.composite
def safety_nets(draw: st.DrawFn, spells: tuple[Spell, ...]) -> SafetyNetBenefit:
    spell = draw(st.sampled_from(spells))
    return SafetyNetBenefit(
        valid_from=spell.first_sick_day + timedelta(days=draw(st.integers(0, 60))),
        daily_amount=draw(st.one_of(st.just(Decimal(0)), money(1, 300))), absence_number=spell.absence_number,
    )


@st.composite
def cases(draw: st.DrawFn) -> CaseInput:
    composite = draw(composites())
    leaves = draw(st.lists(periods(last=400, longest=60), max_size=2))
    net = draw(st.lists(safety_nets(composite.spells), max_size=2))
    return CaseInput(
        composite=composite, terms=(draw(policies),),
        wages=(WageSegment(valid_from=date(2020, 1, 1), annual_wage=draw(money(5_000, 120_000))),
               WageSegment(valid_from=on(60), annual_wage=draw(money(5_000, 120_000)))),
        birth_date=draw(st.one_of(st.none(), st.just(date(1960, 5, 4)))),
        reported_on=draw(st.one_of(st.none(), st.integers(0, 80).map(on))),
        end_of_service=draw(st.one_of(st.none(), st.integers(200, 900).map(on))),
        recoveries=tuple(draw(st.lists(recoveries(composite.spells), max_size=4))),
        leaves=tuple(Leave(kind=LeaveKind.PARENTAL, period=period) for period in leaves),
        sanctions=tuple(draw(st.lists(sanctions(), max_size=2))),
        safety_net=bool(net), safety_net_benefits=tuple(net),
        suspensions=draw(st.one_of(*[st.just(())] * 7, periods(last=30, longest=20).map(lambda period: (period,)))),
        cover=(Period(date(2020, 1, 1), draw(st.one_of(st.none(), st.integers(60, 400).map(on)))),),
    )


class TestBenefitByStretches:
    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(case=cases(), months=st.integers(1, 36))
    def test_equals_the_reading_day_by_day(self, case: CaseInput, months: int) -> None:
        through = Month(2024 + (months - 1) // 12, (months - 1) % 12 + 1)
        charges = case.terms[0].employer_charges_pct

        benefits = calculate_benefits(case, through=through)

        expected = [(line.start, line.end, line.days, *amounts_of(line, charges))
                    for line in lines_of(case, through.last)]
        actual = [(line.start, line.end, line.days, line.wage, line.offset, line.charges, line.total)
                  for benefit in benefits for line in benefit.lines]
        assert actual == expected

    @settings(max_examples=50, deadline=None)
    @given(case=cases())
    def test_gives_each_month_as_it_stands_in_the_whole(self, case: CaseInput) -> None:
        whole = calculate_benefits(case, through=Month(2026, 12))

        assert all(calculate_month(case, benefit.month) == benefit for benefit in whole)
