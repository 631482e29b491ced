import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { database, postgresql, service } from 'chartwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered, the } from '../components/rendered.ts'
import { environmentOf } from './local-container.ts'
import {
  debianPostgresql,
  provision,
  type Server,
  startServer,
  startStandby,
  untilReady,
} from './postgresql-server.ts'
import { printable } from './printable.ts'
import { findings, healthy } from './probes.ts'
import { kill, type Outcome, own, run } from './process.ts'
import { whyNot } from './programs.ts'

const uses = [
  database('postgresql', { env: { DATABASE_URL: '{url}', READ_URL: '{readonly-url}' } }),
] as const

const components = {
  orders: service({ image: 'shop/app', port: 8080, uses }),
  postgresql: postgresql({ standbys: true }),
}

const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'root' },
  clients: { orders: { password: 'own' } },
  standbys: { password: `${printable}\n` },
  config: { min_wal_size: '32MB', max_wal_size: '32MB', max_slot_wal_keep_size: '64MB' },
} satisfies Values

const objects = rendered(components, 'postgresql', values)

const reason = whyNot(debianPostgresql)

describe.skipIf(reason !== '')(`PostgreSQL and its standbys, as rendered${reason}`, () => {
  let root: string
  let primary: Server
  let ports: readonly number[]
  const standbys: Server[] = []

  const portOf = (i: number): number => ports[i] ?? 0
  const rootOf = (name: string): string => join(root, name)

  const startPrimary = async (): Promise<void> => {
    primary = await startServer(objects, rootOf('p'), portOf(0), undefined, debianPostgresql)
  }

  function begin(ordinal: number): Server {
    const place = { ordinal, root: rootOf(`s${ordinal}`), port: portOf(ordinal + 1) }
    const one = startStandby(objects, { ...place, primary: portOf(0) })
    standbys[ordinal] = one
    return one
  }

  function standby(ordinal: number): Server {
    const one = standbys[ordinal]
    if (!one) throw new Error(`standby ${ordinal} has not begun`)
    return one
  }

  const sql = (environment: Record<string, string>, statement: string, ...url: readonly string[]) =>
    run(['psql', '-XAtc', statement, ...url], environment)

  const superuser = async (server: Server, statement: string): Promise<string> => {
    const account = { PGHOST: 'localhost', PGUSER: 'postgres', PGPASSWORD: 'root' }
    return (await sql(server.at({ ...account, PGDATABASE: 'orders' }), statement)).output.trimEnd()
  }

  /** What a client's own container is given, and does by one of its URLs. */
  function client(server: Server, url: 'DATABASE_URL' | 'READ_URL', statement: string) {
    const pod = the<IDeployment>(rendered(components, 'orders'), 'Deployment').spec?.template.spec
    const given = environmentOf(pod?.containers[0]?.env ?? [], objects)
    const environment = server.at(given)
    return sql(environment, statement, environment[url] ?? '')
  }

  async function until(what: () => Promise<string>, expected: string): Promise<void> {
    for (let attempt = 0; attempt < 100 && (await what()) !== expected; attempt += 1)
      await pause(100)
    expect(await what()).toBe(expected)
  }

  const rowsAt = (ordinal: number) => async (): Promise<string> =>
    (await client(standby(ordinal), 'READ_URL', 'SELECT count(*) FROM rows')).output.trimEnd()

  const slots = (): Promise<string> =>
    superuser(primary, 'SELECT slot_name, active FROM pg_replication_slots ORDER BY 1')

  /** More of the log than the slot of a standby that is away may keep. */
  async function writeMuchLog(): Promise<void> {
    const segment = 'SELECT pg_switch_wal() FROM pg_create_restore_point($$x$$)'
    for (let i = 0; i < 8; i += 1) await superuser(primary, segment)
    await superuser(primary, 'CHECKPOINT')
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'pg-')) // short: the path of a socket has 107 characters at most
    own(root)
    ports = await freePorts(3)
    await startPrimary()
  })

  afterAll(async () => {
    for (const server of [primary, ...standbys]) if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  it('wait for the primary and its provisioning, and are alive meanwhile', async () => {
    const one = begin(0)
    await pause(1000)
    expect(await findings(one)).toEqual({ startup: true, liveness: true, readiness: false })
    expect((await provision(objects, rootOf('p'), primary)).code).toBe(0)
    await Promise.all([0, 1].map((i) => untilReady(i === 0 ? one : begin(i), standby(i).running)))
    for (const server of [primary, ...standbys]) expect(await findings(server)).toEqual(healthy)
  })

  it('answer by the read-only URL what was written at the primary', async () => {
    const write = 'CREATE TABLE rows (i int); INSERT INTO rows VALUES (1)'
    expect((await client(primary, 'DATABASE_URL', write)).code).toBe(0)
    for (const i of [0, 1]) await until(rowsAt(i), '1')
  })

  it('take no writes', async () => {
    const { code, output } = await client(standby(0), 'READ_URL', 'INSERT INTO rows VALUES (2)')
    expect(code).not.toBe(0)
    expect(output).toContain('cannot execute INSERT in a read-only transaction')
  })

  it('have a slot each, which provisioning leaves alone', async () => {
    const roles =
      "SELECT rolname, rolsuper, rolreplication FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1"
    const before = [await slots(), await superuser(primary, roles)]
    expect(before).toEqual(['standby_0|t\nstandby_1|t', 'orders|f|f\npostgres|t|t\nstandby|f|t'])
    expect((await provision(objects, rootOf('p'), primary)).code).toBe(0)
    expect([await slots(), await superuser(primary, roles)]).toEqual(before)
  })

  describe('are let in', () => {
    const copying = 'dbname=postgres replication=yes'
    const attempt = (given: Record<string, string>, url: string): Promise<Outcome> =>
      sql(primary.at({ PGHOST: 'localhost', ...given }), 'IDENTIFY_SYSTEM', url)
    const account = { PGUSER: 'standby', PGPASSWORD: printable }

    it('by their password', async () => {
      expect(await attempt(account, copying)).toMatchObject({ code: 0 })
      const { output } = await attempt({ ...account, PGPASSWORD: 'wrong' }, copying)
      expect(output).toContain('password authentication failed')
    })

    it('to copy, and to no database of others', async () => {
      expect(
        await sql(
          primary.at({ PGHOST: 'localhost', ...account }),
          'SELECT * FROM pg_authid',
          'dbname=postgres',
        ),
      ).toMatchObject({ output: expect.stringContaining('permission denied') })
      for (const name of ['orders', 'template1'])
        expect((await attempt(account, `dbname=${name}`)).output).toContain('pg_hba.conf rejects')
    })

    it('and nobody else is', async () => {
      const others = { PGUSER: 'orders', PGPASSWORD: 'own' }
      expect((await attempt(others, copying)).output).toContain('no pg_hba.conf entry')
    })
  })

  it('come back when they are killed, and catch up', async () => {
    await kill(standby(0).running)
    await client(primary, 'DATABASE_URL', 'INSERT INTO rows VALUES (2)')
    await untilReady(begin(0), standby(0).running)
    await until(rowsAt(0), '2')
  })

  it('end in time when they are stopped, and follow again', async () => {
    await standby(0).preStop()
    expect(await standby(0).running.ended).toMatchObject({ code: 0 })
    await untilReady(begin(0), standby(0).running)
  })

  it('serve on while the primary is away, and follow once it is back', async () => {
    await kill(primary.running)
    expect(await rowsAt(1)()).toBe('2')
    expect(await findings(standby(1))).toEqual(healthy)
    await startPrimary()
    await client(primary, 'DATABASE_URL', 'INSERT INTO rows VALUES (3)')
    for (const i of [0, 1]) await until(rowsAt(i), '3')
  })

  it('copy the primary anew when they were away for longer than the log is kept', async () => {
    await superuser(primary, 'ALTER ROLE standby NOLOGIN')
    await superuser(primary, 'SELECT pg_terminate_backend(pid) FROM pg_stat_replication')
    await client(primary, 'DATABASE_URL', 'INSERT INTO rows VALUES (4)')
    await writeMuchLog()
    const lost = 'SELECT slot_name FROM pg_replication_slots WHERE wal_status = $$lost$$ ORDER BY 1'
    expect(await superuser(primary, lost)).toBe('standby_0\nstandby_1')
    await superuser(primary, 'ALTER ROLE standby LOGIN')
    for (const i of [0, 1]) {
      const { output } = await standby(i).running.ended
      expect(output).toContain('it ends, and copies the primary anew')
      await untilReady(begin(i), standby(i).running) // as the kubelet does
      await until(rowsAt(i), '4')
    }
    expect(await superuser(primary, lost)).toBe('')
  })

  it('do so at their start, too', async () => {
    await kill(standby(1).running)
    await client(primary, 'DATABASE_URL', 'INSERT INTO rows VALUES (5)')
    await writeMuchLog()
    await untilReady(begin(1), standby(1).running)
    await until(rowsAt(1), '5')
  })

  it('keep their copy when the primary is another one, and may be promoted by hand', async () => {
    await kill(primary.running)
    rmSync(join(rootOf('p'), 'var/lib/postgresql/pgdata'), { recursive: true })
    await startPrimary()
    expect((await provision(objects, rootOf('p'), primary)).code).toBe(0)
    await kill(standby(0).running)
    await untilReady(begin(0), standby(0).running)
    expect(await rowsAt(0)()).toBe('5')
    expect((await standby(0).run(['pg_ctl', 'promote'])).code).toBe(0)
    expect((await client(standby(0), 'READ_URL', 'INSERT INTO rows VALUES (6)')).code).toBe(0)
    await kill(standby(0).running)
    await untilReady(begin(0), standby(0).running)
    expect(await rowsAt(0)()).toBe('6')
  })

  it('have their password in a file that nobody else reads', () => {
    const file = join(rootOf('s0'), 'tmp/primary.pgpass')
    expect(existsSync(file)).toBe(true)
    expect(readFileSync(file, 'utf8')).toMatch(/^\*:\*:\*:standby:/)
  })
})
