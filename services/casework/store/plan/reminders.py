"""The mails that were sent about steps, and the steps about which one is due (R-024)."""
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, SmallInteger, String, and_, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.leave.vacation import VacationStatus
from services.casework.domain.plan.planning import SURVIVES_RECOVERY
from services.casework.domain.plan.protocol import kind_of, protocol
from services.casework.domain.plan.reminders import ReminderRule, reminder_rules
from services.casework.store.base import ABSENCE_NUMBER, Base
from services.casework.store.dossiers import Dossier
from services.casework.store.steps import Step
from services.casework.store.vacations import Vacation
from shared.db.session import Session


class StepReminder(Base):
    """A mail about a step; if the last day of a step moved, its mails begin again.

    :ivar last_on: the last day of the step as it was
    :ivar mail: its number in the order of `domain.plan.reminders`
    :ivar escalated: whether the casemanager was told with it
    """

    __tablename__ = "step_reminder"
    case_number: Mapped[str] = mapped_column(ABSENCE_NUMBER, primary_key=True)
    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    occurrence: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    last_on: Mapped[date] = mapped_column(primary_key=True)
    mail: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    sent_on: Mapped[date]
    escalated: Mapped[bool]


class DueReminder(NamedTuple):
    """A step about which a mail is due."""

    step: Step
    mail: int
    escalated: bool


_OF_STEP = and_(StepReminder.case_number == Step.case_number, StepReminder.code == Step.code,
                StepReminder.occurrence == Step.occurrence, StepReminder.last_on == Step.last_on)


def list_employers_to_remind(session: Session, today: date) -> list[str]:
    """Return the employers with a step about which a mail is due."""
    return sorted({reminder.step.employer_id for reminder in _due(session, today, _candidates(today))})


def list_due_reminders(session: Session, employer_id: str, today: date) -> list[DueReminder]:
    """Return the steps of an employer about which a mail is due, by their last day."""
    return list(_due(session, today, _candidates(today).where(Step.employer_id == employer_id)))


def _due(session: Session, today: date, query: Select[Step, int | None]) -> Iterator[DueReminder]:
    rules = _rules()
    for step, sent in session.execute(query):
        rule = rules[step.code]
        mail = rule.mail_on(today, opens_on=step.opens_on, last_on=step.last_on)
        if mail > (sent or 0):
            yield DueReminder(step, mail, rule.is_escalated(mail))


def _rules() -> dict[str, ReminderRule]:
    by_nature = reminder_rules().by_nature
    return {code: by_nature[kind.nature] for code, kind in protocol().kinds.items() if kind.nature in by_nature}


def _candidates(today: date) -> Select[Step, int | None]:
    """The unsettled steps that are at hand or late, each with the number of the last mail about it.

    Those that need an employee who is on an approved vacation are left out (R-168).
    """
    rules = _rules()
    horizon = today + timedelta(days=max(rule.new_days for rule in rules.values()))
    exempt = [code for code in rules if kind_of(code).needs_employee]
    away = select(Vacation.vacation_id).join(Dossier, Dossier.absence_number == Vacation.absence_number).where(
        Dossier.case_number == Step.case_number, Vacation.status == VacationStatus.APPROVED,
        Vacation.start <= today, Vacation.end >= today)
    sent = select(func.max(StepReminder.mail)).where(_OF_STEP).scalar_subquery()
    return select(Step, sent).where(
        Step.settled.is_(None), Step.code.in_(rules), or_(Step.in_caseload, Step.code.in_(SURVIVES_RECOVERY)),
        or_(Step.last_on <= horizon, Step.opens_on <= today), ~and_(Step.code.in_(exempt), away.exists())).order_by(
        Step.last_on, Step.case_number, Step.code, Step.occurrence)


def add_reminders(session: Session, due: Iterable[DueReminder], sent_on: date) -> None:
    """Record that mails were sent."""
    session.add_all(StepReminder(
        case_number=step.case_number, code=step.code, occurrence=step.occurrence, last_on=step.last_on, mail=mail,
        sent_on=sent_on, escalated=escalated) for step, mail, escalated in due)


def name_cases(session: Session, case_numbers: Iterable[str]) -> dict[str, str]:
    """Return the number by which people know a case: of its last open absence, or of the last one."""
    query = select(Dossier.case_number, func.coalesce(
        func.max(Dossier.absence_number).filter(Dossier.closed_on.is_(None)), func.max(Dossier.absence_number)))
    found = query.where(Dossier.case_number.in_(set(case_numbers))).group_by(Dossier.case_number)
    return {str(row[0]): row[1] for row in session.execute(found)}


def is_escalated() -> ColumnElement[bool]:
    """Return the condition that the casemanager was told of a step that is late."""
    return select(StepReminder.mail).where(_OF_STEP, StepReminder.escalated).exists()


def list_reminders(session: Session, case_numbers: Iterable[str]) -> Sequence[StepReminder]:
    """Return the mails about the present last days of steps of some cases, oldest first."""
    query = select(StepReminder).join(Step, _OF_STEP).where(StepReminder.case_number.in_(set(case_numbers)))
    return session.scalars(query.order_by(StepReminder.mail)).all()
