import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { database, postgresql, service } from '../../src/index.ts'
import type { Variables } from '../../src/platform/connection-parts.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered } from '../components/rendered.ts'
import { atService } from '../programs/at-service.ts'
import {
  postgresqlPrograms,
  provision,
  type Server,
  startServer,
} from '../programs/postgresql-server.ts'
import { noIpv6 } from '../programs/ipv6.ts'
import { kill } from '../programs/process.ts'
import { whyNot } from '../programs/programs.ts'
import { type Authority, authority, tlsSecret } from './authority.ts'
import { ask, type Driver, whyNotDriver } from './clients.ts'
import { everyCharacter } from './every-character.ts'
import { renderedEnvironment } from './rendered-environment.ts'

/** A driver with the form that docs/connections.md gives it, the same with TLS and without. */
interface PostgresqlDriver extends Driver {
  readonly env: Variables
  /** What it says of an IPv6 address, where it cannot connect to one. */
  readonly noIpv6?: string
  readonly noIpv6WithTls?: string
}

const drivers: readonly PostgresqlDriver[] = [
  { name: 'pg', language: 'node', env: { DB_URL: '{url}' } },
  {
    name: 'postgres.js',
    language: 'node',
    env: {
      DB_URL: 'postgresql://{username}:{url-password}@{address}/{database}?sslmode={ssl-mode}',
      NODE_EXTRA_CA_CERTS: '{ca-file}',
    },
    noIpv6: 'getaddrinfo ENOTFOUND [', // findings/postgres-js-ipv6-host.sh
  },
  { name: 'pgx', language: 'go', env: { DB_URL: '{url}' } },
  { name: 'lib/pq', language: 'go', env: { DB_URL: '{url}' } },
  { name: 'psycopg 3', language: 'python', env: { DB_URL: '{url}' } },
  { name: 'SQLAlchemy with psycopg', language: 'python', env: { DB_URL: '{psycopg}' } },
  {
    name: 'SQLAlchemy with asyncpg',
    language: 'python',
    env: { DB_URL: '{asyncpg}', PGSSLROOTCERT: '{ca-file}' },
  },
  {
    name: 'pgjdbc',
    language: 'java',
    env: { DB_URL: '{jdbc}', DB_USERNAME: '{username}', DB_PASSWORD: '{password}' },
    noIpv6WithTls: 'The hostname [::1] could not be verified', // findings/pgjdbc-ipv6-verify-full.sh
  },
]

const platform = (env: Variables): Parameters<typeof rendered>[0] => ({
  orders: service({ image: 'shop/orders', port: 8080, uses: [database('postgresql', { env })] }),
  postgresql: postgresql(),
})

const withPassword = (password: string, tls: boolean): Values => ({
  global: { secrets: { provider: 'inline' }, tls: { postgresql: { enabled: tls } } },
  auth: { password: 'superuser' },
  clients: { orders: { password } },
})

/** The Service is called localhost here. */
const names = ['DNS:shop-postgresql', 'DNS:localhost', 'IP:127.0.0.1', 'IP:::1']

const reason = whyNot(postgresqlPrograms)

describe.skipIf(reason !== '').each([
  { how: 'without TLS', tls: false },
  { how: 'with TLS', tls: true },
])(`PostgreSQL $how${reason}`, ({ tls }) => {
  let root: string
  let trusted: Authority
  let server: Server
  let port: number
  /** A server whose certificate is for another name. */
  let elsewhere: Server | undefined
  let there = 0

  async function start(where: string, at: number, certified: readonly string[]): Promise<Server> {
    const store = rendered(platform({}), 'postgresql', withPassword(everyCharacter, tls))
    const objects = [...store, tlsSecret('postgresql', await trusted(...certified))]
    const started = await startServer(objects, join(root, where), at)
    const { code, output } = await provision(objects, join(root, where), started)
    if (code !== 0) throw new Error(output)
    return started
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'pg-')) // short: the path of a socket has 107 characters at most
    chmodSync(root, 0o755)
    trusted = await authority(root, 'own')
    ;[port = 0, there = 0] = await freePorts(2)
    server = await start('server', port, names)
    if (tls) elsewhere = await start('elsewhere', there, ['DNS:other', 'IP:127.0.0.1'])
  })

  afterAll(async () => {
    for (const one of [server, elsewhere]) if (one) await kill(one.running)
    rmSync(root, { recursive: true, force: true })
  })

  /** The environment of a client with these values. */
  async function given(
    { env }: { readonly env: Variables },
    values: Values,
    { here = port, ca = trusted } = {},
  ): Promise<Record<string, string>> {
    const objects = [tlsSecret('postgresql', await ca(...names))]
    const files = { root: mkdtempSync(join(root, 'client-')), objects }
    const environment = renderedEnvironment(platform(env), 'postgresql', values, files)
    return atService(environment, { service: 'shop-postgresql', port: 5432, here }, 'localhost')
  }

  describe.each(drivers)('$name', (driver) => {
    const not = whyNotDriver(driver)
    const client = { seen: { user: 'orders', database: 'orders', tls } }
    const right = withPassword(everyCharacter, tls)

    test.skipIf(not !== '')(
      `connects with every printable character in its password${not}`,
      async () => {
        expect(await ask(driver, await given(driver, right))).toEqual(client)
      },
    )

    test.skipIf(not !== '')(`is refused with a wrong password${not}`, async () => {
      const values = withPassword(`${everyCharacter}x`, tls)
      expect(await ask(driver, await given(driver, values))).toEqual({
        error: expect.stringMatching(/password authentication failed/),
      })
    })

    const fault = driver.noIpv6 ?? (tls ? driver.noIpv6WithTls : undefined)

    test.skipIf(not !== '' || noIpv6 !== '')(
      `${fault ? 'cannot connect' : 'connects'} to an IPv6 address${not || noIpv6}`,
      async () => {
        const query = tls ? '' : '?sslmode=disable'
        const values = { ...right, mode: 'external', external: { host: '::1', port, query } }
        expect(await ask(driver, await given(driver, values))).toEqual(
          fault ? { error: expect.stringContaining(fault) } : client,
        )
      },
    )

    if (!tls) return

    test.skipIf(not !== '')(`refuses a server whose CA is another${not}`, async () => {
      const ca = await authority(root, 'other')
      expect(await ask(driver, await given(driver, right, { ca }))).toEqual({
        error: expect.stringMatching(/certificate|PKIX/i),
      })
    })

    test.skipIf(not !== '')(`refuses a server whose name is another${not}`, async () => {
      expect(await ask(driver, await given(driver, right, { here: there }))).toEqual({
        error: expect.stringMatching(/certificate|hostname/i),
      })
    })

    test.skipIf(not !== '')(`is refused without TLS${not}`, async () => {
      const values = withPassword(everyCharacter, false)
      expect(await ask(driver, await given(driver, values))).toEqual({
        error: expect.stringMatching(/no pg_hba.conf entry for host .* no encryption/),
      })
    })
  })
})
