#!/usr/bin/env bash
# Expected: tlsCAFile in a mongodb:// URL gives each official driver the CA, or an error where there
# is no such file.
# Seen: PyMongo 4.20.1 and Go's driver 2.10.0 read the file when the client is made, and fail where it
# is missing; Node's 7.9.0 keeps the path and reads nothing yet; Java's 5.6.1 leaves the option out with
# a warning in its log, and has TLS on with no CA of its own, whether the file is there or not.
# Source: run on PyPI's pymongo, npm's mongodb, go.mongodb.org/mongo-driver/v2 and Maven's
# org.mongodb:mongodb-driver-core.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

url='mongodb://shop:secret@db:27017/shop?tls=true&authSource=admin&tlsCAFile='
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=own-ca -days 2 \
  -keyout ca.key -out ca.crt 2>/dev/null

python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install pymongo==4.20.1
cat > run.py <<'END'
import sys
import pymongo

for file in ("ca.crt", "missing.crt"):
    try:
        pymongo.MongoClient(sys.argv[1] + file, connect=False)
        print("PyMongo", pymongo.version, file, "read")
    except OSError as error:
        print("PyMongo", pymongo.version, file, type(error).__name__)
END
venv/bin/python run.py "$url" > seen

npm init -y >/dev/null
npm install --silent --no-audit --no-fund mongodb@7.9.0
cat > run.mjs <<'END'
import { MongoClient } from 'mongodb';
for (const file of ['ca.crt', 'missing.crt']) {
  const { tls, tlsCAFile, ca } = new MongoClient(process.argv[2] + file).options;
  console.log('Node 7.9.0', file, 'tls', tls, 'path', tlsCAFile, 'CA', ca);
}
END
node run.mjs "$url" >> seen

cat > go.mod <<'END'
module finding
go 1.26
END
cat > main.go <<'END'
package main

import (
	"fmt"
	"os"

	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

func main() {
	for _, file := range []string{"ca.crt", "missing.crt"} {
		client := options.Client().ApplyURI(os.Args[1] + file)
		hasCA := client.TLSConfig != nil && client.TLSConfig.RootCAs != nil
		fmt.Println("Go 2.10.0", file, "CA", hasCA, client.Validate())
	}
}
END
go get go.mongodb.org/mongo-driver/v2@v2.10.0 2>/dev/null
go mod tidy 2>/dev/null
go run . "$url" >> seen

cat > pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.mongodb</groupId><artifactId>mongodb-driver-core</artifactId><version>5.6.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
END
cat > Run.java <<'END'
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;

public class Run {
  public static void main(String[] args) {
    for (String file : new String[] {"ca.crt", "missing.crt"}) {
      var url = new ConnectionString(args[0] + file);
      var tls = MongoClientSettings.builder().applyConnectionString(url).build().getSslSettings();
      System.out.println("Java 5.6.1 " + file + " tls " + tls.isEnabled() + " CA " + tls.getContext());
    }
  }
}
END
mvn -q -B dependency:copy-dependencies -DoutputDirectory=jars >/dev/null
java -cp 'jars/*' Run.java "$url" 2>&1 | sed 's/^\[main\] //' >> seen

cat > expected <<'END'
PyMongo 4.20.1 ca.crt read
PyMongo 4.20.1 missing.crt FileNotFoundError
Node 7.9.0 ca.crt tls true path ca.crt CA undefined
Node 7.9.0 missing.crt tls true path missing.crt CA undefined
Go 2.10.0 ca.crt CA true <nil>
Go 2.10.0 missing.crt CA false open missing.crt: no such file or directory
WARN org.mongodb.driver.uri - Connection string contains unsupported option 'tlscafile'.
Java 5.6.1 ca.crt tls true CA null
WARN org.mongodb.driver.uri - Connection string contains unsupported option 'tlscafile'.
Java 5.6.1 missing.crt tls true CA null
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
