#!/usr/bin/env bash
# Expected: a URL with an IPv6 host in brackets names that host for each Node driver.
# Seen: postgres 3.4.9 cuts the host at the first colon and looks up a host named "[";
# pg 8.23.1 reads ::1. The port is right in both, so the mistake shows only as a failed look-up.
# Source: run on npm's postgres 3.4.9 and pg 8.23.1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund postgres@3.4.9 pg@8.23.1
cat > run.mjs <<'END'
import pg from 'pg';
import postgres from 'postgres';
const url = 'postgresql://app@[::1]:5432/shop';
const sql = postgres(url);
console.log('postgres 3.4.9', JSON.stringify(sql.options.host), JSON.stringify(sql.options.port));
const client = new pg.Client(url);
console.log('pg 8.23.1', JSON.stringify(client.host), client.port);
END
node run.mjs > seen

cat > expected <<'END'
postgres 3.4.9 ["["] [5432]
pg 8.23.1 "::1" 5432
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
