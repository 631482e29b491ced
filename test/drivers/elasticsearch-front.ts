import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Certificate } from './authority.ts'

/** Who may ask for indices whose names begin with a prefix. */
interface User {
  readonly name: string
  readonly password: string
  readonly prefix: string
}

interface Place {
  /** Addresses of the loopback; the port is Elasticsearch's own. */
  readonly hosts: readonly string[]
  /** Its TLS. Default: none. */
  readonly certificate?: Certificate
}

/** What stands in front of a server. */
export interface Front {
  close(): void
}

/**
 * Stands in for Elasticsearch's security, which is in no registry, in front of a server that has none: one
 * user, who may ask for the name and version and for indices of its own.
 */
export async function startFront(server: string, user: User, place: Place): Promise<Front> {
  const { hosts, certificate } = place
  const answer = (asked: IncomingMessage, response: ServerResponse): void => {
    const refusal = refusalOf(asked, user)
    if (refusal !== undefined) {
      response.writeHead(refusal, { 'X-elastic-product': 'Elasticsearch', ...json })
      const error = { type: 'security_exception', reason: reasons[refusal] }
      return void response.end(JSON.stringify({ error, status: refusal }))
    }
    const { method = 'GET', url, headers } = asked
    const onward = request(`${server}${url}`, { method, headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(response)
    })
    onward.on('error', () => response.destroy())
    asked.pipe(onward)
  }
  const servers = hosts.map((host) => {
    const one = certificate
      ? createTlsServer({ cert: certificate.certificate, key: certificate.key }, answer)
      : createServer(answer)
    return one.listen(9200, host)
  })
  await Promise.all(servers.map((one) => once(one, 'listening')))
  return {
    close() {
      for (const one of servers) {
        one.close()
        one.closeAllConnections()
      }
    },
  }
}

const json = { 'Content-Type': 'application/json' } as const

const reasons = {
  401: 'unable to authenticate user',
  403: 'action is unauthorized for user',
} as const

/** Why a request is not let in, as a status. */
function refusalOf({ headers, url = '/' }: IncomingMessage, user: User): 401 | 403 | undefined {
  const login = Buffer.from(`${user.name}:${user.password}`).toString('base64')
  if (headers.authorization !== `Basic ${login}`) return 401
  return url === '/' || url.startsWith(`/${user.prefix}`) ? undefined : 403
}
