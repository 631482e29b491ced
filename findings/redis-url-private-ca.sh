#!/usr/bin/env bash
# Expected: a rediss:// URL that names a CA file works, or fails, alike in the Redis clients.
# Seen: for ?ssl_ca_certs=FILE, redis-py 8.1.0 sets the file, go-redis 9.23.0 refuses the URL,
# node-redis 6.3.1 and ioredis 6.0.0 take the URL and leave the file out of their TLS settings.
# Source: run on PyPI's redis, npm's redis and ioredis, github.com/redis/go-redis/v9.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

url='rediss://cache:6379/0?ssl_ca_certs=/tls/ca.crt'
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install redis==8.1.0
venv/bin/python - "$url" > seen <<'END'
import sys, redis
connection = redis.Redis.from_url(sys.argv[1]).connection_pool.make_connection()
print("redis-py", redis.__version__, connection.ca_certs)
END
npm init -y >/dev/null
npm install --silent --no-audit --no-fund redis@6.3.1 ioredis@6.0.0
cat > run.mjs <<'END'
import Redis from 'ioredis';
import { createClient } from 'redis';
const url = process.argv[2];
console.log('node-redis 6.3.1', JSON.stringify(createClient({ url }).options.socket));
console.log('ioredis 6.0.0', 'tls', JSON.stringify(new Redis(url, { lazyConnect: true }).options.tls));
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

	"github.com/redis/go-redis/v9"
)

func main() {
	_, err := redis.ParseURL(os.Args[1])
	fmt.Println("go-redis", redis.Version(), err)
}
END
go get github.com/redis/go-redis/v9@v9.23.0 2>/dev/null
go mod tidy 2>/dev/null
go run . "$url" >> seen

cat > expected <<'END'
redis-py 8.1.0 /tls/ca.crt
node-redis 6.3.1 {"host":"cache","tls":true,"port":6379}
ioredis 6.0.0 tls true
go-redis 9.23.0 redis: unexpected option: ssl_ca_certs
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
