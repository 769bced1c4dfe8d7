"""Put wages before Claims that were recorded after a report and hold on its first sick day (§15.6)."""
from collections.abc import Collection

from services.claims import store
from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.claim.wage_judgement import JudgementStatus, other_wage
from shared.db.session import Session
from shared.kernel.ids import new_id


def follow_wages(session: Session, cases: Collection[store.KnownCase]) -> None:
    """Open, change or withdraw the task of each case; its benefit does not change before a decision."""
    numbers = {row.absence_number for case in cases for row in (case.owner, *case.members)}
    latest = store.latest_judgements(session, numbers)
    firsts = {case.members[0].absence_number for case in cases if case.members}
    for number, row in latest.items():
        if number not in firsts:
            _withdraw(row)
    for case in cases:
        if case.facts is not None and case.employee is not None:
            _follow(session, case, case.facts, case.employee, latest.get(case.members[0].absence_number))


def _follow(session: Session, case: store.KnownCase, facts: CaseInput, employee: store.EmployeeFacts,
            row: store.WageJudgement | None) -> None:
    day = facts.first_sick_day
    found = other_wage(facts.wages, employee.wages, day)
    if found is None:
        _withdraw(row)
        return
    if row is None or row.status != JudgementStatus.WAITING:
        if row is not None and row.status == JudgementStatus.REJECTED and row.recorded_wage == found.recorded:
            return  # the same wage was rejected before
        row = _open(session, case)
        session.add(row)
    elif (row.first_sick_day, row.confirmed_wage, row.recorded_wage) != (day, *found):
        row.version += 1
        row.recorded_on = session.clock.today()
    row.first_sick_day, (row.confirmed_wage, row.recorded_wage) = day, found
    row.employee_version = employee.employee.version


def _open(session: Session, case: store.KnownCase) -> store.WageJudgement:
    first = case.members[0]
    return store.WageJudgement(
        judgement_id=new_id(), absence_number=first.absence_number, employee_id=first.employee_id,
        employer_id=first.employer_id, policy_number=first.policy_number, version=1, recorded_on=session.clock.today(),
        status=JudgementStatus.WAITING)


def _withdraw(row: store.WageJudgement | None) -> None:
    if row is not None and row.status == JudgementStatus.WAITING:
        row.status = JudgementStatus.WITHDRAWN
        row.version += 1
