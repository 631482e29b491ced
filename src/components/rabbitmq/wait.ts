/**
 * Ends once the broker lets this client in, which the provisioning Job sees to. It speaks just enough
 * AMQP 0-9-1: the answer to Start-Ok is Tune (10, 30) where the password is right. Behind TLS it only
 * sees whether the port is open.
 */
export const waitCommand: readonly string[] = [
  'bash',
  '-c',
  `export LC_ALL=C # lengths are in bytes

uint32() {
  printf "$(printf '%08x' "$1" | sed 's/../\\\\x&/g')"
}

start_ok() {
  local length=$((\${#RABBITMQ_USERNAME} + \${#RABBITMQ_PASSWORD} + 2))
  printf 'AMQP\\0\\0\\11\\1'
  printf '\\1\\0\\0'; uint32 $((length + 24)) # method frame on channel 0
  printf '\\0\\12\\0\\13'; uint32 0 # Connection.Start-Ok without client properties
  printf '\\5PLAIN'; uint32 "$length"
  printf '\\0%s\\0%s' "$RABBITMQ_USERNAME" "$RABBITMQ_PASSWORD"
  printf '\\5en_US\\316'
}

lets_in() (
  exec 3<>"/dev/tcp/$RABBITMQ_HOST/$RABBITMQ_PORT" || exit 1
  [ "$RABBITMQ_SCHEME" = amqps ] && exit
  start_ok >&3
  timeout 3 cat <&3 | od -An -v -tx1 | tr -d ' \\n' | grep -q 'ce0100000000000c000a001e'
)

until lets_in; do sleep 2; done
`,
]
