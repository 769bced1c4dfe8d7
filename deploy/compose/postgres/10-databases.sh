#!/bin/bash
# A database and a role for each service, which no other role may enter; runs once, on an empty volume.
set -euo pipefail
for name in identity absence casework claims billing gateway; do
    psql --username postgres --set ON_ERROR_STOP=1 --set name="$name" \
         --set password="$(cat "/run/secrets/${name}_database_password")" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
