import { createServer, type Server } from 'node:https'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SelfSigned } from './gateway/self-signed.ts'

/** What a role says, as the documented request has it. */
interface Role {
  readonly cluster: readonly string[]
  readonly indices: readonly {
    readonly names: readonly string[]
    readonly privileges: readonly string[]
  }[]
}

interface User {
  readonly password: string
  readonly roles: readonly string[]
}

/**
 * A stand-in for the security of Elasticsearch, which is in no registry: it keeps roles and users by the
 * requests of Elastic's documentation, and refuses all others, and whoever may not ask.
 */
export interface Security {
  readonly port: number
  readonly roles: ReadonlyMap<string, Role>
  readonly users: ReadonlyMap<string, User>
  /** Requests that were let in: `PUT /_security/user/orders`. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

const paths = {
  role: /^\/_security\/role\/([A-Za-z0-9_@.-]+)$/,
  user: /^\/_security\/user\/([A-Za-z0-9_@.-]+)$/,
}

/** Starts one, with the password of its administrator; the first request finds it not ready. */
export async function startSecurity(
  password: string,
  { certificate, key }: SelfSigned,
  notYet = 1,
): Promise<Security> {
  const roles = new Map<string, Role>()
  const users = new Map<string, User>([['elastic', { password, roles: ['superuser'] }]])
  const requests: string[] = []
  let silent = notYet

  async function answer(request: IncomingMessage): Promise<number> {
    if (silent-- > 0) return 503
    const login = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64')
    const [, name = '', given = ''] = /^([^:]*):(.*)$/s.exec(login.toString()) ?? []
    if (users.get(name)?.password !== given) return 401
    const { pathname } = new URL(request.url ?? '', 'https://localhost')
    requests.push(`${request.method} ${pathname}`)
    if (pathname === '/_security/_authenticate') return 200
    if (name !== 'elastic') return 403
    if (request.method === 'GET') return pathname === '/_cluster/health' ? 200 : 404
    const body = await bodyOf(request)
    const role = paths.role.exec(pathname)?.[1]
    const user = paths.user.exec(pathname)?.[1]
    if (role !== undefined && isRole(body)) roles.set(role, body)
    else if (user !== undefined && isUser(body) && body.roles.every((one) => roles.has(one)))
      users.set(user, body)
    else return 400
    return 200
  }

  const server: Server = createServer({ cert: certificate, key }, (request, response) => {
    void answer(request).then((status) => response.writeHead(status).end('{}'))
  })
  await once(server.listen(0, 'localhost'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    roles,
    users,
    requests,
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += part as string
  try {
    return request.headers['content-type'] === 'application/json' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

const keysOf = (value: unknown): string => Object.keys(value ?? {}).join()

function isRole(body: unknown): body is Role {
  const { indices = [] } = (body ?? {}) as Partial<Role>
  return (
    keysOf(body) === 'cluster,indices' && indices.every((one) => keysOf(one) === 'names,privileges')
  )
}

function isUser(body: unknown): body is User {
  const { password = '' } = (body ?? {}) as Partial<User>
  return keysOf(body) === 'password,roles' && password.length >= 6
}
