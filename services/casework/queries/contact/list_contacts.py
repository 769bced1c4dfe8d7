"""The contacts that a consultant or casemanager waits for, each with the number to call (R-029, R-096, features idea 12)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, select

from services.casework import store
from services.casework.domain.contact.clock import CONTACT_CODES
from services.casework.domain.plan.milestone import Code
from services.casework.store.contact.employers import find_employer_contacts
from services.casework.store.copies import find_employees, find_policies
from services.casework.store.staff.reach import is_reached
from services.casework.store.steps import is_open
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_keys

ORDER = (store.Step.last_on, store.Step.case_number, store.Step.code, store.Step.occurrence)


class ContactList(StrEnum):
    """The lists: to call now, those of them whose clock has ended, and those whose clock pauses today."""

    DUE = "DUE"
    LATE = "LATE"
    PAUSED = "PAUSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingContact:
    """A contact that was not made yet.

    :ivar absence_number: the last open absence of the case
    :ivar with_employee: whether the employee is called, because of a conflict, instead of the employer
    :ivar name: whom to call; None for an unknown person
    :ivar phone: the number to call in E.164; None if nobody recorded it
    :ivar due_on: the end of the term
    :ivar ends_on: the end of the clock, later than the term after a pause
    :ivar pause: the pause of today, None if the clock runs
    """

    absence_number: str
    employer_id: str
    company_name: str | None
    employee_name: str | None
    with_employee: bool
    name: str | None
    phone: str | None
    due_on: date
    ends_on: date
    is_late: bool
    pause: store.ContactPause | None


@dataclass(frozen=True, slots=True)
class WaitingContacts:
    """A page of one of the lists, with the number of rows of each list."""

    items: Sequence[WaitingContact]
    next: str | None
    due: int
    late: int
    paused: int


def list_contacts(session: Session, *, actor: Actor, which: ContactList, cursor: str | None, limit: int) -> WaitingContacts:
    """Contacts in open cases of employers that the actor guides, the earliest end of a clock first."""
    today = session.clock.today()
    waiting = _waiting(actor, today)
    late, paused = store.Step.last_on < today, _is_paused(today)
    lists = {ContactList.DUE: ~paused, ContactList.LATE: late, ContactList.PAUSED: paused}
    query = select(store.Step).join(store.Case, store.Case.case_number == store.Step.case_number).where(*waiting)
    page: Page[WaitingContact] = page_by_keys(
        session, query.where(lists[which]), keys=ORDER, view_all=lambda rows: _views(session, rows, today), cursor=cursor,
        limit=limit)
    counts = session.execute(query.with_only_columns(*(func.count().filter(lists[one]) for one in ContactList))).one()
    return WaitingContacts(page.items, page.next, due=counts[0], late=counts[1], paused=counts[2])


def count_late_contacts(session: Session) -> int:
    """Number of contacts in open cases that were not made before their clock ended."""
    today = session.clock.today()
    late = select(func.count()).select_from(store.Step).where(*_open_contacts(today), store.Step.last_on < today)
    return session.scalar(late) or 0


def _open_contacts(today: date) -> list[ColumnElement[bool]]:
    return [store.Step.in_caseload.is_(True), store.Step.code.in_(CONTACT_CODES), is_open(today)]


def _waiting(actor: Actor, today: date) -> list[ColumnElement[bool]]:
    return [*_open_contacts(today), *is_reached(actor, today, employer=store.Step.employer_id, case=store.Step.case_number)]


def _is_paused(today: date) -> ColumnElement[bool]:
    return and_(store.Step.code == Code.M02, select(store.ContactPause.pause_id).where(
        store.ContactPause.employee_id == store.Case.employee_id, store.ContactPause.due_on == store.Step.due_on,
        *_holds(today)).exists())


def _holds(today: date) -> tuple[ColumnElement[bool], ...]:
    return store.ContactPause.first_day <= today, store.ContactPause.last_day >= today


def _views(session: Session, steps: Sequence[store.Step], today: date) -> list[WaitingContact]:
    numbers = {step.case_number for step in steps}
    cases = {case.case_number: case for case in session.scalars(select(store.Case).where(store.Case.case_number.in_(numbers)))}
    absences = _last_absences(session, numbers)
    people = find_employees(session, (case.employee_id for case in cases.values()))
    policies = find_policies(session, (step.employer_id for step in steps))
    contacts = find_employer_contacts(session, (step.employer_id for step in steps))
    pauses = {(pause.employee_id, pause.due_on): pause for pause in session.scalars(select(store.ContactPause).where(
        store.ContactPause.employee_id.in_(case.employee_id for case in cases.values()), *_holds(today)))}
    found = []
    for step in steps:
        case, absence = cases[step.case_number], absences[step.case_number]
        person, policy, contact = people.get(case.employee_id), policies.get(step.employer_id), contacts.get(step.employer_id)
        with_employee = step.code == Code.CONFLICT_CONTACT
        name = person.full_name if person else None
        found.append(WaitingContact(
            absence_number=absence.absence_number, employer_id=step.employer_id, employee_name=name,
            company_name=policy.company_name if policy else None, with_employee=with_employee,
            name=name if with_employee else contact.name if contact else None,
            phone=absence.contact_phone if with_employee else contact.phone if contact else None,
            due_on=step.due_on, ends_on=step.last_on, is_late=step.last_on < today,
            pause=None if with_employee else pauses.get((case.employee_id, step.due_on))))
    return found


def _last_absences(session: Session, case_numbers: set[str]) -> dict[str, store.Absence]:
    """The last absence of each case whose dossier is open."""
    rows = session.execute(select(store.Dossier.case_number, store.Absence).join(
        store.Absence, store.Absence.absence_number == store.Dossier.absence_number).where(
        store.Dossier.case_number.in_(case_numbers), store.Dossier.closed_on.is_(None)).order_by(store.Absence.absence_number))
    return {str(row[0]): row[1] for row in rows}
