"""Copies that casework keeps of other services' data: policies, employees without wages, absences, leave, staff, and
claims' decisions on the guarantee."""
from collections.abc import Callable, Sequence
from datetime import timedelta

from services.casework import store
from services.casework.domain.guidance.reach import StaffingRole
from services.casework.store.steps import refresh_search_keys
from services.casework.usecases.dossiers.follow_absences import follow_absences
from services.casework.usecases.figures.refresh_stretches import refresh_stretches
from services.casework.usecases.guarantee.show_decision import show_decision
from services.casework.usecases.guidance.assign_team import assign_team
from services.casework.usecases.guidance.assign_waiting import assign_waiting
from services.casework.usecases.plan.refresh_steps import refresh_steps
from services.casework.usecases.vra.receive_order import receive_order
from shared.db.session import Session
from shared.events import absence
from shared.events.billing import PolicyAccepted
from shared.events.claims import GuaranteeDecided, VraOrderIssued
from shared.events.identity import AccountBlocked, AccountCreated, AccountKind, RolesChanged
from shared.kernel.folding import fold
from shared.law.pension import aow_date
from shared.messaging.copies.application import Changed
from shared.messaging.copies.building import Child
from shared.messaging.copies.declaration import Copies
from shared.messaging.copies.values import FirstHandled

LONGEST_CASE = timedelta(days=3 * 366)
"""Longer than a plan with a wage sanction: an AOW age after it changes no step."""

CASEMANAGER = "casemanager"
CONSULTANT = "absence_consultant"
ABSENCE_EVENTS = (absence.SickReportFiled, absence.RecoveryReported, absence.AbsenceCorrected, absence.LeftServiceSick,
                  absence.SickReportCancelled)


def _is_staff(event: AccountCreated | RolesChanged) -> bool:
    return not isinstance(event, AccountCreated) or event.kind is AccountKind.STAFF


def _holds(role: str) -> Callable[[AccountCreated | RolesChanged], bool]:
    return lambda event: role in event.roles


def _name(event: AccountCreated | RolesChanged) -> str | None:
    return event.person.name if event.person else None


def _phone(event: AccountCreated | RolesChanged) -> str | None:
    return event.person.phone if event.person else None


def _search_name(event: absence.EmployeeUpserted) -> str:
    return fold(f"{event.person.infix or ''} {event.person.last_name}")


def _assign(session: Session, event: PolicyAccepted) -> None:
    assign_team(session, event.employer_id)


def _assign_waiting(session: Session, event: AccountCreated | RolesChanged) -> None:
    assign_waiting(session)


def _follow_employees(session: Session, changes: Sequence[Changed[absence.EmployeeUpserted]]) -> None:
    employees = [each.event.employee_id for each in changes]
    refresh_search_keys(session, employees)
    refresh_stretches(session, employees)
    horizon = session.clock.today() + LONGEST_CASE
    refresh_steps(session, [each.event.employee_id for each in changes if aow_date(each.event.person.birth_date) <= horizon])


def _follow_departures(session: Session, changes: Sequence[Changed[absence.EmployeeLeft]]) -> None:
    refresh_stretches(session, [each.event.employee_id for each in changes])


def _follow_leave(session: Session, changes: Sequence[Changed[absence.LeaveSet]]) -> None:
    employees = [each.event.employee_id for each in changes]
    refresh_steps(session, employees)
    refresh_stretches(session, employees)


def _follow_absences(session: Session, changes: Sequence[Changed[absence.AbsenceEvent]]) -> None:
    follow_absences(session, changes)
    refresh_stretches(session, [each.event.employee_id for each in changes])


def _show_decision(session: Session, event: GuaranteeDecided) -> None:
    show_decision(session, sanction_id=event.sanction_id)


copies = Copies()

# An employer gets a casemanager with its first policy.
copies.replicates(store.Policy, [PolicyAccepted], version="version", then=_assign,
                  columns={"search_name": lambda event: fold(event.company_name)})

# Staff, with the roles that are assigned and how employers reach them; somebody who gets a role is assigned to employers
# without a team.
copies.replicates(
    store.StaffMember, [AccountCreated, RolesChanged], only=_is_staff, then=_assign_waiting,
    columns={"is_casemanager": _holds(CASEMANAGER), "is_consultant": _holds(CONSULTANT),
             "is_doctor": _holds(StaffingRole.COMPANY_DOCTOR), "is_labour_expert": _holds(StaffingRole.LABOUR_EXPERT),
             "is_vra": _holds(StaffingRole.VRA), "blocked": lambda event: False,
             "name": _name, "phone": _phone})
copies.amends(store.StaffMember, {AccountBlocked: {
    "blocked": lambda event: True, "name": lambda event: None, "phone": lambda event: None}})

# Employees; never their wages (domain.md §7.5).
copies.replicates(
    store.Employee, [absence.EmployeeUpserted], version="version", within=["person"],
    columns={"search_name": _search_name, "pension_on": lambda event: aow_date(event.person.birth_date)},
    children=[Child(store.WeeklyHours, "wages", columns={"hours": "contract_hours"})], then_all=_follow_employees)
copies.amends(store.Employee, {absence.EmployeeLeft: {"employed_until": "end_of_service"}}, version="version",
              then_all=_follow_departures)

# Leave moves the dates of a plan, and is no absence in the figures.
copies.replicates(store.Leave, [absence.LeaveSet], then_all=_follow_leave)

# The dossier of an absence follows it.
copies.replicates(
    store.Absence, ABSENCE_EVENTS, version="sequence", within=["absence", "absence.person"], then_all=_follow_absences,
    columns={"recovery_noted_on": FirstHandled("absence.recovered_on")},
    children=[Child(store.AbsenceMutation, "absence.mutations")])

# Claims decides on the gatekeeper guarantee: whether it pays, how much, and which conditions held (E38).
copies.amends(store.WageSanction, {GuaranteeDecided: {"approved": "approved", "amount": "amount"}}, then=_show_decision)
copies.amends(store.WageSanctionCondition, {GuaranteeDecided: {"holds": "holds"}}, by=["sanction_id", "code"],
              parts="conditions")

# Claims gives VRA the order to support a re-integration (E21).
copies.replicates(store.SupportOrder, [VraOrderIssued], then=receive_order)
