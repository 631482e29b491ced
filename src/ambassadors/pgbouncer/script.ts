/** Where the configuration of PgBouncer is, in memory: it holds the password. */
export const directory = '/run/pgbouncer'

/** Which of its connections PgBouncer gives a client, and for how long. */
export type PoolMode = 'session' | 'statement' | 'transaction'

/**
 * Starts PgBouncer, which reads files and no environment. The file of users has the password between
 * quotes, each quote of its own doubled; nobody else may read it. `*` stands for every database that
 * the account may open.
 */
export function startScript(mode: PoolMode, port: number): string {
  return `set -eu
umask 077
cd ${directory}

quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/"/""/g')"; }
printf '%s %s\\n' "$(quoted "$DATABASE_USERNAME")" "$(quoted "$DATABASE_PASSWORD")" > userlist.txt

cat > pgbouncer.ini << END
[databases]
* = host=$DATABASE_HOST port=$DATABASE_PORT

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = userlist.txt
stats_users = $DATABASE_USERNAME
server_tls_sslmode = $DATABASE_SSL_MODE
\${DATABASE_CA_FILE:+server_tls_ca_file = $DATABASE_CA_FILE}

pool_mode = ${mode}
default_pool_size = $POOL_SIZE
max_client_conn = $MAX_CLIENTS
query_wait_timeout = $QUERY_WAIT_SECONDS
server_idle_timeout = $SERVER_IDLE_SECONDS
ignore_startup_parameters = extra_float_digits
END

# Prepared statements outlive a transaction since PgBouncer 1.21.
minor=$(pgbouncer --version | sed -n 's/^PgBouncer 1\\.\\([0-9]*\\).*/\\1/p')
if [ "\${minor:-21}" -ge 21 ]; then
  echo "max_prepared_statements = $PREPARED_STATEMENTS" >> pgbouncer.ini
fi

exec pgbouncer pgbouncer.ini
`
}
