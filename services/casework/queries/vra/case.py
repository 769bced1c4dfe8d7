"""The part of a case that concerns VRA: the mandate, the order with what was handed over, notices and questions."""
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from services.casework import store
from services.casework.domain.plan.milestone import Milestone
from services.casework.queries.staff.assignments import Guide, list_guides
from services.casework.store.casefiles import CaseFile, load_case
from services.casework.store.copies import find_employees, list_policies_of
from services.casework.store.dossiers import get_dossier
from services.casework.store.vra.information import list_requests
from services.casework.store.vra.notices import list_notices
from services.casework.store.vra.orders import find_order
from shared.access.hand_over import check_hand_over
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """The data that are handed over to VRA: its fields are on the allow-list of R-065.

    :ivar incapacity_pct: on the day of the order
    :ivar percentages: the partial recoveries of the case
    """

    employee_name: str | None
    contact_phone: str | None
    nursing_address: str | None
    company_name: str | None
    function: str | None
    weekly_hours: Decimal | None
    first_sick_day: date
    incapacity_pct: Decimal
    percentages: Sequence[store.AbsenceMutation]
    milestones: Sequence[Milestone]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The order to support a re-integration: VRA is principal, the casemanager executes it (R-057).

    :ivar executor: None until the employer has a casemanager
    """

    row: store.SupportOrder
    executor: Guide | None
    handed_over: HandOver


@dataclass(frozen=True, slots=True, kw_only=True)
class VraCase:
    """What VRA, Perspectief and the employer share about a case; the version is that of the dossier.

    :ivar mandate_since: from which day the policy in force gives the mandate to support (R-055); None without such a policy
    :ivar order: None before claims issued one
    """

    version: int
    mandate_since: date | None
    order: Order | None
    notices: Sequence[store.VraNotice]
    requests: Sequence[store.InformationRequest]


def get_vra_case(session: Session, *, actor: Actor, absence_number: str) -> VraCase:
    """What VRA, Perspectief and the employer share about a case.

    :raises NotFound: if there is no such dossier
    """
    dossier = get_dossier(session, absence_number, actor)
    file = load_case(session, absence_number)
    row = find_order(session, file.numbers)
    return VraCase(
        version=dossier.version, mandate_since=_mandate_since(session, dossier.employer_id),
        order=None if row is None else Order(row=row, executor=_executor(session, dossier),
                                             handed_over=_hand_over(session, dossier, file, row)),
        notices=list_notices(session, file.numbers), requests=list_requests(session, file.numbers))


def _mandate_since(session: Session, employer_id: str) -> date | None:
    """The first day of the policy in force today; with it the employer has given the mandate."""
    today = session.clock.today()
    return next((policy.valid_from for policy in list_policies_of(session, employer_id)
                 if today in Period(policy.valid_from, policy.valid_until)), None)


def _executor(session: Session, dossier: store.Dossier) -> Guide | None:
    guides = list_guides(session, employer_id=dossier.employer_id)
    return next((guide for guide in guides if guide.role == "casemanager"), None)


def _hand_over(session: Session, dossier: store.Dossier, file: CaseFile, row: store.SupportOrder) -> HandOver:
    """The data of the case as they are now.

    :raises OutsideHandOver: if the view has a field that is not on the allow-list
    """
    check_hand_over(field.name for field in fields(HandOver))
    person = find_employees(session, [dossier.employee_id]).get(dossier.employee_id)
    policies = list_policies_of(session, dossier.employer_id)
    absence, today = file.absences[-1], session.clock.today()
    hours = [each.hours for each in person.hours if each.valid_from <= today] if person else []
    return HandOver(
        employee_name=person.full_name if person else None, contact_phone=absence.contact_phone,
        nursing_address=absence.nursing_address, company_name=policies[-1].company_name if policies else None,
        function=person.function if person else None, weekly_hours=hours[-1] if hours else None,
        first_sick_day=row.first_sick_day, incapacity_pct=row.incapacity_pct,
        percentages=[mutation for each in file.absences for mutation in each.mutations], milestones=file.plan(today))
