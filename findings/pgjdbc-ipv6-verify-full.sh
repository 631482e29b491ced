#!/usr/bin/env bash
# Expected: with sslmode=verify-full, a certificate for the address ::1 is right for jdbc:postgresql://[::1]/.
# Seen: pgjdbc 42.7.14 looks for a name "[::1]", brackets included, in the certificate and refuses it;
# verify-ca connects, and so does verify-full by 127.0.0.1. psql takes the address ::1 for what it is.
# Source: run on Maven's org.postgresql:postgresql and Debian's PostgreSQL 15 (as the user postgres when
# started by root).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

bin=/usr/lib/postgresql/15/bin
"$bin/postgres" --version | grep -q ' 15[.]' || { echo "needs Debian's postgresql-15"; exit 1; }
grep -q '^0\{31\}1 ' /proc/net/if_inet6 || { echo "needs the address ::1"; exit 1; }
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=db -days 2 -keyout server.key -out server.crt \
  -addext subjectAltName=IP:127.0.0.1,IP:::1 2>/dev/null
chmod 600 server.key
as=()
if [ "$(id -u)" = 0 ]; then
  chown -R postgres "$work"
  chmod 755 "$work"
  as=(runuser -u postgres --)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"${as[@]}" "$bin/initdb" -D "$work/data" -A trust -U app >/dev/null
trap '"${as[@]}" "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
tls="-c ssl=on -c ssl_cert_file=$work/server.crt -c ssl_key_file=$work/server.key"
"${as[@]}" "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-p $port -h 127.0.0.1,::1 -k $work $tls" start >/dev/null

cat > pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>42.7.14</version></dependency>
  </dependencies>
</project>
END
cat > Run.java <<'END'
import java.sql.DriverManager;
import java.sql.SQLException;

public class Run {
  public static void main(String[] args) {
    for (String host : new String[] {"127.0.0.1", "[::1]"})
      for (String mode : new String[] {"verify-ca", "verify-full"}) {
        var url = "jdbc:postgresql://" + host + ":" + args[0] + "/postgres?user=app&sslrootcert=server.crt&sslmode=" + mode;
        try (var connection = DriverManager.getConnection(url)) {
          System.out.println("pgjdbc " + host + " " + mode + ": connected");
        } catch (SQLException error) {
          System.out.println("pgjdbc " + host + " " + mode + ": " + error.getMessage());
        }
      }
  }
}
END
mvn -q -B dependency:copy-dependencies -DoutputDirectory=jars >/dev/null
java -cp 'jars/*' Run.java "$port" 2>/dev/null > seen
psql -XAtc "SELECT 'psql [::1] verify-full: connected'" \
  "postgresql://app@[::1]:$port/postgres?sslmode=verify-full&sslrootcert=$work/server.crt" >> seen

cat > expected <<'END'
pgjdbc 127.0.0.1 verify-ca: connected
pgjdbc 127.0.0.1 verify-full: connected
pgjdbc [::1] verify-ca: connected
pgjdbc [::1] verify-full: The hostname [::1] could not be verified by hostnameverifier PgjdbcHostnameVerifier.
psql [::1] verify-full: connected
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
