import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** Methods of AMQP 0-9-1: class and number. */
const methods = {
  start: [10, 10],
  startOk: [10, 11],
  tune: [10, 30],
  tuneOk: [10, 31],
  open: [10, 40],
  openOk: [10, 41],
  openChannel: [20, 10],
  declareQueue: [50, 10],
  queueDeclared: [50, 11],
} as const

type Method = readonly [number, number]

/**
 * Opens the virtual host of an AMQP URL, as a client library does, and closes it again. Gives `open`,
 * or why the broker refused. Behind TLS the certificate must be of the CA, and for the host.
 */
export function openByUrl(url: string, ca?: string): Promise<string> {
  return withConnection(url, async (reason) => reason, ca)
}

/** Declares a durable queue without any argument. Gives `declared`, or why the broker refused. */
export function declareQueue(url: string, name: string): Promise<string> {
  return withConnection(url, async (reason, { socket, frames }) => {
    if (reason !== 'open') return reason
    send(socket, 1, methods.openChannel, short(''))
    await next(frames)
    const durable = uint8(2)
    send(socket, 1, methods.declareQueue, uint16(0), short(name), durable, table(Buffer.alloc(0)))
    const declared = await next(frames)
    return is(declared, methods.queueDeclared) ? 'declared' : declared.reason
  })
}

interface Connection {
  readonly socket: Socket
  readonly frames: AsyncGenerator<Frame>
}

async function withConnection(
  url: string,
  use: (reason: string, connection: Connection) => Promise<string>,
  ca?: string,
): Promise<string> {
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  const inTls = protocol === 'amqps:'
  const socket = inTls
    ? connectTls({ port: Number(port), host: hostname, ...(ca === undefined ? {} : { ca }) })
    : connect(Number(port), hostname)
  try {
    await once(socket, inTls ? 'secureConnect' : 'connect')
    const connection = { socket, frames: framesOf(socket) }
    const account = `\0${decodeURIComponent(username)}\0${decodeURIComponent(password)}`
    return await use(
      await open(connection, account, decodeURIComponent(pathname.slice(1))),
      connection,
    )
  } finally {
    socket.destroy()
  }
}

async function open(
  { socket, frames }: Connection,
  account: string,
  virtualHost: string,
): Promise<string> {
  socket.write('AMQP\0\0\x09\x01', 'latin1')
  await next(frames)
  const startOk = [table(capabilities), short('PLAIN'), long(account), short('en_US')]
  send(socket, 0, methods.startOk, ...startOk)
  const tune = await next(frames)
  if (!is(tune, methods.tune)) return tune.reason
  send(socket, 0, methods.tuneOk, tune.arguments)
  send(socket, 0, methods.open, short(virtualHost), short(''), uint8(0))
  const opened = await next(frames)
  return is(opened, methods.openOk) ? 'open' : opened.reason
}

interface Frame {
  readonly method: Method
  readonly arguments: Buffer
  /** What a Close says; of no meaning for other methods. */
  readonly reason: string
}

async function* framesOf(socket: Socket): AsyncGenerator<Frame> {
  let buffer = Buffer.alloc(0)
  for await (const chunk of untilHungUp(socket)) {
    buffer = Buffer.concat([buffer, chunk])
    while (buffer.length >= 7 && buffer.length >= 8 + buffer.readUInt32BE(3)) {
      const end = 7 + buffer.readUInt32BE(3)
      yield frame(buffer.subarray(7, end))
      buffer = buffer.subarray(end + 1)
    }
  }
}

/** A broker that hangs up before it has read all ends the connection by a reset, or by its end. */
async function* untilHungUp(socket: Socket): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of socket) yield chunk as Buffer // no encoding is set
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error
  }
}

function frame(payload: Buffer): Frame {
  const args = payload.subarray(4)
  return {
    method: [payload.readUInt16BE(0), payload.readUInt16BE(2)],
    arguments: args,
    reason: args.subarray(3, 3 + (args[2] ?? 0)).toString(),
  }
}

async function next(frames: AsyncGenerator<Frame>): Promise<Frame> {
  const { value } = await frames.next()
  return (value as Frame | undefined) ?? hungUp // a generator that ended gives nothing
}

const hungUp: Frame = { method: [0, 0], arguments: Buffer.alloc(0), reason: 'closed' }

function is({ method }: Frame, [ofClass, number]: Method): boolean {
  return method[0] === ofClass && method[1] === number
}

function send(socket: Socket, channel: number, method: Method, ...args: readonly Buffer[]): void {
  const payload = Buffer.concat([...method.map(uint16), ...args])
  const head = Buffer.concat([uint8(1), uint16(channel), uint32(payload.length)])
  socket.write(Buffer.concat([head, payload, uint8(0xce)]))
}

function uint8(value: number): Buffer {
  return Buffer.from([value])
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** With it, a broker says that it refuses an account; without it, it only hangs up. */
const capabilities = Buffer.concat([
  short('capabilities'),
  Buffer.from('F'),
  table(Buffer.concat([short('authentication_failure_close'), Buffer.from('t\x01')])),
])

function table(entries: Buffer): Buffer {
  return Buffer.concat([uint32(entries.length), entries])
}

function short(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([uint8(bytes.length), bytes])
}

function long(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([uint32(bytes.length), bytes])
}
