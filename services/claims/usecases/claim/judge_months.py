"""Judge new calculations of months by the rule table: approved by rule, or to people (CL9, CL10)."""
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.claims import store
from services.claims.domain.claim.approval import RuleTable, Ruling, rule_on, rule_table
from services.claims.domain.claim.month_facts import MonthFacts, amount_per_day, find_exceptions
from services.claims.domain.claim.month_status import Act, MonthStatus
from services.claims.domain.claim.wage_judgement import JudgementStatus
from services.claims.domain.payments.payday import cut_off, run_of
from services.claims.store.claim import month_claims
from services.claims.store.claim.month_claims import By, MonthClaim
from shared.db.session import Session
from shared.kernel.money import ZERO
from shared.kernel.month import Month

Place = tuple[str, str]
"""Case and month."""


@dataclass(frozen=True)
class _Months:
    """The months of the cases, with what is known of each.

    :ivar calculated: by case the latest calculation of every month, the new ones included
    :ivar replaced: the calculation before the new one
    """

    calculated: Mapping[str, list[store.StoredMonth]]
    replaced: Mapping[Place, store.StoredMonth]
    claims: dict[Place, MonthClaim]
    booked: Mapping[Place, Decimal]

    def approved_before(self, place: Place) -> store.StoredMonth | None:
        """The latest earlier month of the case that has lines and is approved or booked."""
        case, month = place
        earlier = [found for found in self.calculated[case]
                   if found.row.month < month and found.lines and self.was_approved(_place(found.row))]
        return max(earlier, key=lambda found: found.row.month, default=None)

    def was_approved(self, place: Place) -> bool:
        """Whether people or the rule table approved the month, or a run booked it."""
        claim = self.claims.get(place)
        return place in self.booked or (claim is not None and claim.status == MonthStatus.APPROVED)


def judge_months(session: Session, new: Sequence[store.StoredMonth], *, known: Mapping[str, list[store.StoredMonth]],
                 cases: Mapping[str, store.KnownCase], booked: Mapping[Place, Decimal]) -> None:
    """Judge each new calculation; a claim with the same amount keeps its decision, any other falls (E33).

    The number of statements does not depend on the number of months.

    :param new: in order of case and month
    :param known: the latest calculations of the cases before these
    """
    composite_ids = {found.row.composite_id for found in new}
    replaced = {_place(found.row): found for case in composite_ids for found in known.get(case, ())}
    calculated: dict[str, list[store.StoredMonth]] = defaultdict(list)
    for found in (replaced | {_place(found.row): found for found in new}).values():
        calculated[found.row.composite_id].append(found)
    months = _Months(calculated, replaced, month_claims.load_month_claims(session, composite_ids), booked)
    waits = _cases_with_waiting_wage(session, [cases[each] for each in composite_ids if each in cases])
    numbers = iter(month_claims.take_claim_numbers(session, sum(_place(found.row) not in months.claims for found in new)))
    acts = [_judge(session, found, months, cases.get(found.row.composite_id), found.row.composite_id in waits, numbers)
            for found in new]
    session.flush()
    session.add_all(acts)


def _judge(session: Session, found: store.StoredMonth, months: _Months, case: store.KnownCase | None, wage_waits: bool,
           numbers: Iterator[int]) -> month_claims.MonthClaimAct:
    row, claim, table = found.row, months.claims.get(_place(found.row)), rule_table()
    if claim is not None and claim.amount == row.total:
        claim.version, claim.row_version = row.version, claim.row_version + 1
        return month_claims.note_act(claim, Act.RESTATED, session.clock.now(), _by_rule(table))
    before = months.approved_before(_place(row))
    facts = _facts(found, months, before, case, wage_waits)
    unchanged = before is not None and amount_per_day(before.lines) == amount_per_day(found.lines)
    place = f"{row.composite_id} {row.month} {row.version}"
    ruling = rule_on(find_exceptions(facts, table), is_unchanged=unchanged, place=place, table=table)
    act = Act.RULED if claim is None else Act.RECALCULATED
    if claim is None:
        claim = _open(row, next(numbers))
        session.add(claim)
        months.claims[_place(row)] = claim
    earlier = months.replaced.get(_place(row))
    compared = earlier if facts.earlier is not None else before
    _set(claim, row, ruling, to_pay=facts.to_pay, compared=compared.row.total if compared else None)
    claim.due_on = cut_off(run_of(Month.parse(row.month), received_on=session.clock.today()))
    claim.decided_at = session.clock.now()
    return month_claims.note_act(claim, act, claim.decided_at, _by_rule(table, ruling.reasons))


def _by_rule(table: RuleTable, reasons: Sequence[str] = ()) -> By:
    return By(reasons=reasons, rule_id=table.table_id, rule_version=table.version)


def _facts(found: store.StoredMonth, months: _Months, before: store.StoredMonth | None, case: store.KnownCase | None,
           wage_waits: bool) -> MonthFacts:
    place, claim = _place(found.row), months.claims.get(_place(found.row))
    earlier = months.replaced.get(place)
    return MonthFacts(
        month=Month.parse(found.row.month), lines=found.lines,
        earlier=earlier.lines if earlier is not None and months.was_approved(place) else None,
        preceding=before.lines if before is not None else None,
        to_pay=found.row.total - months.booked.get(place, ZERO), case=case.facts if case is not None else None,
        wage_waits=wage_waits, was_refused=claim is not None and claim.status == MonthStatus.REFUSED)


def _open(row: store.Benefit, number: int) -> MonthClaim:
    return MonthClaim(
        claim_number=f"C-{row.month[:4]}-{number:06d}", composite_id=row.composite_id, month=row.month, row_version=0,
        employee_id=row.employee_id, employer_id=row.employer_id, policy_number=row.policy_number)


def _set(claim: MonthClaim, row: store.Benefit, ruling: Ruling, *, to_pay: Decimal, compared: Decimal | None) -> None:
    claim.version, claim.row_version = row.version, claim.row_version + 1
    claim.status, claim.reasons, claim.is_sampled = ruling.status, list(ruling.reasons), ruling.is_sampled
    claim.amount, claim.to_pay, claim.compared = row.total, to_pay, compared
    claim.refused_because = claim.asked = claim.waiting_until = claim.first_approved_by = claim.assigned_to = None


def _cases_with_waiting_wage(session: Session, cases: Sequence[store.KnownCase]) -> set[str]:
    first = {case.members[0].absence_number: case.composite_id for case in cases if case.members}
    return {first[number] for number, judgement in store.latest_judgements(session, first).items()
            if judgement.status == JudgementStatus.WAITING}


def _place(row: store.Benefit) -> Place:
    return row.composite_id, row.month
