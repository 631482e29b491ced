import { createHash } from 'node:crypto'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'

/** A request as a service saw it. */
export interface Seen {
  readonly service: string
  readonly address: string
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly bodyLength: number
}

/** A service behind the gateway, which answers with what it saw. */
export interface Upstream {
  readonly name: string
  readonly seen: Seen[]
  /** Ends as a program does that is told to: what it has begun, it answers. */
  drain(): Promise<void>
  /** Ends at once. */
  close(): Promise<void>
}

/** What a service does instead of its usual answer; `false` to leave it at that. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => boolean

/** Starts a service on an address of the loopback interface. */
export function startUpstream(
  name: string,
  port: number,
  behaviour: Behaviour = () => false,
  address = '127.0.0.1',
): Promise<Upstream> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    let bodyLength = 0
    request.on('data', (chunk: Buffer) => (bodyLength += chunk.length))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const one: Seen = { service: name, address, method, url, headers, bodyLength }
      seen.push(one)
      if (behaviour(request, response)) return
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify(one))
    })
  })
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => socket.destroy())
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept(request)}\r\n\r\n`,
    )
    socket.on('data', (data: Buffer) => socket.write(data))
    socket.on('end', () => socket.end())
  })
  const drain = (): Promise<void> => new Promise((done) => server.close(() => done()))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, () =>
      resolve({
        name,
        seen,
        drain,
        close: () => {
          const drained = drain()
          server.closeAllConnections()
          return drained
        },
      }),
    )
  })
}

/** RFC 6455, section 4.2.2. */
function accept({ headers }: IncomingMessage): string {
  return createHash('sha1')
    .update(`${headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64')
}
