"""Makes the role and the schema of a further store of a service (`shared.kernel.services.STORES`), as a superuser.

The schema belongs to the role alone: without rights on it, no other role of the server, not even the service's own, can read
its tables. deploy/compose/postgres/10-databases.sh and deploy/k8s do the same with their own means.
"""
import psycopg
from psycopg import sql

from shared.kernel.services import role_of


def provide_store(connection: psycopg.Connection, service: str, store: str, *, password: str | None = None) -> None:
    """Make what is missing in the connection's database, and set the password of the role.

    :param password: None for a server that asks for none
    """
    role = role_of(service, store)
    names = {"role": sql.Identifier(role), "schema": sql.Identifier(store), "password": sql.Literal(password),
             "database": sql.Identifier(connection.info.dbname)}
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {role} LOGIN").format(**names))
    connection.execute(sql.SQL("ALTER ROLE {role} PASSWORD {password}").format(**names))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {database} TO {role}").format(**names))
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {role}").format(**names))
