#!/bin/bash
# A database and a role for each password that is mounted, which no other role may enter; then for each further store a role
# and a schema of its own in the database of its service. Runs by itself on an empty volume, and once by hand on an older one.
set -euo pipefail
for secret in /run/secrets/*_database_password; do
    psql --username postgres --set ON_ERROR_STOP=1 --set name="$(basename "$secret" _database_password)" \
         --set password="$(cat "$secret")" <<'SQL'
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') AS missing \gset
\if :missing
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
\endif
SQL
done
for secret in /run/secrets/*_store_password; do
    role="$(basename "$secret" _store_password)"
    psql --username postgres --dbname "${role%_*}" --set ON_ERROR_STOP=1 --set role="$role" --set schema="${role##*_}" \
         --set password="$(cat "$secret")" <<'SQL'
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') AS missing \gset
\if :missing
CREATE ROLE :"role" LOGIN PASSWORD :'password';
\endif
GRANT CONNECT ON DATABASE :"DBNAME" TO :"role";
CREATE SCHEMA IF NOT EXISTS :"schema" AUTHORIZATION :"role";
SQL
done
