#!/usr/bin/env bash
# Expected: a cassandra.yaml that leaves disk_failure_policy away has a node stop when its disk fails, as the file
# that Cassandra ships has it.
# Seen: Cassandra 5.0.9 goes on (`ignore`); commit_failure_policy, which the file says too, is `stop` without it.
# Source: the fields of Maven's org.apache.cassandra.config.Config, which settings of the file are laid over.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.cassandra</groupId><artifactId>cassandra-all</artifactId><version>5.0.9</version></dependency>
  </dependencies>
</project>
END
mvn -q -B dependency:copy-dependencies -DoutputDirectory=jars >/dev/null
cat > Show.java <<'END'
import org.apache.cassandra.config.Config;

class Show {
  public static void main(String[] args) {
    Config config = new Config();
    System.out.println("disk_failure_policy: " + config.disk_failure_policy);
    System.out.println("commit_failure_policy: " + config.commit_failure_policy);
  }
}
END
java -cp 'jars/*' Show.java 2>/dev/null | grep policy > seen

cat > expected <<'END'
disk_failure_policy: ignore
commit_failure_policy: stop
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
