"""Data from before typed columns and the read model of steps is shown unchanged."""
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from shared.db.migrations import upgrade
from shared.testing.service import EMPLOYER, Issuer, Service
from shared.testing.temporary_server import TemporaryServer, libpq_url
from tests.support.services import parts_of

JSON_COLUMNS = "0004"
"""The last migration whose tables hold JSON."""

STATE = {
    "absence_number": "V-2026-000001", "same_cause": "YES", "safety_net": True, "labour_conflict": True, "employee_version": 1,
    "mutations": [{"mutation_id": "m-1", "effective_on": "2026-01-16", "recorded_on": "2026-01-16", "basis": "WAGE_VALUE",
                   "recovered_pct": "37.5", "wage_value_month": "1000.00", "contract_wage_month": "2000.00"}]}
CONDITIONS = [{"code": "TIMELY", "holds": True, "evidence": "received 2026-01-05"},
              {"code": "CONTRACT_TERMS", "holds": None, "evidence": ""}]
ROWS = (
    "INSERT INTO employee VALUES ('e-1', :employer, 1, '7', 'Ann', NULL, '’t Łęk', '’t lek', '2020-01-01', NULL, :hours)",
    ("INSERT INTO absence VALUES ('V-2026-000001', 'e-1', :employer, 1, 'PARTIALLY_RECOVERED', '2026-01-01', '2026-01-02',"
    " NULL, NULL, NULL, 'V-2026-000001', '2026-01-01', :state)"),
    "INSERT INTO dossier VALUES ('V-2026-000001', 'e-1', :employer, '2026-01-02', '2026-01-08', true, NULL, NULL, NULL)",
    "INSERT INTO completion VALUES ('c-1', 'V-2026-000001', 'M02', '2026-01-05', NULL, '2026-01-05T10:00:00Z', 'a')",
    ("INSERT INTO wage_sanction VALUES ('s-1', 'V-2026-000001', '2026-01-02', '2026-01-05', '2026-01-06', 52, '2027-12-30',"
    " :conditions, NULL, NULL)"))


@pytest.fixture
def older(postgres_server: TemporaryServer, token_issuer: Issuer) -> Iterator[Service]:
    """A service whose database was filled before the migrations after `JSON_COLUMNS` ran."""
    url = postgres_server.new_database("casework_older")
    upgrade("casework", url, JSON_COLUMNS)
    service = Service(parts_of("casework"), url, token_issuer, date(2026, 1, 31))
    values = {"employer": EMPLOYER, "state": json.dumps(STATE), "conditions": json.dumps(CONDITIONS),
              "hours": json.dumps([{"valid_from": "2020-01-01", "hours": "20"}, {"valid_from": "2026-01-11", "hours": "40"}])}
    with service.database.transaction() as session:
        for row in ROWS:
            session.execute(text(row), values)
    upgrade("casework", url)
    yield service
    service.database.dispose()


BEFORE_STAGNATION = "0009"
"""The last migration without the day on which a case stagnates."""
CASE = ("INSERT INTO composite_case (case_number, employee_id, employer_id, is_open, duty_days, lapsing_days, doctor_days,"
        " expert_days) VALUES ('V-2026-000001', 'e-1', 'e', true, '{}', '{}', '{}', '{}')")
DOSSIER = ("INSERT INTO dossier (absence_number, employee_id, employer_id, opened_on, announced, contact_due_on)"
           " VALUES ('V-2026-000001', 'e-1', 'e', '2026-01-05', true, '2026-01-09')")
NOTICE = "INSERT INTO vra_notice VALUES ('n-1', 'V-2026-000001', 'e-1', 'STAGNATION', 'V-2026-000001 M03 1', '2026-01-21')"
STEPS = (("M02", *["2026-01-05"] * 3, "DONE"), ("M03", *["2026-01-06"] * 3, None),
         ("M04", "2026-02-01", "2026-02-01", "2026-02-03", None), ("M05", *["2026-03-01"] * 3, None))
STEP = ("INSERT INTO step (case_number, code, occurrence, employer_id, responsible, due_on, target_on, last_on, settled, passed,"
        " in_caseload) VALUES ('V-2026-000001', %s, 1, 'e', 'employer', %s, %s, %s, %s, 'OVERDUE', true)")


def get(service: Service, path: str) -> Any:
    """GET as an employer."""
    answer = service.get(path, rights=("SICK_REPORTS",))
    assert answer.status_code == 200, answer.text
    return answer.json


class TestOlderData:
    @pytest.mark.parametrize("typed", ["'t lek", "’T ŁĘK"])
    def test_is_found_by_a_name_with_any_apostrophe(self, older: Service, typed: str) -> None:
        older.run_jobs(older.clock.today())

        answer = older.get("/v1/dossiers", rights=("SICK_REPORTS",), query_string={"q": typed})

        assert [item["absence_number"] for item in answer.json["items"]] == ["V-2026-000001"]

    def test_gives_the_same_figures(self, older: Service) -> None:
        figures = get(older, "/v1/statistics?from=2026-01-01&to=2026-01-31")

        assert figures["available_fte_days"] == "26"  # ten days of 20 hours, twenty-one of 40
        assert figures["sick_fte_days"] == "20"  # 10 × 0.5 + 5 × 1 + 16 × 62.5 %

    def test_gives_the_same_dossier(self, older: Service) -> None:
        dossier = get(older, "/v1/dossiers/V-2026-000001")

        assert {row["code"] for row in dossier["plan"]} >= {"M20", "M24", "CONFLICT_CONTACT"}
        assert [(c["code"], c["holds"], c["evidence"]) for c in dossier["guarantee"]["conditions"]] == [
            (c["code"], c["holds"], c["evidence"]) for c in CONDITIONS]

    def test_begins_its_history_with_what_its_records_show(self, older: Service) -> None:
        items = get(older, "/v1/dossiers/V-2026-000001/history")["items"]

        assert [(act["recorded_at"], act["actor_id"], act["subject"], act["about"], act["new"]) for act in items] == [
            ("2026-01-05T10:00:00+00:00", "a", "completion", {"code": "M02"}, {"completed_on": "2026-01-05"}),
            ("2026-01-06T11:00:00+00:00", None, "wage_sanction", {}, {
                "decision_on": "2026-01-02", "received_on": "2026-01-05", "weeks": 52})]

    def test_lists_its_steps_once_the_worker_has_started(self, older: Service) -> None:
        plan = get(older, "/v1/dossiers/V-2026-000001")["plan"]

        older.run_jobs(older.clock.today())

        listed = get(older, "/v1/activities?limit=500&lastName=łek")["items"]
        keys = ("code", "occurrence", "due_on", "target_on", "status", "completed_on")
        assert sorted([row[key] or "" for key in keys] for row in listed) == sorted(
            [row[key] or "" for key in keys] for row in plan)


class TestCasesOfOlderData:
    def test_stagnate_fifteen_days_after_the_first_step_that_is_neither_done_nor_told(
            self, postgres_server: TemporaryServer) -> None:
        url = postgres_server.new_database("casework_older")
        upgrade("casework", url, BEFORE_STAGNATION)
        with psycopg.connect(libpq_url(url)) as connection:
            connection.execute("SET session_replication_role = replica")  # a case without its absence and employee
            connection.execute(CASE)
            connection.cursor().executemany(STEP, STEPS)
            connection.execute(DOSSIER)
            connection.execute(NOTICE)

        upgrade("casework", url)

        with psycopg.connect(libpq_url(url)) as connection:
            assert connection.execute("SELECT stagnates_on FROM composite_case").fetchall() == [(date(2026, 2, 16),)]
