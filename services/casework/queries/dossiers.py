"""Dossiers as they are shown: one with its whole plan, many with what comes next."""
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from services.casework import store
from services.casework.domain.plan.milestone import Milestone, Status
from services.casework.search import literal, searchable
from services.casework.store.casefiles import CaseFile, load_case
from services.casework.store.copies import list_policies_of
from services.casework.store.dossiers import find_assignment
from services.casework.store.dossiers import get_dossier as get_row
from services.casework.store.measures import list_advices, list_sanctions, list_wage_sanctions, list_warnings
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The gatekeeper guarantee of a reported wage sanction: ASSESSING until claims decided."""

    decision: str
    conditions: Sequence[store.WageSanctionCondition]
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier with the plan of its composite case."""

    dossier: store.Dossier
    absence: store.Absence
    employee: store.Employee | None
    team: store.Assignment | None
    policy: store.Policy | None
    file: CaseFile
    plan: Sequence[Milestone]
    today: date

    @property
    def status(self) -> str:
        """Whether it is worked on."""
        return "CLOSED" if self.dossier.closed_on else "OPEN"

    @property
    def sick_days(self) -> int:
        """Of the composite case, until today."""
        return self.file.case.index(self.today)

    @property
    def next_step(self) -> Milestone | None:
        """The step to do first."""
        return next((row for row in self.plan if row.status in (Status.OVERDUE, Status.PLANNED)), None)

    @property
    def overdue(self) -> int:
        """Steps that someone should have done."""
        return sum(row.status is Status.OVERDUE for row in self.plan)


@dataclass(frozen=True, slots=True)
class DossierDetail(DossierView):
    """A dossier with everything recorded in its case."""

    warnings: Sequence[store.WrittenWarning]
    sanctions: Sequence[store.Sanction]
    advices: Sequence[store.Advice]
    wage_sanctions: Sequence[store.WageSanction]
    vra_notices: Sequence[store.VraNotice]
    long_term_threat_on: date | None

    @property
    def guarantee(self) -> Guarantee | None:
        """Of the latest wage sanction, None without one."""
        if not self.wage_sanctions:
            return None
        row = self.wage_sanctions[-1]
        decision = {None: "ASSESSING", True: "APPROVED", False: "REJECTED"}[row.approved]
        return Guarantee(decision, row.conditions, row.amount)


def get_dossier(session: Session, *, actor: Actor, absence_number: str) -> DossierDetail:
    """One dossier of the own employer.

    :raises NotFound: if there is none
    """
    view = view_dossier(session, get_row(session, absence_number, actor))
    numbers = view.file.numbers
    threats = select(store.Dossier.long_term_threat_on).where(
        store.Dossier.absence_number.in_(numbers), store.Dossier.long_term_threat_on.is_not(None))
    return DossierDetail(
        **{field.name: getattr(view, field.name) for field in fields(view)},
        warnings=list_warnings(session, numbers),
        sanctions=list_sanctions(session, numbers), advices=list_advices(session, numbers),
        wage_sanctions=list_wage_sanctions(session, numbers),
        vra_notices=session.scalars(select(store.VraNotice).where(
            store.VraNotice.absence_number.in_(numbers)).order_by(store.VraNotice.notice_id)).all(),
        long_term_threat_on=session.scalar(threats.limit(1)))


def list_dossiers(session: Session, *, actor: Actor, q: str | None, status: str | None, cursor: str | None,
                  limit: int) -> Page[DossierView]:
    """Dossiers by number; `q` finds part of a last name, or an absence or employee number."""
    query = select(store.Dossier).outerjoin(store.Employee, store.Employee.employee_id == store.Dossier.employee_id)
    if actor.employer_id is not None:
        query = query.where(store.Dossier.employer_id == actor.employer_id)
    if q:
        query = query.where(or_(store.Employee.search_name.like(f"%{literal(searchable(q))}%", escape="\\"),
                                store.Employee.employee_number == q, store.Dossier.absence_number == q.upper()))
    if status:
        closed = store.Dossier.closed_on
        query = query.where(closed.is_(None) if status == "OPEN" else closed.is_not(None))
    return page(session, query, key=store.Dossier.absence_number, view=lambda d: view_dossier(session, d),
                cursor=cursor, limit=limit)


def view_dossier(session: Session, dossier: store.Dossier) -> DossierView:
    """The dossier as it stands today."""
    today = session.clock.today()
    absence = session.get_one(store.Absence, dossier.absence_number)
    file = load_case(session, dossier.absence_number)
    policies = list_policies_of(session, dossier.employer_id)
    return DossierView(
        dossier=dossier, absence=absence, employee=session.get(store.Employee, dossier.employee_id),
        team=find_assignment(session, dossier.employer_id, today), policy=policies[-1] if policies else None,
        file=file, plan=file.plan(today), today=today)


def list_readers(session: Session, *, actor: Actor, absence_number: str) -> Sequence[store.Reading]:
    """Who looked at a dossier, latest first."""
    get_row(session, absence_number, actor)
    query = select(store.Reading).where(store.Reading.absence_number == absence_number)
    return session.scalars(query.order_by(store.Reading.read_at.desc(), store.Reading.reading_id.desc())).all()
