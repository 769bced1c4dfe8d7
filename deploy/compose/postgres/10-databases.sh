#!/bin/bash
# A database and a role for each password that is mounted, which no other role may enter; runs once, on an empty volume.
set -euo pipefail
for secret in /run/secrets/*_database_password; do
    psql --username postgres --set ON_ERROR_STOP=1 --set name="$(basename "$secret" _database_password)" \
         --set password="$(cat "$secret")" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
