#!/usr/bin/env bash
# Expected: a URL with sslmode=verify-full and sslrootcert works in Node's drivers for PostgreSQL, and the
# certificate is compared with the host of the URL, be it a name or an address.
# Seen: pg 8.23.1 does both. postgres 3.4.9 does not read sslrootcert, and even sends it on to the server,
# which refuses the session as it knows no such parameter. With NODE_EXTRA_CA_CERTS alone it connects by
# name, but refuses a certificate for 127.0.0.1 where the URL says 127.0.0.1: it looks for "localhost".
# Source: run on npm's postgres and pg, and Debian's PostgreSQL 15 (as the user postgres when started by
# root).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

bin=/usr/lib/postgresql/15/bin
"$bin/postgres" --version | grep -q ' 15[.]' || { echo "needs Debian's postgresql-15"; exit 1; }
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=db -days 2 -keyout localhost.key -out localhost.crt \
  -addext subjectAltName=DNS:localhost 2>/dev/null
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=db -days 2 -keyout 127.0.0.1.key -out 127.0.0.1.crt \
  -addext subjectAltName=IP:127.0.0.1 2>/dev/null
chmod 600 ./*.key
as=()
if [ "$(id -u)" = 0 ]; then
  chown -R postgres "$work"
  chmod 755 "$work"
  as=(runuser -u postgres --)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"${as[@]}" "$bin/initdb" -D "$work/data" -A trust -U app >/dev/null
trap '"${as[@]}" "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

npm init -y >/dev/null
npm install --silent --no-audit --no-fund postgres@3.4.9 pg@8.23.1
cat > run.mjs <<'END'
import pg from 'pg';
import postgres from 'postgres';
const [, , driver, url] = process.argv;
const query = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
const { hostname, searchParams } = new URL(url);
const given = [searchParams.has('sslrootcert') && 'sslrootcert', process.env.NODE_EXTRA_CA_CERTS && 'NODE_EXTRA_CA_CERTS'];
const what = `${driver} ${hostname} ${given.filter(Boolean).join(' and ')}:`;
const report = (error) => console.log(what, error.message.replace(/ altnames: .*/, ' altnames'));
if (driver === 'pg') {
  const client = new pg.Client(url);
  await client.connect().then(() => client.query(query)).then(({ rows }) => console.log(what, 'TLS', rows[0].ssl), report);
} else {
  await postgres(url, { onnotice() {} }).unsafe(query).then(([row]) => console.log(what, 'TLS', row.ssl), report);
}
process.exit();
END
for host in localhost 127.0.0.1; do
  tls="-c ssl=on -c ssl_cert_file=$work/$host.crt -c ssl_key_file=$work/$host.key"
  "${as[@]}" "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-p $port -h 127.0.0.1 -k $work $tls" start >/dev/null
  url="postgresql://app@$host:$port/postgres?sslmode=verify-full"
  for driver in pg postgres; do
    env -u NODE_EXTRA_CA_CERTS node run.mjs "$driver" "$url&sslrootcert=$work/$host.crt"
    NODE_EXTRA_CA_CERTS="$work/$host.crt" node run.mjs "$driver" "$url"
    [ "$host" = 127.0.0.1 ] || NODE_EXTRA_CA_CERTS="$work/$host.crt" node run.mjs "$driver" "$url&sslrootcert=$work/$host.crt"
  done
  "${as[@]}" "$bin/pg_ctl" -D "$work/data" -w -m fast stop >/dev/null
done > seen

cat > expected <<'END'
pg localhost sslrootcert: TLS true
pg localhost NODE_EXTRA_CA_CERTS: TLS true
pg localhost sslrootcert and NODE_EXTRA_CA_CERTS: TLS true
postgres localhost sslrootcert: self-signed certificate
postgres localhost NODE_EXTRA_CA_CERTS: TLS true
postgres localhost sslrootcert and NODE_EXTRA_CA_CERTS: unrecognized configuration parameter "sslrootcert"
pg 127.0.0.1 sslrootcert: TLS true
pg 127.0.0.1 NODE_EXTRA_CA_CERTS: TLS true
postgres 127.0.0.1 sslrootcert: self-signed certificate
postgres 127.0.0.1 NODE_EXTRA_CA_CERTS: Hostname/IP does not match certificate's altnames
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
