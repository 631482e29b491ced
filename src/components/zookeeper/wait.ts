/**
 * Ends once a server lets this client in. The password goes through a file that is none, within quotes of
 * JAAS; the shell of the image ends well only where the server answered it.
 */
export const waitCommand: readonly string[] = [
  'bash',
  '-c',
  `export ZOO_LOG_DIR=/tmp ZK_CLIENT_HEAP=64
login() {
  local password="\${ZOOKEEPER_PASSWORD//\\\\/\\\\\\\\}"
  printf 'Client { org.apache.zookeeper.server.auth.DigestLoginModule required username="%s" password="%s"; };' \\
    "$ZOOKEEPER_USERNAME" "\${password//\\"/\\\\\\"}"
}
lets_in() {
  exec 3< <(login)
  CLIENT_JVMFLAGS="-XX:TieredStopAtLevel=1 -Dzookeeper.fips-mode=false -Djava.security.auth.login.config=file:/dev/fd/3" \\
    zkCli.sh -server "$ZOOKEEPER_HOST:$ZOOKEEPER_PORT" ls / >/dev/null 2>&1
}
until lets_in; do sleep 2; done
`,
]
