"""Recalculate the completed months of composite cases, and store differences as new versions."""
from collections.abc import Collection, Iterator, Mapping

from services.claims import publishing, store
from services.claims.domain.benefits.benefit import MonthBenefit, calculate_benefits
from services.claims.domain.benefits.cover import why_not_covered
from services.claims.domain.benefits.line import have_same_figures
from services.claims.usecases.claim.judge_months import judge_months
from services.claims.usecases.recourse.allocate_receipts import reopen_allocations
from shared.db.session import Session
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.messaging.outbox import publish


def calculate_cases(session: Session, composite_ids: Collection[str], cases: Mapping[str, store.KnownCase]) -> None:
    """Recalculate every month completed by today (R-086), and judge what changed; a month without benefit gets zero (§3.5).

    :param composite_ids: the cases to calculate, including those without absences
    :param cases: the known facts of the cases
    """
    known = store.load_latest_months(session, composite_ids)
    new = [month for composite_id in sorted(composite_ids)
           for month in _changed_months(session, composite_id, cases.get(composite_id), known.get(composite_id, []))]
    if not new:
        return
    store.replace_latest(session, new)
    booked = store.sum_bookings(session, {month.row.composite_id for month in new})
    judge_months(session, new, known=known, cases=cases, booked=booked)
    for month in new:
        publish(session, publishing.benefit_calculated(
            month.row, booked=booked.get((month.row.composite_id, month.row.month), ZERO)))
    reopen_allocations(session, {month.row.composite_id for month in new})


def _changed_months(session: Session, composite_id: str, case: store.KnownCase | None,
                    latest: list[store.StoredMonth]) -> Iterator[store.StoredMonth]:
    found = {str(benefit.month): benefit for benefit in _benefits(session, case)}
    known = {month.row.month: month for month in latest}
    for name in sorted(found.keys() | known.keys()):
        lines = found[name].lines if name in found else ()
        old = known.get(name)
        if old is not None and have_same_figures(lines, old.lines):
            continue
        owner = old.row if old is not None else _owner_of(case)
        yield store.StoredMonth(store.Benefit(
            composite_id=composite_id, month=name, version=old.row.version + 1 if old else 1, is_latest=True,
            employee_id=owner.employee_id, employer_id=owner.employer_id, policy_number=owner.policy_number,
            total=sum((line.total for line in lines), ZERO), calculated_at=session.clock.now()), lines)


def _owner_of(case: store.KnownCase | None) -> store.Absence:
    assert case is not None  # a new month always belongs to a known case
    return case.owner


def _benefits(session: Session, case: store.KnownCase | None) -> tuple[MonthBenefit, ...]:
    if case is None or case.facts is None or why_not_covered(case.facts) is not None:
        return ()
    return calculate_benefits(case.facts, through=Month.of(session.clock.today()).previous())
