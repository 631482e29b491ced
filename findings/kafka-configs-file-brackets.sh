#!/usr/bin/env bash
# Expected: kafka-configs takes the same SCRAM-SHA-512=[password=…] from --add-config-file as from --add-config,
# whose help shows the brackets.
# Seen: Kafka 4.4.0 refuses the brackets in a file ("Invalid credential property") before it asks a broker, and
# takes password=… without them there.
# Source: run on Maven's org.apache.kafka:kafka-tools, without a broker: what is taken ends in a timeout.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.4.0</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>4.4.0</version></dependency>
  </dependencies>
</project>
END
mvn -q -B dependency:copy-dependencies -DoutputDirectory=jars >/dev/null
echo 'default.api.timeout.ms=2000' > client.properties
echo 'request.timeout.ms=1000' >> client.properties
echo 'SCRAM-SHA-512=[password=secret]' > brackets.properties
echo 'SCRAM-SHA-512=password=secret' > plain.properties

configs() { # what it says, in one line
  java -cp 'jars/*' org.apache.kafka.tools.ConfigCommand --bootstrap-server 127.0.0.1:1 \
    --command-config client.properties --alter --entity-type users --entity-name app "$@" 2>&1 || true
}
outcome() {
  case $(configs "$@") in
    *'Invalid credential property'*) echo refused ;;
    *'Timed out'*) echo 'taken, and asks the broker' ;;
    *) echo 'something else' ;;
  esac
}
{
  echo "option, brackets: $(outcome --add-config 'SCRAM-SHA-512=[password=secret]')"
  echo "file, brackets: $(outcome --add-config-file brackets.properties)"
  echo "file, no brackets: $(outcome --add-config-file plain.properties)"
} > seen

cat > expected <<'END'
option, brackets: taken, and asks the broker
file, brackets: refused
file, no brackets: taken, and asks the broker
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
