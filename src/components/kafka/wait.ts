/**
 * Ends once the cluster lets this client in and shows it a topic, which the provisioning Job sees to. The
 * password goes through a file that is none, within quotes of JAAS within a line of Java's properties.
 */
export const waitCommand: readonly string[] = [
  'bash',
  '-c',
  `export LOG_DIR=/tmp KAFKA_HEAP_OPTS=-Xmx64m
export KAFKA_JVM_PERFORMANCE_OPTS='-XX:+UseSerialGC -XX:TieredStopAtLevel=1'

settings() {
  local module=scram.ScramLoginModule
  [ "$KAFKA_SASL_MECHANISM" = PLAIN ] && module=plain.PlainLoginModule
  local password="\${KAFKA_PASSWORD//\\\\/\\\\\\\\}"
  password="\${password//\\"/\\\\\\"}"
  password="\${password//\\\\/\\\\\\\\}"
  printf '%s\\n' "security.protocol=$KAFKA_SECURITY_PROTOCOL" "sasl.mechanism=$KAFKA_SASL_MECHANISM" \\
    "sasl.jaas.config=org.apache.kafka.common.security.$module required username=\\"$KAFKA_USERNAME\\" password=\\"$password\\";"
  if [ -n "$KAFKA_CA_FILE" ]; then
    printf '%s\\n' ssl.truststore.type=PEM "ssl.truststore.location=$KAFKA_CA_FILE"
  fi
}

until [ -n "$(/opt/kafka/bin/kafka-topics.sh --bootstrap-server "$KAFKA_BROKERS" \\
  --command-config <(settings) --list)" ]; do sleep 2; done
`,
]
