import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { database, postgresql, service } from '../../src/index.ts'
import type { Variables } from '../../src/platform/connection-parts.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered } from '../components/rendered.ts'
import {
  postgresqlPrograms,
  provision,
  type Server,
  startServer,
} from '../programs/postgresql-server.ts'
import { kill } from '../programs/process.ts'
import { whyNot } from '../programs/programs.ts'
import { ask, type Driver, whyNotDriver } from './clients.ts'
import { everyCharacter } from './every-character.ts'
import { renderedEnvironment } from './rendered-environment.ts'

/** Each driver with the form that docs/connections.md gives it. */
const drivers: readonly (Driver & { readonly env: Variables })[] = [
  { name: 'pg', language: 'node', env: { DB_URL: '{url}' } },
  { name: 'postgres.js', language: 'node', env: { DB_URL: '{url}' } },
  { name: 'pgx', language: 'go', env: { DB_URL: '{url}' } },
  { name: 'lib/pq', language: 'go', env: { DB_URL: '{url}' } },
  { name: 'psycopg 3', language: 'python', env: { DB_URL: '{url}' } },
  { name: 'SQLAlchemy with psycopg', language: 'python', env: { DB_URL: '{psycopg}' } },
  { name: 'SQLAlchemy with asyncpg', language: 'python', env: { DB_URL: '{asyncpg}' } },
  {
    name: 'pgjdbc',
    language: 'java',
    env: { DB_URL: '{jdbc}', DB_USERNAME: '{username}', DB_PASSWORD: '{password}' },
  },
]

const platform = (env: Variables): Parameters<typeof rendered>[0] => ({
  orders: service({ image: 'shop/orders', port: 8080, uses: [database('postgresql', { env })] }),
  postgresql: postgresql(),
})

const withPassword = (password: string): Values => ({
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'superuser' },
  clients: { orders: { password } },
})

const environment = (env: Variables, values: Values): Readonly<Record<string, string>> =>
  renderedEnvironment(platform(env), 'postgresql', values)

const reason = whyNot(postgresqlPrograms)

describe.skipIf(reason !== '')(`PostgreSQL${reason}`, () => {
  let root: string
  let server: Server
  let port: number
  const objects = rendered(platform({}), 'postgresql', withPassword(everyCharacter))

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'pg-')) // short: the path of a socket has 107 characters at most
    ;[port = 0] = await freePorts(1)
    server = await startServer(objects, root, port)
    const { code, output } = await provision(objects, root, server)
    if (code !== 0) throw new Error(output)
  })

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  describe.each(drivers)('$name', (driver) => {
    const not = whyNotDriver(driver)
    const client = { seen: { user: 'orders', database: 'orders' } }

    test.skipIf(not !== '')(
      `connects with every printable character in its password${not}`,
      async () => {
        const given = environment(driver.env, withPassword(everyCharacter))
        expect(await ask(driver, server.at(given))).toEqual(client)
      },
    )

    test.skipIf(not !== '')(`is refused with a wrong password${not}`, async () => {
      const given = environment(driver.env, withPassword(`${everyCharacter}x`))
      expect(await ask(driver, server.at(given))).toEqual({
        error: expect.stringMatching(/password authentication failed/),
      })
    })
  })
})
