"""Complaints: the sender's own, or those of all employers for the casemanagers, who are the complaint desk."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from services.casework import store
from services.casework.domain.complaints.complaint import ComplaintStatus
from services.casework.store.complaints import find_complaint, list_complaint_steps
from services.casework.store.copies import find_policies, list_staff_in_use
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True)
class ListedComplaint:
    """A complaint with the company that sent it, and the name of who handles it."""

    complaint: store.Complaint
    company_name: str | None
    handler_name: str | None


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """A page of complaints, with the number of complaints in each status."""

    items: Sequence[ListedComplaint]
    next: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ComplaintFile:
    """A complaint with what happened to it."""

    listed: ListedComplaint
    steps: Sequence[store.ComplaintStep]


def list_complaints(session: Session, *, actor: Actor, status: ComplaintStatus | None, cursor: str | None,
                    limit: int) -> ComplaintPage:
    """For an employer's account its own complaints, latest first; for staff all, oldest first.

    Staff see complaints about employers of others too: a complaint may be about the casemanager of the employer.

    :param status: only those in this status
    """
    table, is_own = store.Complaint, actor.employer_id is not None
    own = [table.submitted_by == actor.account_id, table.employer_id == actor.employer_id] if is_own else []
    found = select(table).where(*own)
    page: Page[ListedComplaint] = page_by_keys(
        session, found.where(table.status == status) if status else found, keys=[table.complaint_number],
        view_all=lambda rows: _views(session, rows), cursor=cursor, limit=limit, is_newest_first=is_own)
    counted = session.execute(select(table.status, func.count()).where(*own).group_by(table.status))
    counts = {row[0]: row[1] for row in counted}
    return ComplaintPage(page.items, page.next, {one.value: counts.get(one, 0) for one in ComplaintStatus})


def get_complaint(session: Session, *, actor: Actor, complaint_number: str) -> ComplaintFile:
    """A complaint of the actor's own, or for staff any.

    :raises NotFound: ``complaint.not_found``
    """
    row = find_complaint(session, complaint_number, actor)
    return ComplaintFile(_views(session, [row])[0], list_complaint_steps(session, complaint_number))


def _views(session: Session, rows: Sequence[store.Complaint]) -> list[ListedComplaint]:
    policies = find_policies(session, {row.employer_id for row in rows})
    staff = list_staff_in_use(session, {row.handler_id for row in rows if row.handler_id})
    return [ListedComplaint(row, policy.company_name if (policy := policies.get(row.employer_id)) else None,
                            member.name if row.handler_id and (member := staff.get(row.handler_id)) else None) for row in rows]
