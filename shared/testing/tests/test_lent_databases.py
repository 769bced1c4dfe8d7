"""Each test gets the content of the template, whatever the test before it did to the same database."""
import psycopg
import pytest

from shared.testing.postgres import libpq_url


@pytest.fixture
def lend(postgres_server):
    """Factory: the next database of a template with one fact."""

    def prepare(url: str) -> None:
        with psycopg.connect(libpq_url(url)) as connection:
            connection.execute("CREATE TABLE fact (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, said text);"
                               "CREATE TABLE note (fact_id bigint REFERENCES fact);"
                               "INSERT INTO fact (said) VALUES ('of the template')")

    template = postgres_server.template("lent_databases", prepare)
    return lambda: postgres_server.passing_database("lent", template=template)


def facts(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(libpq_url(url)) as connection:
        return connection.execute("SELECT id, said FROM fact ORDER BY id").fetchall()


def change(url: str, statement: str) -> None:
    with psycopg.connect(libpq_url(url)) as connection:
        connection.execute(statement)


class TestLentDatabase:
    def test_has_the_content_and_the_numbers_of_the_template_again(self, lend):
        with lend() as first:
            change(first, "INSERT INTO fact (said) VALUES ('of a test'); INSERT INTO note VALUES (2);"
                          "UPDATE fact SET said = 'changed' WHERE id = 1")

        with lend() as second:
            change(second, "INSERT INTO fact (said) VALUES ('of the next')")

            assert second == first
            assert facts(second) == [(1, "of the template"), (2, "of the next")]

    def test_is_used_by_one_at_a_time(self, lend):
        with lend() as first, lend() as second:
            assert first != second

    def test_ends_the_connections_that_a_test_left_open(self, lend):
        with lend() as url:
            left = psycopg.connect(libpq_url(url))
            left.execute("LOCK TABLE fact")

        with left, pytest.raises(psycopg.OperationalError):
            left.execute("SELECT 1")

    @pytest.mark.parametrize("statement", [
        "ALTER TABLE fact ADD COLUMN more text", "DROP TABLE note", "CREATE TABLE other ()",
        "ALTER TABLE note DROP CONSTRAINT note_fact_id_fkey", "CREATE INDEX ON note (fact_id)",
        "CREATE SCHEMA s CREATE TABLE t ()"])
    def test_is_not_lent_again_once_its_tables_were_changed(self, lend, statement):
        with lend() as first:
            change(first, statement)

        with lend() as second:
            assert second != first
            assert facts(second) == [(1, "of the template")]
