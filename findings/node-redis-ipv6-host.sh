#!/usr/bin/env bash
# Expected: a client that reaches redis://[::1]:PORT is connected.
# Seen: node-redis 6.3.1 reaches the server by ::1, then looks up a host "[::1]", brackets included, to
# ask for notices of maintenance, and ends with ENOTFOUND. With maintNotifications disabled, with RESP 2,
# or with the host given beside the URL it connects, and so do ioredis 6.0.0 and redis-py 8.1.0.
# Source: run on npm's redis and ioredis, PyPI's redis and Debian's redis-server 7.0.15.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

grep -q '^0\{31\}1 ' /proc/net/if_inet6 || { echo "needs the address ::1"; exit 1; }
redis-server --version | grep -q 'v=7[.]0[.]15' || { echo "needs redis-server 7.0.15"; exit 1; }
port=$(python3 -c 'import socket; s = socket.socket(socket.AF_INET6); s.bind(("::1", 0)); print(s.getsockname()[1])')
redis-server --port "$port" --bind ::1 --save '' --dir "$work" > log &
server=$!
trap 'kill "$server"; rm -rf "$work"' EXIT
npm init -y >/dev/null
npm install --silent --no-audit --no-fund redis@6.3.1 ioredis@6.0.0
cat > run.mjs <<'END'
import Redis from 'ioredis';
import { createClient } from 'redis';
const port = Number(process.argv[2]);
const url = `redis://[::1]:${port}`;
const once = { reconnectStrategy: false };
const ways = {
  'url': { url, socket: once },
  'url, maintNotifications disabled': { url, socket: once, maintNotifications: 'disabled' },
  'url, RESP 2': { url, socket: once, RESP: 2 },
  'socket.host': { socket: { ...once, host: '::1', port } },
};
for (const [name, options] of Object.entries(ways)) {
  const client = createClient(options).on('error', () => {});
  const said = await client.connect().then(() => client.ping(), (error) => error.message);
  console.log('node-redis 6.3.1', `${name}:`, said);
}
console.log('ioredis 6.0.0 url:', await new Redis(url).ping());
process.exit();
END
node run.mjs "$port" > seen
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install redis==8.1.0
venv/bin/python -c 'import redis, sys
print("redis-py", redis.__version__, "url:", redis.Redis.from_url(sys.argv[1]).ping())' "redis://[::1]:$port" >> seen

cat > expected <<'END'
node-redis 6.3.1 url: getaddrinfo ENOTFOUND [::1]
node-redis 6.3.1 url, maintNotifications disabled: PONG
node-redis 6.3.1 url, RESP 2: PONG
node-redis 6.3.1 socket.host: PONG
ioredis 6.0.0 url: PONG
redis-py 8.1.0 url: True
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
