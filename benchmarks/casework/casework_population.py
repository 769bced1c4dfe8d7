"""Fills a casework database with dossiers of several years, by COPY; the service's code then derives the read model."""
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import psycopg
from sqlalchemy import text

from services.casework import store
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.planning import planned_steps
from services.casework.usecases.figures.refresh_stretches import rebuild_stretches
from services.casework.usecases.plan.refresh_steps import CHUNK, refresh_steps
from shared.db.session import Database
from shared.kernel.calendar import add_working_days
from shared.kernel.folding import fold
from shared.kernel.sickness import CompositeCase, SameCause, Spell
from shared.kernel.vocabulary import AbsenceStatus, RecoveryBasis
from shared.testing.temporary_server import libpq_url

LARGE = "employer-large"
CASEMANAGERS, CONSULTANTS = 10, 20
NAMES = ("Jansen", "de Vries", "van den Berg", "Öztürk", "Łęk", "Bakker", "'t Hart", "El Amrani", "Visser", "Smit", "Meijer",
         "Mulder")
YEARS = 3
HEALTHY = 1
"""Employees who were never sick, for each who was."""


@dataclass(frozen=True)
class Population:
    """Number of employers, dossiers and their parts.

    :ivar open_share: of the dossiers that are still open
    :ivar done_share: of the duties that were due and are recorded as done
    :ivar large_share: of the dossiers that one employer has
    """

    dossiers: int
    today: date
    open_share: float = 0.25
    done_share: float = 0.9
    large_share: float = 0.1
    employer_size: int = 10
    seed: int = 8

    def fill(self, database: Database) -> None:
        """Write the facts, without the read models."""
        with psycopg.connect(libpq_url(database.url)) as connection:
            for table, rows in _Rows(self).by_table().items():
                columns = [column.name for column in table.__table__.columns]
                names = ", ".join(f'"{name}"' for name in columns)
                with connection.cursor().copy(f'COPY "{table.__tablename__}" ({names}) FROM STDIN') as copy:
                    for row in rows:
                        copy.write_row([row.get(name) for name in columns])

    def derive(self, database: Database) -> None:
        """Derive the read models; that of steps as `rebuild_steps` does, with a commit after each chunk."""
        with psycopg.connect(libpq_url(database.url)) as connection:
            employees = [row[0] for row in connection.execute("SELECT DISTINCT employee_id FROM dossier ORDER BY 1")]
        for start in range(0, len(employees), CHUNK):
            with database.transaction() as session:
                refresh_steps(session, employees[start:start + CHUNK])
        with database.transaction() as session:
            rebuild_stretches(session)

    def multiply(self, database: Database, times: int) -> None:
        """Copy every dossier with its people and steps under new numbers; each small employer is copied too.

        The copies keep the dates of the originals, which determine the results of the queries.
        """
        with database.engine.begin() as connection:
            for index in store.Step.__table__.indexes:
                index.drop(connection)
            for table, keys in COPIED.items():
                columns = [column.name for column in table.__table__.columns]
                chosen = ", ".join(_copied(name) if name in keys else f'"{name}"' for name in columns)
                names = ", ".join(f'"{name}"' for name in columns)
                where = " WHERE employer_id <> :large" if table in (store.Policy, store.Assignment) else ""
                connection.execute(text(f'INSERT INTO "{table.__tablename__}" ({names}) SELECT {chosen} '
                                        f'FROM "{table.__tablename__}", generate_series(2, :times) AS copy (n){where}'),
                                   {"times": times, "large": LARGE})
            for index in store.Step.__table__.indexes:
                index.create(connection)
        with psycopg.connect(libpq_url(database.url), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


COPIED: dict[Any, set[str]] = {
    store.Policy: {"policy_number", "employer_id"}, store.Assignment: {"assignment_id", "employer_id"},
    store.Employee: {"employee_id", "employer_id", "employee_number"}, store.WeeklyHours: {"employee_id"},
    store.Absence: {"absence_number", "employee_id", "employer_id", "composite_id"},
    store.AbsenceMutation: {"absence_number", "mutation_id"},
    store.Dossier: {"absence_number", "employee_id", "employer_id", "case_number"},
    store.Completion: {"completion_id", "absence_number"},
    store.Case: {"case_number", "employee_id", "employer_id", "employee_number"}, store.Step: {"case_number", "employer_id"},
    store.EmploymentStretch: {"employee_id", "employer_id"}, store.SickStretch: {"absence_number", "employer_id"}}
"""The tables of a dossier in the order of their references, with the columns that hold a number of their own."""


def _copied(name: str) -> str:
    """Return the SQL expression of a copied key; the large employer is not copied."""
    other = f"\"{name}\" || '-' || copy.n"
    return f"CASE WHEN employer_id = :large THEN employer_id ELSE {other} END" if name == "employer_id" else other


class _Rows:
    """The rows of all tables as dictionaries, in memory: a few hundred megabytes for 100,000 dossiers."""

    def __init__(self, population: Population) -> None:
        self.population = population
        self.random = Random(population.seed)
        self.rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in (
            store.Policy, store.StaffMember, store.Assignment, store.Employee, store.WeeklyHours, store.Absence,
            store.AbsenceMutation, store.Dossier, store.Completion)}

    def by_table(self) -> dict[Any, list[dict[str, Any]]]:
        """Return the rows by table, referenced tables first."""
        employers = self._employers()
        for number in range(self.population.dossiers):
            employer_id = employers(number)
            employee_id = self._employee(number, employer_id)
            for healthy in range(HEALTHY):
                self._employee((healthy + 1) * 10_000_000 + number, employer_id)
            self._absence(number, employee_id, employer_id)
        return self.rows

    def _employers(self) -> Any:
        large = int(self.population.dossiers * self.population.large_share)
        others = max(1, math.ceil((self.population.dossiers - large) / self.population.employer_size))
        names = [LARGE, *(f"employer-{number:06d}" for number in range(others))]
        for at in range(CASEMANAGERS + CONSULTANTS):
            self.rows[store.StaffMember].append({
                "account_id": _staff(at), "is_casemanager": at < CASEMANAGERS, "is_consultant": at >= CASEMANAGERS,
                "is_doctor": False, "is_labour_expert": False, "is_vra": False, "blocked": False})
        for at, name in enumerate(names):
            self.rows[store.Policy].append({
                "policy_number": f"P-{at:06d}", "employer_id": name, "company_name": f"Bedrijf {at}", "postcode": "4331 LK",
                "version": 1, "valid_from": date(2020, 1, 1), "guidance_from": date(2020, 1, 1)})
            self.rows[store.Assignment].append({
                "assignment_id": f"assignment-{at:06d}", "employer_id": name, "casemanager_id": _staff(at % CASEMANAGERS),
                "consultant_id": _staff(CASEMANAGERS + at % CONSULTANTS), "valid_from": date(2020, 1, 1)})
        return lambda number: LARGE if number < large else names[1 + (number - large) % others]

    def _employee(self, number: int, employer_id: str) -> str:
        employee_id, name = f"employee-{number:09d}", f"{self.random.choice(NAMES)}{number % 997}"
        self.rows[store.Employee].append({
            "employee_id": employee_id, "employer_id": employer_id, "version": 1, "employee_number": str(number),
            "first_name": "Anna", "last_name": name, "search_name": fold(name), "employed_from": date(2018, 1, 1)})
        hours = self.random.choice((40, 40, 36, 24))
        self.rows[store.WeeklyHours].append({"employee_id": employee_id, "valid_from": date(2018, 1, 1), "hours": Decimal(hours)})
        if number % 5 == 0:
            self.rows[store.WeeklyHours].append({
                "employee_id": employee_id, "valid_from": date(2025, 7, 1), "hours": Decimal(32)})
        return employee_id

    def _absence(self, number: int, employee_id: str, employer_id: str) -> None:
        today, first = self.population.today, self.population.today - timedelta(days=self.random.randrange(YEARS * 365))
        is_open = (today - first).days < 728 and self.random.random() < self.population.open_share * YEARS / 2
        recovered_on = None if is_open else first + timedelta(days=min(int(self.random.expovariate(1 / 60)) + 1,
                                                                       (today - first).days + 1))
        absence_number = f"V-{first.year}-{number:06d}"
        has_mutation = number % 4 == 0
        self.rows[store.Absence].append({
            "absence_number": absence_number, "employee_id": employee_id, "employer_id": employer_id, "sequence": 1,
            "status": (AbsenceStatus.RECOVERED if recovered_on else AbsenceStatus.REPORTED).value, "first_sick_day": first,
            "reported_on": first, "recovered_on": recovered_on, "recovery_noted_on": recovered_on,
            "composite_id": absence_number, "composite_first_sick_day": first, "same_cause": SameCause.UNKNOWN.value,
            "safety_net": False, "labour_conflict": False})
        if has_mutation:
            self.rows[store.AbsenceMutation].append({
                "absence_number": absence_number, "mutation_id": f"mutation-{number}", "effective_on": first + timedelta(days=14),
                "basis": RecoveryBasis.OWN_WORK_HOURS.value, "recovered_pct": Decimal("37.50")})
        self.rows[store.Dossier].append({
            "absence_number": absence_number, "employee_id": employee_id, "employer_id": employer_id, "opened_on": first,
            "contact_due_on": add_working_days(first, 4), "announced": True, "version": 1, "closed_on": recovered_on,
            "closed_reason": recovered_on and "RECOVERED",
            "long_term_threat_on": first + timedelta(days=41) if (today - first).days > 41 else None})
        self.rows[store.Completion].extend(self._completions(absence_number, number, first, recovered_on))

    def _completions(self, absence_number: str, number: int, first: date, recovered_on: date | None) -> Iterator[dict[str, Any]]:
        facts = DossierFacts(case=CompositeCase((Spell(first, recovered_on),)), reported_on=first)
        for at, step in enumerate(planned_steps(facts)):
            if step.due_on >= self.population.today:
                return
            if step.settled is None and step.passed.value == "OVERDUE" and self.random.random() < self.population.done_share:
                yield {"completion_id": f"completion-{number}-{at}", "absence_number": absence_number, "code": step.code.value,
                       "completed_on": step.due_on, "recorded_at": datetime.combine(step.due_on, time(12), UTC),
                       "recorded_by": "casemanager-0"}


def _staff(at: int) -> str:
    return f"casemanager-{at}" if at < CASEMANAGERS else f"consultant-{at - CASEMANAGERS}"
