"""The temporary PostgreSQL that all tests with a database use."""
import psycopg

from shared.testing.postgres import libpq_url, replace_database, temporary_server


def _database_of(url: str) -> str:
    with psycopg.connect(libpq_url(url)) as connection:
        return str(connection.execute("SELECT current_database()").fetchone()[0])


class TestTemporaryServer:
    def test_gives_each_caller_a_database_of_its_own(self, new_database, postgres_url):
        first, second = new_database("absence"), new_database("absence")

        assert first != second
        assert _database_of(first).startswith("absence_")
        assert _database_of(second).startswith("absence_")
        assert _database_of(postgres_url) == "postgres"

    def test_keeps_its_data_and_its_address_over_a_restart(self):
        with temporary_server() as server:
            url = server.new_database("kept")
            with psycopg.connect(libpq_url(url)) as connection:
                connection.execute("CREATE TABLE fact AS SELECT 42 AS answer")

            server.restart()

            with psycopg.connect(libpq_url(url)) as connection:
                assert connection.execute("SELECT answer FROM fact").fetchone() == (42,)

    def test_names_another_database_on_the_same_server(self):
        assert replace_database("postgresql+psycopg://u@/a?host=/x/y", "b") == "postgresql+psycopg://u@/b?host=/x/y"
        assert replace_database("postgresql://u@h:1/a", "b") == "postgresql://u@h:1/b"
