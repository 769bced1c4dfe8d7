"""One line of migrations per service, and the database they make is the one the mapped classes expect."""
import pytest
from alembic.script import ScriptDirectory

from cli.generate.migration import metadata_of
from shared.db import migrations
from shared.kernel.services import DEPLOYED

each_service = pytest.mark.parametrize("service", DEPLOYED)


class TestMigrations:
    @each_service
    def test_have_one_head(self, service):
        scripts = ScriptDirectory(str(migrations.ENVIRONMENT), version_locations=[str(migrations.versions_of(service))])

        assert len(scripts.get_heads()) == 1

    @each_service
    def test_are_numbered_without_a_gap(self, service):
        numbers = sorted(path.name[:4] for path in migrations.versions_of(service).glob("*.py"))

        assert numbers == [f"{n + 1:04d}" for n in range(len(numbers))]

    @each_service
    def test_make_what_the_mapped_classes_say(self, service, new_database):
        url = new_database(service)
        migrations.upgrade(service, url)

        migrations.check(service, url, metadata_of(service))

    @each_service
    def test_import_nothing_that_could_change_under_them(self, service):
        for path in migrations.versions_of(service).glob("*.py"):
            assert f"services.{service}" not in path.read_text()
