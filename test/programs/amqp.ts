import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Connection methods of AMQP 0-9-1, of class 10. */
const methods = {
  start: 10,
  startOk: 11,
  tune: 30,
  tuneOk: 31,
  open: 40,
  openOk: 41,
  close: 50,
} as const

/**
 * Opens the virtual host of an AMQP URL, as a client library does, and closes it again. Gives `open`,
 * or why the broker refused.
 */
export async function openByUrl(url: string): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const socket = connect(Number(port), hostname)
  try {
    await once(socket, 'connect')
    const frames = framesOf(socket)
    socket.write('AMQP\0\0\x09\x01', 'latin1')
    await next(frames)
    const account = `\0${decodeURIComponent(username)}\0${decodeURIComponent(password)}`
    const startOk = [table(capabilities), short('PLAIN'), long(account), short('en_US')]
    send(socket, methods.startOk, ...startOk)
    const tune = await next(frames)
    if (tune.method !== methods.tune) return tune.reason
    send(socket, methods.tuneOk, tune.arguments)
    send(socket, methods.open, short(decodeURIComponent(pathname.slice(1))), short(''), uint8(0))
    const opened = await next(frames)
    return opened.method === methods.openOk ? 'open' : opened.reason
  } finally {
    socket.destroy()
  }
}

interface Frame {
  readonly method: number
  readonly arguments: Buffer
  /** What a Close says; of no meaning for other methods. */
  readonly reason: string
}

async function* framesOf(socket: Socket): AsyncGenerator<Frame> {
  let buffer = Buffer.alloc(0)
  for await (const chunk of socket) {
    buffer = Buffer.concat([buffer, chunk as Buffer]) // no encoding is set
    while (buffer.length >= 7 && buffer.length >= 8 + buffer.readUInt32BE(3)) {
      const end = 7 + buffer.readUInt32BE(3)
      yield frame(buffer.subarray(7, end))
      buffer = buffer.subarray(end + 1)
    }
  }
}

function frame(payload: Buffer): Frame {
  const args = payload.subarray(4)
  return {
    method: payload.readUInt16BE(2),
    arguments: args,
    reason: args.subarray(3, 3 + (args[2] ?? 0)).toString(),
  }
}

async function next(frames: AsyncGenerator<Frame>): Promise<Frame> {
  const { value } = await frames.next()
  return (value as Frame | undefined) ?? { method: 0, arguments: Buffer.alloc(0), reason: 'closed' } // the broker hung up
}

function send(socket: Socket, method: number, ...args: readonly Buffer[]): void {
  const payload = Buffer.concat([Buffer.from([0, 10, 0, method]), ...args])
  const head = Buffer.concat([Buffer.from([1, 0, 0]), uint32(payload.length)])
  socket.write(Buffer.concat([head, payload, uint8(0xce)]))
}

function uint8(value: number): Buffer {
  return Buffer.from([value])
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
