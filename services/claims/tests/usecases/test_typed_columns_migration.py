"""Rows from before migrations 0005 and 0008 keep their amounts and cause no new version."""
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text

from services.claims import store
from services.claims.usecases.benefits.recalculate import recalculate
from shared.db.migrations import upgrade
from shared.events.claims import BenefitCalculated, BenefitPaid
from shared.kernel.period import Period
from shared.testing.service import Issuer, Service
from tests.support.services import parts_of

READ = ("EMPLOYEE_DATA", "SICK_REPORTS")
BEFORE = (
    """INSERT INTO policy_version VALUES ('P-1', 1, 'employer-1', 'Bakkerij', 'NL91ABNA0417164300', '2020-01-01', NULL,
    '{"waiting_unit": "WORKDAYS", "waiting_value": 10, "coverage_year1": "90.50", "coverage_year2": "70",
      "employer_charges_pct": "12.5", "day_divisor": 261, "max_insured_wage": "79409.00", "end_age": "AOW",
      "vangnet_rule": "OFFSET", "late_report_rule": "NONE"}')""",
    """INSERT INTO employee VALUES ('anna', 'employer-1', 'P-1', 3, '1988-05-04', NULL,
    '[{"valid_from": "2020-01-01", "annual_wage": "41760.00", "contract_hours": "40"},
      {"valid_from": "2026-07-01", "annual_wage": "50000.01", "contract_hours": "40"}]')""",
    """INSERT INTO absence (absence_number, employee_id, employer_id, policy_number, composite_id, sequence, claim_status,
                            claim_opened_on, claim_reason, state)
    VALUES ('V-1', 'anna', 'employer-1', 'P-1', 'V-1', 2, 'IN_TREATMENT', '2026-03-02', NULL,
    '{"absence_number": "V-1", "sequence": 2, "status": "PARTIALLY_RECOVERED", "first_sick_day": "2026-03-02",
      "reported_on": "2026-03-02", "recovered_on": null, "end_of_service": null, "composite_id": "V-1",
      "composite_first_sick_day": "2026-03-02", "same_cause": "UNKNOWN", "third_party": "NO", "safety_net": true,
      "mutations": [{"mutation_id": "m-1", "effective_on": "2026-03-23", "recorded_on": "2026-03-23",
                     "basis": "OWN_WORK_HOURS", "recovered_pct": "37.5", "wage_value_month": null,
                     "contract_wage_month": null}],
      "safety_net_benefits": [{"valid_from": "2026-03-30", "zw_benefit_daily": "12.50"}], "employee_version": 3}')""",
    """INSERT INTO benefit VALUES ('V-1', '2026-03', 1, true, 'anna', 'employer-1', 'P-1', 149906,
    '[{"start": "2026-03-16", "end": "2026-03-20", "days": 5, "daily_wage": "160.00", "coverage_pct": "90.50",
       "incapacity_pct": "100", "safety_net_daily": "0.00", "charges_pct": "12.5", "terms_valid_from": "2020-01-01",
       "back_pay": false, "wage": "724.00", "offset": "0.00", "charges": "90.50", "total": "814.50"},
      {"start": "2026-03-23", "end": "2026-03-27", "days": 5, "daily_wage": "160.00", "coverage_pct": "90.50",
       "incapacity_pct": "62.5", "safety_net_daily": "0.00", "charges_pct": "12.5", "terms_valid_from": "2020-01-01",
       "back_pay": false, "wage": "452.50", "offset": "0.00", "charges": "56.56", "total": "509.06"},
      {"start": "2026-03-30", "end": "2026-03-31", "days": 2, "daily_wage": "160.00", "coverage_pct": "90.50",
       "incapacity_pct": "62.5", "safety_net_daily": "12.50", "charges_pct": "12.5", "terms_valid_from": "2020-01-01",
       "back_pay": false, "wage": "181.00", "offset": "25.00", "charges": "19.50", "total": "175.50"}]',
    '2026-04-01T10:00:00Z')""",
    """INSERT INTO payment_run VALUES ('RUN-2026-03', '2026-03', '2026-04-20', 'PAID', '2026-04-16T10:00:00Z',
    '2026-04-20T10:00:00Z', 'file')""",
    "INSERT INTO job_progress (job, through) VALUES ('prepare-run', '2026-04-17'), ('pay-run', '2026-04-20')",
    "INSERT INTO booking VALUES ('RUN-2026-03', 'V-1', '2026-03', 'P-1', 149906)",
    """INSERT INTO payment VALUES ('UIT-2026-03-000001', 'RUN-2026-03', 'P-1', 'employer-1', 'anna', 'V-1', 149906, '2026-04-20',
    '["2026-03"]', 0, 'PAID')""",
    """INSERT INTO guarantee VALUES ('w-1', 'V-1', 'anna', 'employer-1', 'APPROVED', 'PERSPECTIEF',
    '[{"code": "TIMELY", "holds": true}, {"code": "FROM_FIRST_DAY", "holds": true}]',
    '[{"month": "{''year'': 2028, ''number'': 9}", "start": "2028-09-01", "end": "2028-09-29", "days": "21",
       "daily_wage": "160.00", "wage_pct": "70", "incapacity_pct": "62.50", "total": "1470.00"}]', 147000, '2028-02-01')""",
    "INSERT INTO cover_suspension VALUES ('P-1', '2026-05-04', '2026-05-10'), ('P-1', '2026-06-01', NULL)",
)


@pytest.fixture
def migrated(postgres_server, token_issuer: Issuer) -> Service:
    """The service on a database that was filled at revision 0004."""
    url = postgres_server.new_database("claims")
    upgrade("claims", url, "0004")
    service = Service(parts_of("claims"), url, token_issuer, date(2026, 4, 21))
    with service.database.transaction() as session:
        for statement in BEFORE:
            session.connection().exec_driver_sql(statement)
    upgrade("claims", url)
    yield service
    service.database.dispose()


class TestDataFromBeforeTypedColumns:
    def test_shows_the_same_amounts(self, migrated):
        (month,) = migrated.get("/v1/benefits", rights=READ).json["items"]
        (payment,) = migrated.get("/v1/payments", rights=READ).json["items"]

        assert (month["total"], month["pay_on"], month["status"]) == ("1499.06", "2026-04-20", "PAID")
        assert [(line["from"], line["coverage_pct"], line["incapacity_pct"], line["safety_net_daily"], line["total"])
                for line in month["lines"]] == [
            ("2026-03-16", "90.5", "100", "0.00", "814.50"), ("2026-03-23", "90.5", "62.5", "0.00", "509.06"),
            ("2026-03-30", "90.5", "62.5", "12.50", "175.50")]
        assert (payment["amount"], payment["for_months"]) == ("1499.06", ["2026-03"])

    def test_leads_to_no_new_version(self, migrated):
        migrated.run(recalculate, composite_ids=["V-1"])

        with migrated.database.reading() as session:
            assert session.execute(text("SELECT version, total FROM benefit")).all() == [(1, 149906)]
        assert migrated.published(BenefitCalculated) == []

    def test_is_confirmed_by_the_first_version_of_the_rule(self, migrated):
        answer = migrated.get("/v1/benefits/V-1/2026-03/explanation", rights=READ).json

        assert answer["is_confirmed"]
        assert {(line["line"]["rule"], line["line"]["rule_version"], line["wage_basis"]) for line in answer["lines"]} == {
            ("BENEFIT_LINE", 1, None)}

    def test_gives_the_month_of_a_guarantee_line_as_a_month(self, migrated):
        (guarantee,) = migrated.get("/v1/guarantees", rights=READ).json["items"]

        assert [(line["month"], line["days"], line["total"]) for line in guarantee["lines"]] == [("2028-09", 21, "1470.00")]
        assert [condition["code"] for condition in guarantee["conditions"]] == ["TIMELY", "FROM_FIRST_DAY"]

    def test_keeps_what_was_paid_with_its_file_and_is_not_paid_again(self, migrated):
        run = migrated.get("/v1/payment-runs", roles=("insurer_claims",), employer_id=None).json["items"][0]
        file = migrated.get("/v1/payment-runs/RUN-2026-03/file", roles=("insurer_claims",), employer_id=None)
        migrated.run_jobs(date(2026, 4, 22))

        assert [(each["number"], each["message_id"]) for each in run["files"]] == [(1, "RUN-2026-03")]
        assert file.data == b"file"
        with migrated.database.reading() as session:
            assert session.execute(text("SELECT status, amount, reference, file_number FROM transfer")).all() == [
                ("PAID", 149906, "RUN-2026-03-P-1", 1)]
        assert migrated.published(BenefitPaid) == []

    def test_lets_divided_jobs_go_on_where_the_former_ones_were(self, migrated):
        with migrated.database.reading() as session:
            found = dict(session.execute(text("SELECT job, through FROM job_progress")).all())

        assert (found["open-run"], found["check-payees"]) == (date(2026, 4, 17), date(2026, 4, 20))

    def test_keeps_the_days_without_cover(self, migrated):
        known = migrated.query(store.load_employees, employee_ids=["anna"])["anna"]

        assert known.suspensions == (Period(date(2026, 5, 4), date(2026, 5, 10)), Period(date(2026, 6, 1), None))

    def test_keeps_every_wage(self, migrated):
        known = migrated.query(store.load_employees, employee_ids=["anna"])["anna"]

        assert [(wage.valid_from, wage.annual_wage) for wage in known.wages] == [
            (date(2020, 1, 1), Decimal("41760.00")), (date(2026, 7, 1), Decimal("50000.01"))]
