import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import {
  type AddressInfo,
  createServer as createSocketServer,
  type Server as SocketServer,
} from 'node:net'

/** A stand-in for Slack, a webhook or a mail server: what it got, and where it is. */
export interface Receiver {
  readonly port: number
  readonly got: readonly string[]
  readonly close: () => void
}

async function listening(server: Server | SocketServer, got: readonly string[]): Promise<Receiver> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // since it listens
  return { port, got, close: () => server.close() }
}

/** Takes everything by HTTP, as Slack does. */
export function httpReceiver(): Promise<Receiver> {
  const got: string[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      got.push(`${request.url} ${Buffer.concat(parts).toString()}`)
      response.end('ok')
    })
  })
  return listening(server, got)
}

/** Takes mail by SMTP: as much of RFC 5321 as a client needs. */
export function mailReceiver(): Promise<Receiver> {
  const got: string[] = []
  const server = createSocketServer((socket) => {
    let [pending, mail, isData] = ['', '', false]
    socket.setEncoding('utf8').write('220 stand-in\r\n')
    socket.on('error', () => socket.destroy())
    socket.on('data', (text: string) => {
      pending += text
      const lines = pending.split('\r\n')
      pending = lines.pop() ?? ''
      for (const line of lines) {
        if (isData && line === '.') {
          got.push(mail)
          ;[mail, isData] = ['', false]
          socket.write('250 taken\r\n')
        } else if (isData) mail += `${line}\n`
        else if (line === 'DATA') {
          isData = true
          socket.write('354 go on\r\n')
        } else if (line === 'QUIT') socket.end('221 bye\r\n')
        else {
          mail += `${line}\n`
          socket.write('250 ok\r\n')
        }
      }
    })
  })
  return listening(server, got)
}
