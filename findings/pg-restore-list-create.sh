#!/usr/bin/env bash
# Expected: `pg_restore --create` with a list restores what stands in the list, and `--list` shows all that
# can stand there ("only those archive elements that are listed in list-file, in the order they appear").
# Seen: `--list` alone leaves out the rights and the comment of the database itself, which are there with
# `--list --create`; and with an empty list, `--create` restores the database and its owner all the same.
# Source: run on Debian's PostgreSQL 15; _tocEntryRequired in src/bin/pg_dump/pg_backup_archiver.c takes
# DATABASE before it looks at the list.
set -euo pipefail
bin=/usr/lib/postgresql/15/bin
[ -x "$bin/pg_restore" ] || { echo "needs Debian's postgresql-15"; exit 1; }
work=$(mktemp -d)
user=()
if [ "$(id -u)" = 0 ]; then chown nobody "$work"; user=(setpriv --reuid=nobody --clear-groups); fi
as() { "${user[@]}" env HOME="$work" PGHOST="$work" PGUSER=postgres PGDATABASE=postgres "$@"; }
trap 'as "$bin/pg_ctl" -D "$work/data" stop -m immediate >/dev/null; rm -rf "$work"' EXIT

as "$bin/initdb" --no-sync -U postgres -D "$work/data" >/dev/null
as "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-k $work -c listen_addresses=" start >/dev/null
as psql -qc 'CREATE DATABASE shop' -c "COMMENT ON DATABASE shop IS 'the shop'" -c 'REVOKE ALL ON DATABASE shop FROM PUBLIC'
as "$bin/pg_dump" -Fc --file="$work/shop.dump" shop

list() { "$bin/pg_restore" --list "$@" "$work/shop.dump" | grep -v '^;' | sed 's/.*[0-9] //' || true; }
plain=$(list)
create=$(list --create)
empty=$("$bin/pg_restore" --create --file=- --use-list=/dev/null "$work/shop.dump" | grep -c '^CREATE DATABASE shop' || true)
printf -- '--list:\n%s\n--list --create:\n%s\nCREATE DATABASE with an empty list: %s\n' "$plain" "$create" "$empty"
[[ "$plain" != *'ACL - DATABASE shop'* && "$create" == *'ACL - DATABASE shop'* ]]
[[ "$create" == *'COMMENT - DATABASE shop'* ]]
[ "$empty" = 1 ]
