"""The read model of plans: one row per composite case and one per step, updated after every change of a fact.

`usecases/plan/refresh_steps` derives every row from the facts. Values that depend on the day are not stored; queries
compute them with `status_on`.
"""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, Date, Index, SmallInteger, String, and_, case, func, or_, select, text, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from services.casework.domain.plan.kinds import code_of
from services.casework.domain.plan.milestone import Part, Party, PlannedStep, Status
from services.casework.domain.plan.planning import planned_steps
from services.casework.domain.plan.protocol import protocol
from services.casework.domain.vra.vra import stagnates_on, subject
from services.casework.store.base import ABSENCE_NUMBER, Base
from services.casework.store.casefiles import CaseFile
from services.casework.store.copies import Employee
from shared.db.session import Session


class Case(Base):
    """A composite case with keys for search and counts of its steps.

    :ivar case_number: number of its first absence
    :ivar is_open: whether a dossier of the case is open
    :ivar threatens_on: the day on which long incapacity threatens automatically, None if set before or never reached
    :ivar stagnates_on: the day from which an unsettled step without a notice to VRA is long overdue, None without one
    :ivar duty_days: the last days of its unsettled steps that become overdue, in order
    :ivar lapsing_days: the last days of its other unsettled steps, in order
    :ivar protocol: the digest of the protocol by which its steps were derived
    :ivar doctor_days, expert_days: those of `duty_days` for which the company doctor or the labour expert is responsible
    """

    __tablename__ = "composite_case"
    __table_args__ = (
        Index("ix_composite_case_threatens_on", "threatens_on", postgresql_where=text("is_open")),
        Index("ix_composite_case_stagnates_on", "stagnates_on", postgresql_where=text("is_open")),
        Index("ix_composite_case_open_employer", "employer_id", postgresql_where=text("is_open")),
    )
    case_number: Mapped[str] = mapped_column(ABSENCE_NUMBER, primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    employee_number: Mapped[str | None] = mapped_column(String(40), index=True)
    search_name: Mapped[str | None] = mapped_column(String(240))
    is_open: Mapped[bool]
    threatens_on: Mapped[date | None]
    stagnates_on: Mapped[date | None]
    duty_days: Mapped[list[date]] = mapped_column(ARRAY(Date))
    lapsing_days: Mapped[list[date]] = mapped_column(ARRAY(Date))
    doctor_days: Mapped[list[date]] = mapped_column(ARRAY(Date))
    expert_days: Mapped[list[date]] = mapped_column(ARRAY(Date))
    protocol: Mapped[str] = mapped_column(String(16))


_UNSETTLED = text("settled IS NULL")
_CASELOAD = text("in_caseload")


class Step(Base):
    """A step of the plan of a case.

    :ivar in_caseload: whether it is unsettled and its case open
    :ivar pending_party, pending_on: the only part that is done of a step of two parties
    """

    __tablename__ = "step"
    __table_args__ = (
        Index("ix_step_due_on", "due_on"),
        Index("ix_step_employer_id_due_on", "employer_id", "due_on"),
        Index("ix_step_unsettled", "due_on", "last_on", postgresql_where=_UNSETTLED),
        Index("ix_step_case_unsettled", "case_number", postgresql_where=_UNSETTLED),
        Index("ix_step_employer_unsettled", "employer_id", "due_on", postgresql_where=_UNSETTLED),
        Index("ix_step_caseload", "due_on", postgresql_where=_CASELOAD),
        Index("ix_step_party_caseload", "responsible", "due_on", postgresql_where=_CASELOAD),
    )
    case_number: Mapped[str] = mapped_column(ABSENCE_NUMBER, primary_key=True)
    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    occurrence: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    responsible: Mapped[Party] = mapped_column(String(24))
    opens_on: Mapped[date | None]
    due_on: Mapped[date]
    target_on: Mapped[date]
    last_on: Mapped[date]
    settled: Mapped[Status | None] = mapped_column(String(10))
    passed: Mapped[Status] = mapped_column(String(10))
    completed_on: Mapped[date | None]
    in_caseload: Mapped[bool]
    pending_party: Mapped[str | None] = mapped_column(String(24))
    pending_on: Mapped[date | None]

    @property
    def value(self) -> PlannedStep:
        """The step as a domain value, without its risk and the reason why it lapsed."""
        return PlannedStep(
            code=code_of(self.code), occurrence=self.occurrence, opens_on=self.opens_on, due_on=self.due_on,
            target_on=self.target_on, last_on=self.last_on, settled=Status(self.settled) if self.settled else None,
            passed=Status(self.passed), completed_on=self.completed_on,
            pending=Part(Party(self.pending_party), self.pending_on) if self.pending_party and self.pending_on else None)


ORDER = (Step.due_on, Step.case_number, Step.code, Step.occurrence)
"""The order of a list of steps; unique."""


def status_on(today: date) -> ColumnElement[str]:
    """Return the status of a step on a day, as `PlannedStep.status_on` defines it."""
    return func.coalesce(Step.settled, case((Step.last_on >= today, Status.PLANNED.value), else_=Step.passed))


def has_status(status: Status, today: date) -> ColumnElement[bool]:
    """Return the condition that a step has a status on a day, in a form that can use the partial indexes."""
    unsettled = Step.settled.is_(None)
    if status is Status.PLANNED:
        return and_(unsettled, Step.last_on >= today)
    passed = and_(unsettled, Step.passed == status, Step.last_on < today)
    return passed if status is Status.OVERDUE else or_(Step.settled == status, passed)


def is_open(today: date) -> ColumnElement[bool]:
    """Return the condition that a step is planned or overdue on a day."""
    return and_(Step.settled.is_(None), or_(Step.last_on >= today, Step.passed == Status.OVERDUE))


def count_passed(days: ColumnElement[Any] | InstrumentedAttribute[list[date]], today: date) -> ColumnElement[int]:
    """Return how many of a case's ordered days lie before today, by binary search."""
    return func.width_bucket(func.date(today) - 1, days)


@dataclass(frozen=True, slots=True)
class CasePlan:
    """The input of the read model for one case.

    :ivar noticed: the subjects of the notices of stagnation
    """

    file: CaseFile
    is_open: bool
    threatens_on: date | None
    noticed: frozenset[str]

    @property
    def number(self) -> str:
        """The case number."""
        return self.file.numbers[0]

    @property
    def steps(self) -> tuple[PlannedStep, ...]:
        """The steps; a withdrawn report has none."""
        return () if self.file.is_withdrawn else planned_steps(self.file.facts)


def write_plans(session: Session, employee_ids: Sequence[str], plans: Iterable[CasePlan]) -> None:
    """Update the read model of the employees to the plans; unchanged rows are not written.

    :param plans: all cases of these employees
    """
    cases, steps, members = _Columns(CASE_TYPES), _Columns(STEP_TYPES), _Columns(MEMBER_TYPES)
    for plan in plans:
        own = plan.steps
        for number in plan.file.numbers:
            members.add(number, plan.number)
        cases.add(*_case_row(plan, own))
        for step in own:
            steps.add(*_step_row(plan, step))
    session.execute(_WRITE, {"employees": list(employee_ids), **cases.bound("c"), **steps.bound("s"), **members.bound("m")})


def _case_row(plan: CasePlan, steps: Sequence[PlannedStep]) -> tuple[Any, ...]:
    unsettled = [step for step in steps if step.settled is None]
    duties = [step for step in unsettled if step.passed is Status.OVERDUE]
    first = plan.file.absences[0]
    stagnation = stagnates_on(step for step in duties if subject(plan.number, step) not in plan.noticed)
    return (plan.number, first.employee_id, first.employer_id, plan.is_open, plan.threatens_on, stagnation, _days(duties),
            _days(step for step in unsettled if step.passed is not Status.OVERDUE),
            _days(step for step in duties if step.responsible is Party.COMPANY_DOCTOR),
            _days(step for step in duties if step.responsible is Party.LABOUR_EXPERT), protocol().digest)


def _days(steps: Iterable[PlannedStep]) -> str:
    """The last days in order, as a PostgreSQL array literal, because rows of different lengths form no matrix."""
    return "{" + ",".join(day.isoformat() for day in sorted(step.last_on for step in steps)) + "}"


def _step_row(plan: CasePlan, step: PlannedStep) -> tuple[Any, ...]:
    return (plan.number, str(step.code), step.occurrence, plan.file.absences[0].employer_id, step.responsible.value,
            step.opens_on, step.due_on, step.target_on, step.last_on, step.settled and step.settled.value, step.passed.value,
            step.completed_on, plan.is_open and step.settled is None, step.pending and step.pending.party.value,
            step.pending and step.pending.done_on)


CASE_TYPES = ("text", "text", "text", "bool", "date", "date", "text", "text", "text", "text", "text")
STEP_TYPES = ("text", "text", "int2", "text", "text", "date", "date", "date", "date", "text", "text", "date", "bool",
              "text", "date")
MEMBER_TYPES = ("text", "text")


class _Columns:
    """Rows as one array per column, so that the number of parameters does not depend on the number of rows."""

    def __init__(self, types: Sequence[str]) -> None:
        self._arrays: list[list[Any]] = [[] for _ in types]

    def add(self, *values: Any) -> None:
        """Append a row."""
        for array, value in zip(self._arrays, values, strict=True):
            array.append(value)

    def bound(self, prefix: str) -> dict[str, list[Any]]:
        """The arrays by parameter name."""
        return {f"{prefix}{at}": array for at, array in enumerate(self._arrays)}


def _unnest(prefix: str, types: Sequence[str]) -> str:
    return "unnest(" + ", ".join(f"CAST(:{prefix}{at} AS {type_}[])" for at, type_ in enumerate(types)) + ")"


_STEP_FACTS = ("employer_id", "responsible", "opens_on", "due_on", "target_on", "last_on", "settled", "passed", "completed_on",
               "in_caseload", "pending_party", "pending_on")
_CASE_FACTS = ("employee_id", "employer_id", "employee_number", "search_name", "is_open", "threatens_on", "stagnates_on",
               "duty_days", "lapsing_days", "doctor_days", "expert_days", "protocol")


def _unless_equal(table: str, names: Sequence[str]) -> str:
    """The end of an upsert that does not write unchanged rows."""
    sets = ", ".join(f"{name} = excluded.{name}" for name in names)
    old, new = (", ".join(f"{side}.{name}" for name in names) for side in (table, "excluded"))
    return f"DO UPDATE SET {sets} WHERE ({old}) IS DISTINCT FROM ({new})"


_WRITE = text(f"""
WITH new_case AS MATERIALIZED (
    SELECT n.case_number, n.employee_id, n.employer_id, e.employee_number, e.search_name, n.is_open, n.threatens_on,
           n.stagnates_on, n.duty_days::date[], n.lapsing_days::date[], n.doctor_days::date[], n.expert_days::date[],
           n.protocol
    FROM {_unnest("c", CASE_TYPES)} AS n (case_number, employee_id, employer_id, is_open, threatens_on, stagnates_on,
                                          duty_days, lapsing_days, doctor_days, expert_days, protocol)
    LEFT JOIN employee e USING (employee_id)
), new_step AS MATERIALIZED (
    SELECT * FROM {_unnest("s", STEP_TYPES)} AS n (case_number, code, occurrence, {", ".join(_STEP_FACTS)})
), known AS MATERIALIZED (
    SELECT case_number FROM composite_case WHERE employee_id = ANY(CAST(:employees AS text[]))
), gone_steps AS (
    DELETE FROM step USING known
    WHERE step.case_number = known.case_number AND NOT EXISTS (
        SELECT FROM new_step n WHERE (n.case_number, n.code, n.occurrence) = (step.case_number, step.code, step.occurrence))
), gone_cases AS (
    DELETE FROM composite_case USING known
    WHERE composite_case.case_number = known.case_number
    AND NOT EXISTS (SELECT FROM new_case n WHERE n.case_number = composite_case.case_number)
), moved AS (
    UPDATE dossier SET case_number = n.case_number
    FROM {_unnest("m", MEMBER_TYPES)} AS n (absence_number, case_number)
    WHERE dossier.absence_number = n.absence_number AND dossier.case_number IS DISTINCT FROM n.case_number
), cases AS (
    INSERT INTO composite_case (case_number, {", ".join(_CASE_FACTS)}) SELECT * FROM new_case
    ON CONFLICT (case_number) {_unless_equal("composite_case", _CASE_FACTS)}
)
INSERT INTO step (case_number, code, occurrence, {", ".join(_STEP_FACTS)}) SELECT * FROM new_step
ON CONFLICT (case_number, code, occurrence) {_unless_equal("step", _STEP_FACTS)}
""")


def refresh_search_keys(session: Session, employee_ids: Sequence[str]) -> None:
    """Copy numbers and names of employees to their cases, for search."""
    session.execute(update(Case).where(
        Case.employee_id.in_(employee_ids), Case.employee_id == Employee.employee_id).values(
        employee_number=Employee.employee_number, search_name=Employee.search_name).execution_options(
        synchronize_session=False))


def list_steps_of(session: Session, case_number: str) -> list[PlannedStep]:
    """Return the steps of a case, by due date."""
    return [row.value for row in session.scalars(select(Step).where(Step.case_number == case_number).order_by(*ORDER))]
