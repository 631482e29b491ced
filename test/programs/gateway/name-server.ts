import { createSocket } from 'node:dgram'

/** A name server that knows a few names, each with its IPv4 addresses; they may change. */
export interface NameServer {
  readonly port: number
  readonly records: Map<string, readonly string[]>
  close(): Promise<void>
}

/** Starts a name server on loopback: A records, nothing for other types, and no such name for the rest. */
export function startNameServer(): Promise<NameServer> {
  const records = new Map<string, readonly string[]>()
  const socket = createSocket('udp4')
  socket.on('message', (query, peer) =>
    socket.send(answer(query, records), peer.port, peer.address),
  )
  return new Promise((resolve) => {
    socket.bind(0, '127.0.0.1', () =>
      resolve({
        port: socket.address().port,
        records,
        close: () => new Promise((done) => socket.close(() => done())),
      }),
    )
  })
}

const recordA = 1
const headerLength = 12

/** RFC 1035: the header and question of the query, then one record for each address. */
function answer(query: Buffer, records: ReadonlyMap<string, readonly string[]>): Buffer {
  const { name, end } = readName(query)
  const question = query.subarray(headerLength, end + 4)
  const addresses = records.get(name)
  const found = query.readUInt16BE(end) === recordA ? (addresses ?? []) : []
  const header = Buffer.from(query.subarray(0, headerLength))
  header.writeUInt16BE(addresses ? 0x8180 : 0x8183, 2) // NOERROR or NXDOMAIN
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(found.length, 6)
  header.writeUInt32BE(0, 8)
  return Buffer.concat([header, question, ...found.map(recordOf)])
}

function readName(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = []
  let at = headerLength
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.'), end: at + 1 }
}

/** A pointer to the question's name, type A, class IN, one second to live. */
function recordOf(address: string): Buffer {
  return Buffer.from([
    0xc0,
    headerLength,
    0,
    1,
    0,
    1,
    0,
    0,
    0,
    1,
    0,
    4,
    ...address.split('.').map(Number),
  ])
}
