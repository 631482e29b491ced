#!/usr/bin/env bash
# Expected: a text column comes back as str, whatever the encoding of the database.
# Seen: on a SQL_ASCII database psycopg 3.3.9 gives bytes, and SQLAlchemy 2.1.9 fails on its very
# first connection, on the server's version, before a query of the program. asyncpg 0.32.0 gives str.
# ?client_encoding=utf8 in the URL mends it.
# Source: run on Debian's PostgreSQL 15 (as the user postgres when started by root) and PyPI.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

bin=/usr/lib/postgresql/15/bin
"$bin/postgres" --version | grep -q ' 15[.]' || { echo "needs Debian's postgresql-15"; exit 1; }
as=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$work"
  as=(runuser -u postgres --)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"${as[@]}" "$bin/initdb" -D "$work/data" -A trust -U app -E SQL_ASCII --locale=C >/dev/null
trap '"${as[@]}" "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
"${as[@]}" "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-p $port -h 127.0.0.1 -k $work" start >/dev/null
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install 'psycopg[binary]==3.3.9' SQLAlchemy==2.1.9 asyncpg==0.32.0
cat > run.py <<'END'
import asyncio, sys, asyncpg, psycopg, sqlalchemy
url, query = f"app@127.0.0.1:{sys.argv[1]}/postgres", "select 'x'::text"

def alchemy(parameters):
    try:
        with sqlalchemy.create_engine(f"postgresql+psycopg://{url}{parameters}").connect() as connection:
            return repr(connection.execute(sqlalchemy.text(query)).scalar())
    except TypeError as error:
        return f"TypeError {error}"

async def main():
    connection = await asyncpg.connect(f"postgresql://{url}")
    print("asyncpg", asyncpg.__version__, repr(await connection.fetchval(query)))
    await connection.close()

with psycopg.connect(f"postgresql://{url}") as connection:
    print("psycopg", psycopg.__version__, connection.execute(query).fetchone()[0])
print("SQLAlchemy", sqlalchemy.__version__, alchemy(""))
print("SQLAlchemy utf8", alchemy("?client_encoding=utf8"))
asyncio.run(main())
END
venv/bin/python run.py "$port" > seen

cat > expected <<'END'
psycopg 3.3.9 b'x'
SQLAlchemy 2.1.9 TypeError cannot use a string pattern on a bytes-like object
SQLAlchemy utf8 'x'
asyncpg 0.32.0 'x'
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
