"""The algorithm of domain.md §3.3 implemented literally, day by day.

It is the oracle of the benefit calculation and shares only its input types.
"""
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.benefits.policy import PolicyTerms
from shared.kernel.vocabulary import LateReportRule, RecoveryBasis, SafetyNetRule, SanctionKind, WaitingUnit


@dataclass
class OracleLine:
    key: tuple
    start: date
    end: date
    days: int = 1


def cents(amount):
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def birthday(birth_date, age):
    return birth_date.replace(year=birth_date.year + age)


def spell_on(case, day):
    for spell in case.composite.spells:
        on_leave = any(leave.start <= day <= leave.end for leave in case.composite.maternity_leaves)
        if spell.first_sick_day <= day and (spell.recovered_on is None or day < spell.recovered_on) and not on_leave:
            return spell
    return None


def latest(facts, spell, day, value):
    """The last fact of this spell that has taken effect by the day."""
    found = Decimal(0)
    for fact_day, number, amount in sorted(facts, key=lambda fact: fact[0]):
        if number == spell.absence_number and fact_day <= day:
            found = value(amount)
    return found


def recovered_on_day(case, spell, day):
    facts = [(r.effective_on, r.absence_number, r) for r in case.recoveries]

    def fraction(recovery):
        if recovery.basis is RecoveryBasis.THERAPY:
            return Decimal(0)
        if recovery.basis is RecoveryBasis.WAGE_VALUE:
            share = min(Decimal(1), recovery.wage_value_month / recovery.contract_wage_month)
            return share.quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
        return recovery.recovered_pct / 100

    return latest(facts, spell, day, fraction)


def incapacity_at_the_end_of_cover(case, day):
    """The incapacity of the absence that was open on that day, including during maternity leave."""
    for spell in case.composite.spells:
        if spell.first_sick_day <= day and (spell.recovered_on is None or day < spell.recovered_on):
            return 1 - recovered_on_day(case, spell, day)
    return Decimal(0)


def never_covered(case, terms):
    """Whether the case began at a time that excludes any payment."""
    first_sick_day, cover_end = case.first_sick_day, case.cover[0].end
    if terms.safety_net_rule is SafetyNetRule.EXCLUDE and case.safety_net:
        return True
    if cover_end is not None and first_sick_day > cover_end:
        return True
    return any(s.start <= first_sick_day and (s.end is None or first_sick_day <= s.end) for s in case.suspensions)


def has_ended(case, terms, day):
    """Whether service, age or cover without run-off ended before the day."""
    if case.end_of_service is not None and day > case.end_of_service:
        return True
    if case.birth_date is not None and day >= birthday(case.birth_date, int(terms.end_age)):
        return True
    return case.cover[0].end is not None and day > case.cover[0].end and not terms.run_off_cover


def sanctioned(case, day):
    """Whether the day is withheld, and whether it is paid later."""
    back_pay = withheld = False
    for sanction in case.sanctions:
        if sanction.start <= day and (sanction.end is None or day <= sanction.end):
            if sanction.kind is SanctionKind.SUSPEND and sanction.lifted_on is not None and sanction.back_pay:
                back_pay = True
            else:
                withheld = True
    return withheld, back_pay


def lines_of(case: CaseInput, until: date) -> list[OracleLine]:
    """The lines of the case from F up to `until`, divided at the ends of months."""
    terms = max((t for t in case.terms if t.valid_from <= case.first_sick_day), key=lambda t: t.valid_from)
    annual = max((w for w in case.wages if w.valid_from <= case.first_sick_day), key=lambda w: w.valid_from).annual_wage
    daily_wage = cents(min(annual, terms.max_insured_wage) / terms.day_divisor)
    if never_covered(case, terms):
        return []

    counted_from = case.first_sick_day
    days_late = 0 if case.reported_on is None else (case.reported_on - case.first_sick_day).days
    if terms.late_report_rule is LateReportRule.SHIFT_TO_REPORT_DATE and days_late > terms.late_report_grace_days:
        counted_from = case.reported_on or counted_from
    waiting_left = terms.waiting_value if terms.waiting_unit is WaitingUnit.WORKDAYS else 0
    lines, open_line, index, index_since_counted = [], None, 0, 0

    day = case.first_sick_day - timedelta(days=1)
    while day < until:
        day += timedelta(days=1)
        spell = spell_on(case, day)
        if spell is not None:
            index += 1
            index_since_counted += day >= counted_from
        if day.weekday() >= 5:
            continue
        previous, open_line = open_line, None
        if spell is None or index > (728 if terms.max_sick_days is None else terms.max_sick_days):
            continue
        if has_ended(case, terms, day):
            continue
        if day < counted_from:
            continue
        if terms.waiting_unit is WaitingUnit.WEEKS and index_since_counted <= 7 * terms.waiting_value:
            continue
        if waiting_left > 0:
            waiting_left -= 1
            continue
        if any(leave.period.start <= day <= leave.period.end for leave in case.leaves):
            continue
        withheld, back_pay = sanctioned(case, day)
        if withheld:
            continue
        coverage = coverage_of(terms, index)
        incapacity = 1 - recovered_on_day(case, spell, day)
        if case.cover[0].end is not None and day > case.cover[0].end:
            incapacity = min(incapacity, incapacity_at_the_end_of_cover(case, case.cover[0].end))
        zw_facts = [(b.valid_from, b.absence_number, b.daily_amount) for b in case.safety_net_benefits]
        zw_daily = latest(zw_facts, spell, day, lambda amount: amount)
        key = (day.year, day.month, daily_wage, coverage / 100, incapacity, zw_daily, back_pay)
        if previous is not None and previous.key == key:
            previous.end, previous.days = day, previous.days + 1
            open_line = previous
        else:
            open_line = OracleLine(key, day, day)
            lines.append(open_line)
    return lines


def coverage_of(terms: PolicyTerms, index: int) -> Decimal:
    """The percentage of the half year of sickness in which the index lies."""
    if index <= 182:
        return terms.coverage_year1
    if index <= 364:
        return terms.coverage_year1 if terms.coverage_half2 is None else terms.coverage_half2
    if index <= 546:
        return terms.coverage_year2
    return terms.coverage_year2 if terms.coverage_half4 is None else terms.coverage_half4


def amounts_of(line: OracleLine, charges_pct: Decimal) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """wage, offset, charges and total of a line."""
    _, _, daily_wage, coverage, incapacity, zw_daily, _ = line.key
    wage = cents(line.days * daily_wage * coverage * incapacity)
    offset = cents(line.days * zw_daily)
    net = max(Decimal("0.00"), wage - offset)
    charges = cents(net * charges_pct / 100)
    return wage, offset, charges, net + charges
