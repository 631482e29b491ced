/**
 * Ends once the broker lets this client in, which the provisioning Job sees to. It speaks just enough
 * AMQP 0-9-1: the answer to Start-Ok is Tune (10, 30), after the end of the frame before it, where the
 * password is right. Behind TLS it needs a CA of its own (`global.tls`); with `external.tls` alone it only
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

in_tls() {
  local name=-verify_hostname
  [[ $RABBITMQ_HOST =~ ^[0-9.]+$|: ]] && name=-verify_ip
  openssl s_client -quiet -connect "[$RABBITMQ_HOST]:$RABBITMQ_PORT" -servername "$RABBITMQ_HOST" \\
    -CAfile "$RABBITMQ_CA_FILE" -verify_return_error "$name" "$RABBITMQ_HOST" 2>/dev/null
}

lets_in() (
  if [ -n "$RABBITMQ_CA_FILE" ]; then
    coproc in_tls
    trap 'kill $COPROC_PID' EXIT
    exec 3<&"\${COPROC[0]}" 4>&"\${COPROC[1]}"
  else
    exec 3<>"/dev/tcp/$RABBITMQ_HOST/$RABBITMQ_PORT" || exit 1
    exec 4>&3
    [ "$RABBITMQ_SCHEME" = amqps ] && exit
  fi
  start_ok >&4
  tune=$'\\316\\1\\14\\12\\36' answer= # without null bytes, which no variable holds
  while IFS= read -r -d '' -n 1 -t 3 -u 3 byte; do
    answer+=$byte
    [[ $answer == *"$tune"* ]] && exit
  done
  exit 1
)

until lets_in; do sleep 2; done
`,
]
