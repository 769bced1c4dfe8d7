"""A billing database from before policy versions continues with equal amounts."""
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text

from services.billing import store
from services.billing.jobs import jobs
from services.billing.queries.invoices.invoices import list_invoices
from services.billing.queries.policies.versions import list_versions
from services.billing.queries.premium.years import list_premium_years
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.kernel.actor import SYSTEM
from shared.kernel.clock import FixedClock, noon
from shared.service.scheduler import Scheduler

TERMS = """{"waiting_unit": "WORKDAYS", "waiting_value": 10, "coverage_year1": "100", "coverage_year2": "70",
    "employer_charges_pct": "0", "day_divisor": 261, "max_insured_wage": "79409.00", "end_age": "AOW",
    "vangnet_rule": "OFFSET", "late_report_rule": "NONE"}"""
BEFORE = f"""
INSERT INTO policy VALUES ('P-1', 'employer-1', 'Bakkerij De Korenaar', '4331 LK', 'NL91ABNA0417164300', 2, '2027-01-01',
    NULL, '2026-01-01', '{TERMS}', 3.85, 12, 13915, 'YEAR', 'TRANSFER');
INSERT INTO policy_version SELECT 'P-1', version, jsonb_build_object(
    'policy_number', 'P-1', 'employer_id', 'employer-1', 'company_name', 'Bakkerij De Korenaar', 'postcode', '4331 LK',
    'iban', 'NL91ABNA0417164300', 'version', version, 'valid_from', valid_from, 'valid_until', NULL,
    'terms', '{TERMS}'::jsonb, 'guidance_from', '2026-01-01')
FROM (VALUES (1, '2026-01-01'), (2, '2027-01-01')) AS told (version, valid_from);
INSERT INTO employee VALUES ('e-1', 'P-1', 3, '2020-01-01', NULL, '[
    {{"valid_from": "2020-01-01", "annual_wage": "38500.00", "contract_hours": "40"}},
    {{"valid_from": "2026-07-01", "annual_wage": "41000.50", "contract_hours": "40"}}]');
INSERT INTO invoice VALUES ('PREM-2026-000001', 'P-1', 'employer-1', 'PREMIUM', '2026-11', '2026-11-01', '2026-12-01', 12352,
    12352, 0, NULL, '{{}}', 'PAID', 'OPEN', 12352, '2026-12-01');
INSERT INTO invoice VALUES ('ARBO-2026-000001', 'P-1', 'employer-1', 'ARBO', '2026', '2026-01-01', '2026-01-31', 13915,
    11500, 2415, 21, '{{}}', 'PAID', 'OPEN', 13915, '2026-01-31');
INSERT INTO premium_year VALUES ('P-1', 2026, 'PROVISIONAL', 3850000, 148225, '[
    {{"on": "2026-11-01", "amount": "123.52", "invoice": "PREM-2026-000001"}},
    {{"on": "2026-12-01", "amount": "123.53", "invoice": null}}]', NULL, NULL);
INSERT INTO invoice_counter VALUES ('PREM', 2026, 1);
INSERT INTO job_progress VALUES ('invoice-arbo', '2026-11-30'), ('invoice-premium', '2026-11-30'), ('collect', '2026-11-30'),
    ('dun', '2026-11-30')
"""


@pytest.fixture
def database(new_database) -> Iterator[Database]:
    url = new_database("billing")
    upgrade("billing", url, "0004")
    opened = Database(url, FixedClock(noon(date(2026, 12, 1))))
    with opened.transaction() as session:
        for statement in BEFORE.split(";\n"):
            session.connection().exec_driver_sql(statement)
        session.execute(text("ALTER TABLE job_progress DROP COLUMN running, DROP COLUMN after"))
        session.execute(text("DROP TABLE set_aside_item, set_aside_resolution, mechanism_version, revoked_access, list_reading"))
    upgrade("billing", url)
    yield opened
    opened.dispose()


class TestDataFromBefore:
    def test_keeps_each_version_with_what_it_said(self, database):
        with database.reading() as session:
            first, second = list_versions(session, actor=SYSTEM, policy_number="P-1")

        assert [(one.version, one.valid_from, one.guidance_from) for one in (first, second)] == [
            (1, date(2026, 1, 1), date(2026, 1, 1)), (2, date(2027, 1, 1), date(2026, 1, 1))]
        assert (first.premium_rate_pct, first.arbo_tariff_incl_vat, first.terms["max_insured_wage"]) == (
            Decimal("3.85"), Decimal("139.15"), "79409.00")

    def test_keeps_wages_instalments_and_the_order_of_invoices(self, database):
        with database.reading() as session:
            (employee,) = store.list_employees(session, "P-1")
            (year,) = list_premium_years(session, actor=SYSTEM, policy_number="P-1")
            issued = list_invoices(session, actor=SYSTEM, cursor=None, limit=10).items

        assert [(wage.valid_from, wage.annual_wage) for wage in employee.wages] == [
            (date(2020, 1, 1), Decimal("38500.00")), (date(2026, 7, 1), Decimal("41000.50"))]
        assert [(part.invoiced_on, part.amount, part.invoice_number) for part in year.parts] == [
            (date(2026, 11, 1), Decimal("123.52"), "PREM-2026-000001"), (date(2026, 12, 1), Decimal("123.53"), None)]
        assert [row.number for row in issued] == ["ARBO-2026-000001", "PREM-2026-000001"]

    def test_goes_on_where_it_was(self, database):
        Scheduler(database, jobs).catch_up(date(2026, 12, 1))

        with database.reading() as session:
            issued = list_invoices(session, actor=SYSTEM, cursor=None, limit=10).items
        assert [(row.number, row.gross, row.position) for row in issued][2:] == [("PREM-2026-000002", Decimal("123.53"), 3)]
