"""The versions of the mechanism, one after the other, make the tables that the code works with."""
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from shared.db.mechanism import metadata
from shared.db.mechanism_versions import create_mechanism


class TestVersions:
    def test_make_the_tables_of_today(self, new_database):
        engine = sa.create_engine(new_database("mechanism"))
        with engine.begin() as connection:
            create_mechanism(connection)

        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            differences = compare_metadata(context, metadata)

        engine.dispose()
        assert differences == []
