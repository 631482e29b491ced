import { type IncomingHttpHeaders, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import type { SecureVersion } from 'node:tls'

/** An answer of the gateway. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** What a client asks; the path is sent as it is. */
export interface Question {
  /** Default: the loopback address. */
  readonly host?: string
  readonly port: number
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Present for HTTPS. */
  readonly tls?: TlsOptions
}

/** How a client speaks TLS. */
export interface TlsOptions {
  readonly ca: string
  readonly servername: string
  readonly minVersion?: SecureVersion
  readonly maxVersion?: SecureVersion
  readonly ciphers?: string
}

/** Sends one request on a connection of its own. */
export function ask({
  host = '127.0.0.1',
  port,
  path,
  method = 'GET',
  headers = {},
  body,
  tls,
}: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host, port, path, method, headers, agent: false, ...tls }
    const request = (tls ? httpsRequest : httpRequest)(options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      )
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** Sends bytes as they are, and gives all that comes back until the gateway closes the connection. */
export function send(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => (text += chunk))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}
