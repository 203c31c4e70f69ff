#!/bin/sh
# Registers what Penstock's workflows expect of the server: the default namespace and two search attributes.
set -eu

temporal operator cluster health
temporal operator namespace describe --namespace default >/dev/null 2>&1 ||
    temporal operator namespace create --namespace default --retention 72h

for name in PenstockTenant; do
    if ! temporal operator search-attribute list --namespace default | grep -qw "$name"; then
        temporal operator search-attribute create --namespace default --name "$name" --type Keyword
    fi
done
