"""Roles of the embedded PostgreSQL: each database has an owner of its own name, each further store its own role with a password.

The superuser `postgres` is the operator's, who can read everything on the machine anyway; no service gets its URL.
"""
import psycopg
from psycopg import sql

from shared.kernel.services import STORES, role_of

PASSWORDS = tuple(f"{role_of(*store)}_database_password" for store in STORES)
"""Names of the secrets with the passwords of the further stores, in their order."""
MARK = "# the roles of further stores give their password"
RULES = "\n".join([MARK, *(f"local all {role_of(*store)} scram-sha-256" for store in STORES), ""])
"""First lines of pg_hba.conf."""
OF_THE_SUPERUSER = """
    WITH schemas AS (SELECT * FROM pg_namespace WHERE NOT nspname ~ '^(pg_|information_schema$)')
    SELECT format('ALTER SCHEMA %%I OWNER TO %%I', nspname, %(role)s::text) FROM schemas
    WHERE pg_get_userbyid(nspowner) = current_user
    UNION ALL
    SELECT format('ALTER %%s %%s OWNER TO %%I', CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END,
                  c.oid::regclass, %(role)s::text)
    FROM pg_class c JOIN schemas ON schemas.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'S') AND pg_get_userbyid(relowner) = current_user AND NOT EXISTS (
        SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype IN ('a', 'i', 'e'))
    UNION ALL
    SELECT format('ALTER ROUTINE %%s OWNER TO %%I', p.oid::regprocedure, %(role)s::text)
    FROM pg_proc p JOIN schemas ON schemas.oid = pronamespace
    WHERE pg_get_userbyid(proowner) = current_user AND NOT EXISTS (
        SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
"""
"""Statements that give what the superuser made in a database to its owner: until November 2026 services were superusers."""


def create_owned_database(connection: psycopg.Connection, name: str) -> None:
    """Create a database and its owner of the same name, if they are missing; nobody else may enter it.

    :param connection: of the superuser to the maintenance database, with autocommit
    """
    role = sql.Identifier(name)
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(role))


def is_the_superusers(connection: psycopg.Connection, name: str) -> bool:
    """Whether a database is still owned by the superuser, as until November 2026."""
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s AND pg_get_userbyid(datdba) = current_user",
                              (name,)).fetchone() is not None


def give_to_owner(connection: psycopg.Connection, name: str) -> None:
    """Give a database of the superuser, and what he made in it, to the role of its name, in one transaction.

    :param connection: of the superuser to that database
    """
    for (statement,) in connection.execute(OF_THE_SUPERUSER, {"role": name}).fetchall():
        connection.execute(statement)
    role = sql.Identifier(name)
    connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(role, role))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(role))
