"""Invariants of copies: copied absences, employees, leave, policies, sanctions and cover equal those of their owner."""
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from cli.chaos.invariants import Finding, ServiceDatabases, lost, out_of_order
from cli.chaos.simulation.logged import Logged
from services.absence import store as absence
from services.absence.publishing import state_of
from services.billing import store as billing
from services.billing.usecases.restate import times_without_cover
from services.casework import store as casework
from services.claims import store as claims
from shared.db.session import Session
from shared.events.absence import AbsenceState
from shared.events.base import schema_of

Copies = Mapping[Any, Any]
CASEWORK_KEEPS = ("employee_id", "employer_id", "sequence", "status", "first_sick_day", "reported_on", "recovered_on",
                  "end_of_service", "composite_id", "composite_first_sick_day", "same_cause", "safety_net", "labour_conflict")


def check(databases: ServiceDatabases, _arrived: Sequence[Logged]) -> Iterator[Finding]:
    """Yield a finding per copy that differs from its owner's data."""
    truths: list[Copies] = []
    copies: list[tuple[str, list[Copies | None]]] = []
    with databases["absence"].reading() as session:
        truths += [_absences(session), _employees(session), _leaves(session, absence.Leave)]
        copied_policies = {"absence": _policies(session, absence.Policy)}
    with databases["claims"].reading() as session:
        wages: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
        for wage in session.scalars(select(claims.EmployeeWage).order_by(claims.EmployeeWage.valid_from)):
            wages[wage.employee_id].append((wage.valid_from.isoformat(), wage.annual_wage))
        copies.append(("claims", [
            None, {r.employee_id: (r.version, r.employed_until, wages[r.employee_id])
                   for r in session.scalars(select(claims.Employee))},
            _leaves(session, claims.Leave)]))
        kept_absences = _absences_in_claims(session)
        newest = select(claims.PolicyVersion.policy_number, func.max(claims.PolicyVersion.version))
        copied_policies["claims"] = dict(session.execute(newest.group_by(claims.PolicyVersion.policy_number)).all())
    with databases["casework"].reading() as session:
        copies.append(("casework", [
            None,
            {r.employee_id: (r.version, r.employed_until, None) for r in session.scalars(select(casework.Employee))},
            _leaves(session, casework.Leave)]))
        copied_policies["casework"] = _policies(session, casework.Policy)
    with databases["billing"].reading() as session:
        copies.append(("billing", [
            None, {r.employee_id: (r.version, r.employed_until, [(str(w.valid_from), w.annual_wage) for w in r.wages])
                   for r in session.scalars(select(billing.Employee))}, None]))
        policies = _policies(session, billing.Policy)
    yield from _compared("absence in claims", {number: _needed_by_claims(state) for number, state in truths[0].items()},
                         kept_absences)
    for service, kept in copies:
        for subject, truth, copy in zip(("absence", "employee", "leave"), truths, kept, strict=True):
            if copy is not None:
                yield from _compared(f"{subject} in {service}", truth, copy)
    with (databases["claims"].reading() as claimed, databases["casework"].reading() as dossiers,
          databases["billing"].reading() as invoiced):
        yield from _compared("sanction in claims", _sanctions(dossiers, casework.Sanction), _sanctions(claimed, claims.Sanction))
        yield from _compared("suspended cover in claims", _suspensions(invoiced), _copied_suspensions(claimed))
    with databases["absence"].reading() as owned, databases["casework"].reading() as copied:
        yield from _compared("absence in casework", _planned(owned, absence.Absence), _planned(copied, casework.Absence))
    for service, kept_policies in copied_policies.items():
        yield from _compared(f"policy in {service}", policies, kept_policies)


def _compared(what: str, truth: Copies, copy: Copies) -> Iterator[Finding]:
    for name, value in truth.items():
        if name not in copy:
            yield lost(f"{what}: {name} is missing")
        elif not _is_same(value, copy[name]):
            yield out_of_order(f"{what}: {name} is {copy[name]}, not {value}")
    for name in copy.keys() - truth.keys():
        yield out_of_order(f"{what}: {name} is not known to its owner")


def _is_same(value: Any, copy: Any) -> bool:
    """Whether a copy equals the original, apart from fields that the copy omits by design (None)."""
    if isinstance(value, tuple) and isinstance(copy, tuple):
        return all(c is None or v == c for v, c in zip(value[2:], copy[2:], strict=True)) and value[:2] == copy[:2]
    return bool(value == copy)


def _absences(session: Session) -> Copies:
    return {row.absence_number: state_of(row) for row in session.scalars(select(absence.Absence))}


def _planned(session: Session, table: Any) -> Copies:
    """The fields of an absence that casework copies."""
    return {row.absence_number: {name: getattr(row, name) for name in CASEWORK_KEEPS} | {
        "mutations": sorted((m.mutation_id, m.effective_on, m.basis, m.recovered_pct) for m in _in_effect(row))}
        for row in session.scalars(select(table))}


def _in_effect(row: Any) -> Any:
    """The mutations that absence publishes, which are all that a copy has."""
    return row.in_effect if isinstance(row, absence.Absence) else row.mutations


def _state(kept: dict[str, Any]) -> AbsenceState:
    """Parse a stored state into a value, so that 1200 and 1200.00 compare equal."""
    state: AbsenceState = schema_of(AbsenceState)().load(kept)
    return state


def _needed_by_claims(state: AbsenceState) -> tuple[Any, ...]:
    """The fields of an absence that claims copies."""
    return (state.sequence, (
            state.status, state.first_sick_day, state.reported_on, state.recovered_on, state.end_of_service,
            state.composite_id, state.composite_first_sick_day, state.same_cause, state.safety_net, state.third_party,
            sorted(((m.effective_on, m.basis, m.recovered_pct, m.wage_value_month, m.contract_wage_month)
                    for m in state.mutations), key=str),
            sorted((b.valid_from, b.zw_benefit_daily) for b in state.safety_net_benefits)))


def _absences_in_claims(session: Session) -> Copies:
    mutations: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for m in session.scalars(select(claims.AbsenceMutation)):
        mutations[m.absence_number].append(
            (m.effective_on, m.basis, m.recovered_pct, m.wage_value_month, m.contract_wage_month))
    nets: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for b in session.scalars(select(claims.SafetyNetBenefit)):
        nets[b.absence_number].append((b.valid_from, b.daily_amount))
    return {r.absence_number: (
        r.sequence, (r.status, r.first_sick_day, r.reported_on, r.recovered_on, r.end_of_service, r.composite_id,
        r.composite_first_sick_day, r.same_cause, r.safety_net, r.third_party,
        sorted(mutations[r.absence_number], key=str), sorted(nets[r.absence_number])))
        for r in session.scalars(select(claims.Absence))}


def _employees(session: Session) -> Copies:
    return {row.employee_id: (row.version, row.employed_until,
                              sorted((w.valid_from.isoformat(), w.annual_wage) for w in row.wages))
            for row in session.scalars(select(absence.Employee))}


def _wages(segments: list[Any]) -> list[tuple[str, Decimal]]:
    return sorted((segment["valid_from"], Decimal(segment["annual_wage"])) for segment in segments)


def _leaves(session: Session, table: Any) -> Copies:
    return {row.leave_id: (row.kind, row.start, row.end, row.cancelled) for row in session.scalars(select(table))}


def _policies(session: Session, table: Any) -> Copies:
    return {row.policy_number: row.version for row in session.scalars(select(table))}


def _sanctions(session: Session, table: Any) -> Copies:
    return {row.sanction_id: (row.absence_number, row.kind, row.start, row.end, row.lifted_on, bool(row.back_pay))
            for row in session.scalars(select(table))}


def _suspensions(session: Session) -> Copies:
    """First day without cover and first day with cover again, per policy, as published."""
    found: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for row in session.scalars(select(billing.CoverSuspension)):
        found[row.policy_number].append((row.suspended_from, row.restored_from))
    return {(policy, start): restored for policy, rows in found.items() for start, restored in times_without_cover(rows)}


def _copied_suspensions(session: Session) -> Copies:
    return {(row.policy_number, row.suspended_from): row.restored_from
            for row in session.scalars(select(claims.CoverSuspension))}
