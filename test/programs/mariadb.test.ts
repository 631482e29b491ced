import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { database, service } from 'chartwright'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mysql } from '../../examples/kinds/mysql/kinds/mysql/mysql.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { brokenPodRules } from '../components/pod-rules.ts'
import { type Manifest, rendered, resolved, the } from '../components/rendered.ts'
import { environmentOf } from './local-container.ts'
import {
  mariadbPrograms,
  type MariadbServer,
  provisionMariadb,
  startMariadb,
} from './mariadb-server.ts'
import { failing, findings, healthy } from './probes.ts'
import { kill, type Outcome, run } from './process.ts'
import { whyNot } from './programs.ts'
import { printable } from './printable.ts'

const app = () =>
  service({ image: 'shop/app', port: 8080, uses: [database('mysql', { waitFor: true })] })

const components = { orders: app(), 'user-profiles': app(), mysql: mysql() }

const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: `it's the "root" \\ 100%` },
  clients: {
    orders: { password: `${printable}\n` }, // made from a file, as most are
    'user-profiles': { password: `'; -- ü 漢 $(HOST) \`id\` \\` },
  },
} satisfies Values

const store = (more: Values = {}): readonly Manifest[] =>
  rendered(components, 'mysql', { ...values, ...more })

it('runs in a pod that is safe as every pod must be', () => {
  const { spec } = the<IStatefulSet>(store(), 'StatefulSet')
  expect(brokenPodRules(spec?.template.spec ?? { containers: [] })).toEqual([])
})

it('has no client whose database every server has', () => {
  const one = resolved({ sys: app(), mysql: mysql() }, 'mysql')
  expect(one.component.check?.(one.context).map(({ path }) => path)).toEqual(['components.sys'])
})

it('renders nothing but the way to a server elsewhere in mode external', () => {
  const objects = store({ mode: 'external', external: { host: 'mysql.example.com' } })
  const kinds = new Set(objects.map(({ kind }) => kind))
  expect([...kinds].toSorted()).toEqual(['ConfigMap', 'NetworkPolicy', 'Secret'])
})

const reason = whyNot(mariadbPrograms)

describe.skipIf(reason !== '')(`MariaDB as its rendered objects say${reason}`, () => {
  let root: string
  let port: number
  let server: MariadbServer

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'my-')) // short: the path of a socket has 107 characters at most
    ;[port = 0] = await freePorts(1)
    server = await startMariadb(store(), root, port)
    expect(await provisionMariadb(store(), root, server)).toMatchObject({ code: 0 })
  })

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  /** What a client's own container is given. */
  function client(name: 'orders' | 'user-profiles'): Record<string, string> {
    const { spec } = the<IDeployment>(rendered(components, name), 'Deployment')
    const [own] = spec?.template.spec?.containers ?? []
    return server.at(environmentOf(own?.env ?? [], [...store(), ...rendered(components, name)]))
  }

  /** What the store answers to a client that takes each of its variables. */
  function sql(environment: Record<string, string>, statement: string): Promise<Outcome> {
    const { DATABASE_HOST, DATABASE_PORT, DATABASE_USERNAME, DATABASE_NAME } = environment
    const at = [`--host=${DATABASE_HOST}`, `--port=${DATABASE_PORT}`, `--user=${DATABASE_USERNAME}`]
    const command = ['mariadb', '--no-defaults', ...at, '-N', '-e', statement, DATABASE_NAME ?? '']
    return run(command, { ...environment, MYSQL_PWD: environment['DATABASE_PASSWORD'] ?? '' })
  }

  it('passes every probe', async () => {
    expect(await findings(server)).toEqual(healthy)
  })

  it.each([
    ['orders', 'orders'],
    ['user-profiles', 'user_profiles'],
  ] as const)(
    'gives %s a database and a user of its own, whatever its password',
    async (name, called) => {
      const { output } = await sql(client(name), "SELECT CONCAT(USER(), ' in ', DATABASE())")
      expect(output).toBe(`${called}@127.0.0.1 in ${called}\n`)
      const made = await sql(client(name), 'CREATE TABLE a (b INT); INSERT INTO a VALUES (1)')
      expect(made).toEqual({ code: 0, output: '' })
      expect((await sql(client(name), 'SELECT b FROM a')).output).toBe('1\n')
    },
  )

  it('gives DATABASE_URL the same account, percent-encoded', () => {
    const { DATABASE_URL = '', DATABASE_PASSWORD = '' } = client('orders')
    const { protocol, host, username, password, pathname } = new URL(DATABASE_URL)
    expect([protocol, host, username, pathname]).toEqual([
      'mysql:',
      `127.0.0.1:${port}`,
      'orders',
      '/orders',
    ])
    expect(decodeURIComponent(password)).toBe(DATABASE_PASSWORD)
    expect(DATABASE_PASSWORD).toBe(values.clients.orders.password)
  })

  it.each([
    'USE user_profiles',
    'SELECT * FROM mysql.user',
    'CREATE DATABASE userXprofiles',
    "CREATE USER a@'%'",
    'FLUSH PRIVILEGES',
  ])('refuses a client: %s', async (statement) => {
    const { code, output } = await sql(client('orders'), statement)
    expect(code, output).toBe(1)
    expect(output).toMatch(/denied/)
  })

  it('lets no database that only looks like its own be a client’s', async () => {
    const { output } = await sql(client('user-profiles'), 'CREATE DATABASE userXprofiles')
    expect(output).toMatch(/Access denied/)
  })

  it.each(['root', 'nobody', ''])('lets nobody in without a password: %j', async (user) => {
    const at = ['mariadb', '--no-defaults', '--host=127.0.0.1', `--port=${port}`, `--user=${user}`]
    const environment = { PATH: server.at({})['PATH'] ?? '', MYSQL_PWD: '' }
    expect((await run([...at, '-e', 'SELECT 1'], environment)).output).toMatch(/Access denied/)
  })

  it('ends the wait of a client once it can log in', async () => {
    const { spec } = the<IDeployment>(rendered(components, 'orders'), 'Deployment')
    const [wait] = spec?.template.spec?.initContainers ?? []
    const environment = server.at(environmentOf(wait?.env ?? [], store()))
    expect(await run(wait?.command ?? [], environment)).toEqual({ code: 0, output: '' })
    const wrong = { ...environment, MYSQL_PWD: 'wrong' }
    expect((await run(['timeout', '1', ...(wait?.command ?? [])], wrong)).code).toBe(124)
  })

  it('provisions again with the same outcome, and another password', async () => {
    const other = { clients: { ...values.clients, orders: { password: 'other' } } }
    expect(await provisionMariadb(store(other), root, server)).toMatchObject({ code: 0 })
    const changed = { ...client('orders'), DATABASE_PASSWORD: 'other' }
    expect((await sql(changed, 'SELECT b FROM a')).output).toBe('1\n')
    expect((await sql(client('orders'), 'SELECT 1')).output).toMatch(/Access denied/)
  })

  it('keeps its data over a restart, and takes another password of root', async () => {
    await kill(server.running)
    const other = { auth: { password: 'another\n' } }
    server = await startMariadb(store({ ...other, config: { max_connections: 77 } }), root, port)
    expect(await findings(server)).toEqual(healthy)
    expect(await provisionMariadb(store(other), root, server)).toMatchObject({ code: 0 })
    expect((await sql(client('user-profiles'), 'SELECT b FROM a')).output).toBe('1\n')
    const { output } = await sql(
      client('orders'),
      'SELECT @@max_connections, @@innodb_buffer_pool_size',
    )
    expect(output).toBe(`77\t${256 * 1024 ** 2}\n`)
  })

  it('fails every probe once it is gone', async () => {
    await kill(server.running)
    expect(await findings(server)).toEqual(failing)
  })
})
