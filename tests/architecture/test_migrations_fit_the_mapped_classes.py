"""One line of migrations per service, and the database they make is the one the mapped classes expect."""
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from shared.db import migrations
from shared.kernel.services import DEPLOYED

each_service = pytest.mark.parametrize("service", DEPLOYED)


def versions_of(service: str) -> Path:
    """Where a service's migrations stand."""
    return migrations.SERVICES / service / "migrations" / "versions"


class TestMigrations:
    @each_service
    def test_have_one_head(self, service):
        config = Config()
        config.set_main_option("script_location", str(migrations.SERVICES / service / "migrations"))

        assert len(ScriptDirectory.from_config(config).get_heads()) == 1

    @each_service
    def test_are_numbered_without_a_gap(self, service):
        numbers = sorted(path.name[:4] for path in versions_of(service).glob("*.py"))

        assert numbers == [f"{n + 1:04d}" for n in range(len(numbers))]

    @each_service
    def test_make_what_the_mapped_classes_say(self, service, new_database):
        url = new_database(service)
        migrations.upgrade(service, url)

        migrations.check(service, url)

    @each_service
    def test_import_nothing_that_could_change_under_them(self, service):
        for path in versions_of(service).glob("*.py"):
            assert f"services.{service}" not in path.read_text()
