"""For whom an account works."""
from dataclasses import dataclass

from services.identity.store import Access, company_names, find_access, list_access
from shared.db.session import Session


@dataclass(frozen=True, slots=True)
class EmployerView:
    """An employer for the person who works for it.

    :ivar company_name: None if the employer has no policy any more
    """

    employer_id: str
    company_name: str | None
    rights: tuple[str, ...]
    is_current: bool


def find_access_of(session: Session, *, account_id: str, employer_id: str | None) -> Access | None:
    """What the account may do for an employer, or for the one it worked for last; None if nothing."""
    return find_access(session, account_id, employer_id=employer_id)


def list_employers(session: Session, *, account_id: str, employer_id: str | None) -> list[EmployerView]:
    """The employers for whom the account works today, by name.

    :param employer_id: the present one
    """
    accesses = list_access(session, account_id)
    names = company_names(session, [access.employer_id for access in accesses])
    views = [EmployerView(access.employer_id, names.get(access.employer_id), access.rights, access.employer_id == employer_id)
             for access in accesses]
    return sorted(views, key=lambda view: (view.company_name or "", view.employer_id))
