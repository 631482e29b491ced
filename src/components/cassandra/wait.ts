/**
 * Ends once a node lets this client into its keyspace. cqlsh asks for a password that no argument has, at
 * its standard input where there is no terminal.
 */
export const waitCommand: readonly string[] = [
  'bash',
  '-c',
  `export HOME=/tmp PYTHONWARNINGS=ignore SSL_CERTFILE="\${CASSANDRA_CA_FILE:-}"
lets_in() {
  printf '%s\\n' "$CASSANDRA_PASSWORD" |
    cqlsh "$CASSANDRA_HOST" "$CASSANDRA_PORT" \${CASSANDRA_CA_FILE:+--ssl} --username "$CASSANDRA_USERNAME" \\
      --keyspace "$CASSANDRA_KEYSPACE" --execute 'SELECT key FROM system.local' >/dev/null
}
until lets_in; do sleep 2; done
`,
]
