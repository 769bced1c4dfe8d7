"""Complaints: the sender's own, or those of all employers for the casemanagers, who are the complaint desk."""
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from services.casework import store
from services.casework.store.copies import find_policies
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True)
class ListedComplaint:
    """A complaint with the company that sent it."""

    complaint: store.Complaint
    company_name: str | None


def list_complaints(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[ListedComplaint]:
    """For an employer's account its own complaints, latest first; for staff all, oldest first.

    Staff see complaints about employers of others too: a complaint may be about the casemanager of the employer.
    """
    is_own = actor.employer_id is not None
    own = [store.Complaint.submitted_by == actor.account_id, store.Complaint.employer_id == actor.employer_id] if is_own else []
    return page_by_keys(session, select(store.Complaint).where(*own), keys=[store.Complaint.complaint_number],
                        view_all=lambda rows: _views(session, rows), cursor=cursor, limit=limit, is_newest_first=is_own)


def _views(session: Session, rows: Sequence[store.Complaint]) -> list[ListedComplaint]:
    policies = find_policies(session, {row.employer_id for row in rows})
    return [ListedComplaint(row, policy.company_name if (policy := policies.get(row.employer_id)) else None) for row in rows]
