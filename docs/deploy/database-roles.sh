#!/bin/sh
# Run once by the image of PostgreSQL, when its data directory is made: the three roles and the database.
set -eu
secret() { cat "/run/secrets/$1"; }
psql -v ON_ERROR_STOP=1 --username postgres \
  -v owner="$(secret akta_owner_password)" -v app="$(secret akta_app_password)" -v read="$(secret akta_read_password)" <<'SQL'
CREATE ROLE akta_owner LOGIN PASSWORD :'owner';
CREATE ROLE akta_app LOGIN PASSWORD :'app';
CREATE ROLE akta_read LOGIN PASSWORD :'read';
CREATE DATABASE akta OWNER akta_owner TEMPLATE template0 ENCODING 'UTF8';
SQL
