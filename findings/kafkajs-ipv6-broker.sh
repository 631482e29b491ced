#!/usr/bin/env bash
# Expected: kafkajs takes a broker at an IPv6 address as Kafka's own client does: [::1]:9092.
# Seen: kafkajs 2.2.4 splits it at the first colon, and looks up a host "[".
# Source: run on npm's kafkajs and a listener at ::1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund kafkajs@2.2.4
cat > run.mjs <<'END'
import { once } from 'node:events'
import { createServer } from 'node:net'
import kafkajs from 'kafkajs'

let connections = 0
const server = createServer((socket) => {
  connections++
  socket.destroy()
})
await once(server.listen(0, '::'), 'listening')
const { port } = server.address()
for (const host of ['[::1]', '127.0.0.1']) {
  connections = 0
  const kafka = new kafkajs.Kafka({ brokers: [`${host}:${port}`], logLevel: 0, retry: { retries: 0 } })
  const { message } = await kafka.admin().connect().catch((error) => error)
  console.log(host, 'is reached:', connections > 0, message.match(/getaddrinfo .*/)?.[0] ?? '')
}
process.exit()
END
node run.mjs | sed 's/ *$//' > seen

cat > expected <<'END'
[::1] is reached: false getaddrinfo ENOTFOUND [
127.0.0.1 is reached: true
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
