"""Each service has one linear series of migrations, and the resulting schema equals that of the mapped classes."""
import importlib
import re
from datetime import date

import psycopg
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from cli.generate.migration import metadata_of
from shared.db import migrations
from shared.db.mechanism import metadata as mechanism
from shared.db.mechanism_versions import NEWEST, find_version
from shared.db.stores import provide_store
from shared.db.tests.former_history import BACK_TO_VERSION_4
from shared.kernel.services import DEPLOYED, STORES, role_of
from shared.testing.postgres import as_role, libpq_url

each_service = pytest.mark.parametrize("service", DEPLOYED)


class TestMigrations:
    @each_service
    def test_have_one_head(self, service):
        scripts = ScriptDirectory(str(migrations.ENVIRONMENT), version_locations=[str(migrations.versions_of(service))])

        assert len(scripts.get_heads()) == 1

    @each_service
    def test_are_numbered_without_a_gap(self, service):
        numbers = sorted(int(path.name[:4]) for path in migrations.versions_of(service).glob("*.py"))

        assert numbers == list(range(numbers[0], numbers[-1] + 1))

    @each_service
    def test_make_what_the_mapped_classes_say(self, service, new_database):
        url = new_database(service)
        migrations.upgrade(service, url)

        migrations.check(service, url, metadata_of(service))

    @pytest.mark.parametrize(("service", "store"), STORES)
    def test_of_a_further_store_make_what_its_mapped_classes_say_in_its_own_schema(self, service, store, new_database):
        url = new_database(service)
        with psycopg.connect(libpq_url(url)) as connection:
            provide_store(connection, service, store)
        metadata = importlib.import_module(f"services.{service}.store.{store}").MedicalBase.metadata

        migrations.upgrade(service, as_role(url, role_of(service, store)), store=store)

        migrations.check(service, url, metadata, store=store)
        with psycopg.connect(libpq_url(url)) as connection:
            made = connection.execute("SELECT DISTINCT schemaname, tableowner FROM pg_tables "
                                      "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')").fetchall()
        assert made == [(store, role_of(service, store))]
        assert migrations.await_newest(service, url, patience_seconds=0, store=store)

    @each_service
    def test_import_nothing_that_could_change_under_them(self, service):
        for path in migrations.versions_of(service).glob("*.py"):
            assert f"services.{service}" not in path.read_text()

    @each_service
    def test_leave_the_tables_of_the_mechanism_to_its_own_history(self, service):
        tables = "|".join(mechanism.tables)
        changed = re.compile(rf"(create_table|add_column|alter_column)\('({tables})'|(CREATE|ALTER) TABLE ({tables})\b"
                             "|mechanism_versions import")

        assert [path.name for path in migrations.versions_of(service).glob("*.py") if changed.search(path.read_text())] == []


class TestDatabasesOfTheFormerHistory:
    """At commit 353634c each service had four migrations, three only for tables of the mechanism; one replaces them."""

    @pytest.mark.parametrize("service", ["identity", "absence", "casework", "claims", "billing"])
    def test_are_upgraded_from_the_number_that_they_carry(self, service, new_database):
        url = new_database(service)
        migrations.upgrade(service, url, "0004")
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            connection.execute(sa.text(BACK_TO_VERSION_4))
            connection.execute(sa.text("INSERT INTO job_progress (job, through) VALUES ('nightly', '2026-03-02')"))

        migrations.upgrade(service, url)

        migrations.check(service, url, metadata_of(service))
        with engine.connect() as connection:
            assert connection.execute(sa.text("SELECT job, through FROM job_progress")).all() == [("nightly", date(2026, 3, 2))]
            assert find_version(connection) == NEWEST
        engine.dispose()
