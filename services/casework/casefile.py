"""A composite case as its rows tell it: the facts from which the plan, the ladder and the guarantee are calculated."""
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from services.casework import store
from services.casework.domain.guarantee.wage_sanction import WageSanction
from services.casework.domain.guidance.advice import Advice, AdviceKind, Outcome
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Code, Milestone
from services.casework.domain.plan.planning import plan
from services.casework.domain.sanctions.sanction import Ground, Ladder, Sanction, SanctionKind
from shared.db.session import Session
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind
from shared.law.sickness import composite_cases


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The absences that form one case with what was recorded in their dossiers.

    :ivar absences: of the case, oldest first; a withdrawn absence stands alone
    """

    case: CompositeCase
    absences: Sequence[store.Absence]
    facts: DossierFacts

    @property
    def numbers(self) -> list[str]:
        """The absence numbers of the case."""
        return [absence.absence_number for absence in self.absences]

    @property
    def is_withdrawn(self) -> bool:
        """Whether the report was cancelled."""
        return self.absences[-1].status == AbsenceStatus.CANCELLED

    def plan(self, today: date) -> tuple[Milestone, ...]:
        """The plan as it stands on a day; a withdrawn report has none."""
        return () if self.is_withdrawn else plan(self.facts, today=today)


def load(session: Session, absence: store.Absence) -> CaseFile:
    """The case in which an absence lies."""
    everything = {a.absence_number: a for a in store.list_absences_of(session, absence.employee_id)}
    leaves = [Period(leave.start, leave.end) for leave in store.list_leaves_of(session, absence.employee_id)
              if leave.kind == LeaveKind.MATERNITY]
    if absence.absence_number not in everything:
        return _file(session, CompositeCase((absence.spell,)), [absence])
    case = next(case for case in composite_cases([a.spell for a in everything.values()], leaves)
                if any(spell.absence_number == absence.absence_number for spell in case.spells))
    return _file(session, case, [everything[spell.absence_number] for spell in case.spells])


def load_by_number(session: Session, absence_number: str) -> CaseFile:
    """The case of a dossier that exists."""
    return load(session, session.get_one(store.Absence, absence_number))


def _file(session: Session, case: CompositeCase, absences: Sequence[store.Absence]) -> CaseFile:
    numbers = [absence.absence_number for absence in absences]
    completions: dict[Code, list[date]] = defaultdict(list)
    for row in session.scalars(select(store.Completion).where(store.Completion.absence_number.in_(numbers))):
        completions[Code(row.code)].append(row.completed_on)
    last = absences[-1]
    return CaseFile(case, absences, DossierFacts(
        case=case, reported_on=absences[0].reported_on,
        later_reports=tuple(a.reported_on for a in absences[1:]), completions=completions,
        end_of_service=last.end_of_service,
        labour_conflict=any(a.state["labour_conflict"] for a in absences),
        safety_net=any(a.state["safety_net"] for a in absences),
        wage_sanction=_wage_sanction(session, numbers), recovery_reported_on=last.recovery_noted_on))


def _wage_sanction(session: Session, numbers: Sequence[str]) -> WageSanction | None:
    row = find_wage_sanction(session, numbers)
    return None if row is None else WageSanction(
        decision_on=row.decision_on, received_on=row.received_on, weeks=row.weeks, reported_on=row.reported_on)


def find_wage_sanction(session: Session, numbers: Sequence[str]) -> store.WageSanction | None:
    """The wage sanction of a case, or None."""
    query = select(store.WageSanction).where(store.WageSanction.absence_number.in_(numbers))
    return session.scalar(query.order_by(store.WageSanction.decision_on.desc()).limit(1))


def list_sanctions(session: Session, numbers: Sequence[str]) -> list[store.Sanction]:
    """The sanctions of a case, by first day."""
    query = select(store.Sanction).where(store.Sanction.absence_number.in_(numbers))
    return list(session.scalars(query.order_by(store.Sanction.start)))


def list_warnings(session: Session, numbers: Sequence[str]) -> list[store.WrittenWarning]:
    """The written warnings of a case, by day."""
    query = select(store.WrittenWarning).where(store.WrittenWarning.absence_number.in_(numbers))
    return list(session.scalars(query.order_by(store.WrittenWarning.given_on)))


def list_advices(session: Session, numbers: Sequence[str]) -> list[store.Advice]:
    """The advices of a case, by date due."""
    query = select(store.Advice).where(store.Advice.absence_number.in_(numbers))
    return list(session.scalars(query.order_by(store.Advice.due_on, store.Advice.advice_id)))


def ladder_of(session: Session, numbers: Sequence[str], *, without: str | None = None) -> Ladder:
    """What went before a sanction.

    :param without: id of a sanction to leave out
    """
    return Ladder(
        warnings=tuple(row.given_on for row in list_warnings(session, numbers)),
        sanctions=tuple(sanction_of(row) for row in list_sanctions(session, numbers) if row.sanction_id != without))


def sanction_of(row: store.Sanction) -> Sanction:
    """The sanction that a row holds."""
    return Sanction(kind=SanctionKind(row.kind), ground=Ground(row.ground), start=row.start, end=row.end,
                    override_reason=row.override_reason, lifted_on=row.lifted_on, back_pay=row.back_pay)


def advice_of(row: store.Advice) -> Advice:
    """The advice that a row holds."""
    return Advice(advice_id=row.advice_id, due_on=row.due_on, kind=AdviceKind(row.kind), outcome=Outcome(row.outcome),
                  reason_code=row.reason_code, reason_accepted=row.reason_accepted)
