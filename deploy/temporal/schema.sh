#!/bin/sh
# Creates Temporal's two databases where they are missing and applies the schema changes they lack.
set -eu

prepare() {
    database=$1
    changes=$2
    tool="temporal-sql-tool --plugin postgres12 --endpoint $SQL_HOST --port 5432 --user $SQL_USER --database $database"
    $tool create-database
    $tool setup-schema --version 0.0
    $tool update-schema --schema-dir "/etc/temporal/schema/postgresql/v12/$changes/versioned"
}

prepare temporal temporal
prepare temporal_visibility visibility
