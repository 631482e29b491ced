import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cassandra, keyspace, service } from 'chartwright'
import { cassandraConnection } from '../../src/components/cassandra/connection.ts'
import { cassandraImage } from '../../src/components/cassandra/image.ts'
import type { Values } from '../../src/values/value.ts'
import { type Manifest, rendered } from '../components/rendered.ts'
import { kill } from '../programs/process.ts'
import { authority, tlsSecret } from './authority.ts'
import { expectLetIn, expectRefused } from './cassandra-drivers.ts'
import { type Login, makeNodes, type Nodes } from './cassandra-nodes.ts'
import { renderedEnvironment } from './rendered-environment.ts'
import { toolchain } from './toolchains.ts'

const app = service({ image: 'shop/app', port: 8080, uses: [keyspace('cassandra')] })

const orders: Login = { user: 'orders', password: `it's "quoted" \\ 100% [a]; -- /* $(x) \`y\` $$` }
const mails: Login = { user: 'mail-log', password: 'mails' }
const admin: Login = { user: 'admin', password: 'another one' }

/** At first a node alone, with one client, without TLS, and with another password. */
const first = {
  components: { orders: app, cassandra: cassandra() },
  values: {
    global: { secrets: { provider: 'inline' } },
    replicas: 1,
    auth: { password: 'administrator' },
    clients: { orders: { password: orders.password } },
  },
}

const components = { orders: app, 'mail-log': app, cassandra: cassandra() }
const values = {
  global: { secrets: { provider: 'inline' }, tls: { cassandra: { enabled: true } } },
  auth: { password: admin.password },
  clients: { orders: { password: orders.password }, 'mail-log': { password: mails.password } },
  extraConfig: { concurrent_reads: '4', native_transport_idle_timeout: '1h' },
}

const badCredentials = /incorrect|bad credentials/i

const made = await toolchain('cassandra')
const reason = 'reason' in made ? ` (${made.reason})` : ''
if (reason !== '' && process.env['CI'] !== undefined)
  throw new Error(`Cassandra cannot run${reason}`)

describe.skipIf(reason !== '')(`Cassandra 5.0.9 as its rendered objects say${reason}`, () => {
  let nodes: Nodes
  let secret: Manifest
  const folder = mkdtempSync(join(tmpdir(), 'cassandra-ca-'))
  const ca = join(folder, 'ca.crt')
  const all = [0, 1, 2]
  const small = (): readonly Manifest[] => rendered(first.components, 'cassandra', first.values)
  const objects = (more: Values = {}): readonly Manifest[] => [
    ...rendered(components, 'cassandra', { ...values, ...more }),
    secret,
  ]
  const environment = (node = 0): Readonly<Record<string, string>> => ({
    ...renderedEnvironment(components, 'cassandra', values),
    CASSANDRA_HOST: nodes.address(node),
    CASSANDRA_CA_FILE: ca,
  })
  const cql = async (login: Login, statement: string, node = 0): Promise<string> =>
    (await nodes.cql(node, login, statement, ca)).output
  const status = async (node = 0): Promise<readonly string[]> =>
    (await nodes.exec(node, 'nodetool', 'status')).output.match(/^[UD][NLJM] /gm) ?? []
  const ring = async (): Promise<string> =>
    cql(admin, 'LIST ROLES; LIST ALL PERMISSIONS; SELECT * FROM system_schema.keyspaces;')

  beforeAll(async () => {
    if ('reason' in made) return
    nodes = makeNodes(made, '127.0.81')
    const sign = await authority(folder)
    const signed = await sign('DNS:shop-cassandra')
    secret = tlsSecret('cassandra', signed)
    writeFileSync(ca, signed.ca)
    nodes.lay(small(), 0)
    nodes.start(0)
    await nodes.joined(0)
  }, 120_000)

  afterAll(async () => {
    await nodes?.end()
    rmSync(folder, { recursive: true })
  })

  it('is founded by a node alone, in which nobody can log in but its administrator', async () => {
    expect(nodes.said(0)).toContain('giving the ring its administrator')
    expect(nodes.said(0)).not.toContain('Created default superuser role')
    const wellKnown = { user: 'cassandra', password: 'cassandra' }
    expect((await nodes.cql(0, wellKnown, 'LIST ROLES;')).output).toContain('Bad credentials')
    const nobody = { user: 'anonymous', password: '' }
    expect((await nodes.cql(0, nobody, 'LIST ROLES;')).output).toMatch(/AuthenticationFailed/)
    const { output } = await nodes.cql(0, { ...admin, password: 'administrator' }, 'LIST ROLES;')
    expect(output).toMatch(/^ *admin \| +True \| +True /m)
  })

  it(
    'gives a client its keyspace, in which it keeps what it writes',
    { timeout: 240_000 },
    async () => {
      const { code, output } = await nodes.provision(small())
      expect(output).toContain('orders has the keyspace orders, with 1 of each row')
      expect(code).toBe(0)
      const env = {
        ...renderedEnvironment(first.components, 'cassandra', first.values),
        CASSANDRA_HOST: nodes.address(0),
      }
      expect((await nodes.driver(env, 'write', '20').ended).output).toMatch(/^19$/m)
      expect((await nodes.driver(env, 'read', '20').ended).output).toMatch(/^20$/m)
      await expectLetIn(env)
      await expectRefused({ ...env, CASSANDRA_PASSWORD: 'wrong' }, badCredentials)
    },
  )

  it(
    'grows to three, with TLS and another password, and tells who may log in to all',
    {
      timeout: 300_000,
    },
    async () => {
      const { code } = await nodes.stop(0)
      expect(nodes.said(0)).toMatch(/DRAINED/)
      expect(code).toBe(143)
      for (const one of all) {
        nodes.lay(objects(), one)
        nodes.start(one)
      }
      await Promise.all(all.map((one) => nodes.joined(one)))
      expect(await status()).toEqual(['UN ', 'UN ', 'UN '])
      const job = await nodes.provision(objects())
      expect(job.output).toContain('mail-log has the keyspace mail_log, with 3 of each row')
      expect(job.output).toContain('orders keeps 1 of each row, where 3 are wanted')
      expect(job.code).toBe(0)
      expect(await cql({ ...admin, password: 'administrator' }, 'LIST ROLES;')).toContain(
        'Bad credentials',
      )
      expect(await ring()).toMatch(/system_auth .*'datacenter1': '3'/)
    },
  )

  it('changes nothing when it is provisioned again', { timeout: 120_000 }, async () => {
    const before = await ring()
    expect((await nodes.provision(objects())).code).toBe(0)
    expect(await ring()).toBe(before)
  })

  it('has as many copies as the documents say how', { timeout: 120_000 }, async () => {
    await cql(
      admin,
      "ALTER KEYSPACE orders WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 3};",
    )
    const { code, output } = await nodes.exec(0, 'nodetool', 'repair', '--full', 'orders')
    expect(code, output).toBe(0)
    expect((await nodes.driver(environment(), 'read', '20').ended).output).toMatch(/^20$/m)
  })

  it('keeps a client out of what is not its own', async () => {
    expect(await cql(mails, 'SELECT * FROM orders.events;')).toMatch(
      /mail-log has no SELECT permission on <table orders.events>/,
    )
    expect(await cql(mails, 'INSERT INTO orders.events (id) VALUES (1);')).toMatch(
      /has no MODIFY permission/,
    )
    expect(await cql(orders, 'DROP KEYSPACE orders;')).toMatch(/has no DROP permission/)
    expect(await cql(orders, 'CREATE ROLE friend;')).toMatch(/does not have sufficient privileges/)
    expect(await cql(orders, 'SELECT * FROM system_auth.roles;')).toMatch(/no SELECT permission/)
    expect(await cql({ ...orders, password: 'wrong' }, 'LIST ROLES;')).toContain('Bad credentials')
    const plain = await nodes.cql(0, orders, 'SELECT * FROM orders.events;')
    expect(plain.output).toMatch(/Unable to connect/)
  })

  it('lets in the drivers of other languages, by its CA', { timeout: 180_000 }, async () => {
    await expectLetIn(environment())
    await expectRefused({ ...environment(), CASSANDRA_PASSWORD: 'wrong' }, badCredentials)
    const other = join(folder, 'other-ca.crt')
    await authority(folder, 'other')
    await expectRefused({ ...environment(), CASSANDRA_CA_FILE: other }, /certificat|PKIX/i)
  })

  it('takes away what an edge gave that is gone, and no more', { timeout: 180_000 }, async () => {
    await cql(admin, 'GRANT SELECT ON orders.events TO "mail-log";')
    const moved = service({
      image: 'shop/app',
      port: 8080,
      uses: [keyspace('cassandra', { keyspace: 'archive' })],
    })
    const later = rendered({ ...components, orders: moved }, 'cassandra', values)
    const { code, output } = await nodes.provision([...later, secret])
    expect(output).toContain('orders may no longer use the keyspace orders, which stays')
    expect(code).toBe(0)
    const rights = await cql(admin, 'LIST ALL PERMISSIONS OF orders;')
    expect(rights).toContain('<all tables in archive>')
    expect(rights).not.toMatch(/[< .]orders[.>]/)
    const refused = /orders has no SELECT permission on <table orders.events>/
    await until(async () => refused.test(await cql(orders, 'SELECT * FROM orders.events;'))) // nodes remember rights
    expect(await cql(mails, 'SELECT id FROM orders.events LIMIT 1;')).toContain('(1 rows)')

    expect((await nodes.provision(objects())).code).toBe(0)
    expect((await nodes.driver(environment(), 'read', '20').ended).output).toMatch(/^20$/m)
    await cql(admin, 'REVOKE SELECT ON orders.events FROM "mail-log";')
  })

  it('lets a client wait until it is let in', { timeout: 60_000 }, async () => {
    const point = { store: 'cassandra', client: 'orders' }
    const { command = [] } = cassandraConnection.wait?.(point, { image: cassandraImage }) ?? {}
    const right = nodes.client(command, environment(1))
    const wrong = nodes.client(command, { ...environment(1), CASSANDRA_PASSWORD: 'x' })
    expect((await right.ended).code).toBe(0)
    await pause(3000)
    expect(wrong.process.exitCode).toBeNull()
    await kill(wrong)
  })

  it('keeps what a majority has taken while a node crashes and comes back elsewhere', async () => {
    const writing = nodes.driver(environment(), 'write', '2000')
    await nodes.crash(2)
    nodes.lay(objects(), 2, '127.0.81.12')
    nodes.start(2)
    await nodes.joined(2)
    const { output } = await writing.ended
    expect(output).toMatch(/^1999$/m)
    await nodes.crash(1)
    expect((await nodes.driver(environment(2), 'read', '2000').ended).output).toMatch(/^2000$/m)
  }, 300_000)

  it('gives a node that lost its volume its place again', async () => {
    nodes.loseVolume(1)
    nodes.lay(objects(), 1, '127.0.81.11')
    await until(async () => (await status()).includes('DN '))
    nodes.start(1)
    await nodes.joined(1)
    expect(nodes.said(1)).toContain('takes the place of 127.0.81.2, which is gone')
    await until(async () => (await status()).join('') === 'UN UN UN ')
    await nodes.crash(2)
    expect((await nodes.driver(environment(1), 'read', '2000').ended).output).toMatch(/^2000$/m)
  }, 300_000)
})

/** Ends once something holds, for which a Java machine is started each time. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(2000)
}
