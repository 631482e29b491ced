import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from 'chartwright'
import { postgresql } from '../../src/components/postgresql/postgresql.ts'
import { service } from '../../src/components/service/service.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered } from '../components/rendered.ts'
import { jobPod, type LocalPod, reportOf, scheduledPod, untilThereIs } from './backup-pods.ts'
import { exporter, noExporters } from './exporters.ts'
import { postgresqlTools, provision, type Server, startServer } from './postgresql-server.ts'
import { printable } from './printable.ts'
import { kill, type Outcome, run, start } from './process.ts'
import { whyNot } from './programs.ts'

const app = () => service({ image: 'shop/app', port: 8080, uses: [database('postgresql')] })

const components = {
  orders: app(),
  'user-profiles': app(),
  postgresql: postgresql({ backup: true }),
}

const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: `it's the "root" \\ 100%\n` },
  clients: { orders: { password: 'orders' }, 'user-profiles': { password: 'profiles' } },
  backup: {
    target: { type: 'claim', claimName: 'backups' },
    password: `${printable}\n`,
    repositoryPassword: `${printable}\n`,
    keep: { last: 100 },
  },
} satisfies Values

const objects = (restore: Values = {}): readonly Manifest[] =>
  rendered(components, 'postgresql', { ...values, restore })

/** What a shop may have: keys, a view, policies for rows, large objects, rights, and what somebody made by hand. */
const shop = `
  CREATE TABLE accounts (id serial PRIMARY KEY, name text NOT NULL UNIQUE, balance bigint NOT NULL DEFAULT 0);
  CREATE TABLE transfers (id bigserial PRIMARY KEY, source int REFERENCES accounts, target int REFERENCES accounts,
    amount bigint CHECK (amount > 0), at timestamptz DEFAULT now(), note jsonb);
  INSERT INTO accounts (name) SELECT 'Kontó ' || n FROM generate_series(1, 100) n;
  INSERT INTO transfers (source, target, amount, note) SELECT 1 + n % 100, 1 + (n * 7) % 100, n,
    jsonb_build_object('text', repeat(md5(n::text), 4)) FROM generate_series(1, 20000) n;
  CREATE INDEX ON transfers USING gin (note);
  CREATE VIEW totals AS SELECT source, sum(amount) FROM transfers GROUP BY source;
  CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS 'SELECT 2 * n';
  ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON accounts USING (name = current_user);
  SELECT lo_from_bytea(4711, decode(repeat('c0ffee', 1000), 'hex'));
  COMMENT ON TABLE accounts IS 'it''s; -- all';
`

const byHand = `
  CREATE ROLE analyst NOLOGIN; CREATE ROLE "Anna" LOGIN PASSWORD 'by hand' IN ROLE analyst;
  ALTER ROLE orders SET work_mem = '8MB'; ALTER DATABASE orders SET timezone = 'UTC';
  GRANT CONNECT ON DATABASE orders TO analyst; COMMENT ON DATABASE orders IS 'the shop';
`

const superuser = values.auth.password.trimEnd()

const reason = whyNot(postgresqlTools) + noExporters

describe.skipIf(reason !== '')(`backups of PostgreSQL as its rendered objects say${reason}`, () => {
  let root: string
  let server: Server
  let port: number
  let before: string
  let first: string

  const place = () => ({
    root,
    environment: (variables: Readonly<Record<string, string>>) => {
      const { PATH = '', PGHOST = '', PGHOSTADDR = '', PGPORT = '' } = server.at(variables)
      return { ...variables, PGHOST, PGHOSTADDR, PGPORT, PATH: `${root}:${PATH}` }
    },
  })
  const backup = (): LocalPod => scheduledPod(objects(), 'shop-postgresql-backup', place())
  const restore = (wanted: Values): LocalPod =>
    jobPod(objects(wanted), 'shop-postgresql-restore', place())

  const begin = async (): Promise<void> => {
    server = await startServer(objects(), root, port, undefined, postgresqlTools)
    expect(await provision(objects(), root, server)).toMatchObject({ code: 0 })
  }
  const as = (user: string, password: string, db: string, statement: string): Promise<Outcome> =>
    run(
      ['psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', statement],
      server.at({ PGHOST: 'localhost', PGUSER: user, PGPASSWORD: password, PGDATABASE: db }),
    )
  const sql = async (db: string, statement: string): Promise<string> => {
    const { code, output } = await as('postgres', superuser, db, statement)
    if (code !== 0) throw new Error(output)
    return output
  }

  /** All rows, objects, rights and settings there are, as text. */
  async function everything(): Promise<string> {
    const { code, output } = await run(
      ['pg_dumpall', '--no-role-passwords'],
      server.at({ PGHOST: 'localhost', PGUSER: 'postgres', PGPASSWORD: superuser }),
    )
    expect(code).toBe(0)
    return output.replaceAll(/^(\\(un)?restrict|ALTER DATABASE postgres SET chartwright).*\n/gm, '')
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'pgb-'))
    ;[port = 0] = await freePorts(1)
    await exporter('restic', root)
    await begin()
    expect(await as('orders', 'orders', 'orders', shop)).toMatchObject({ code: 0 })
    await sql(
      'user_profiles',
      'CREATE TABLE profiles AS SELECT n AS id FROM generate_series(1, 500) n',
    )
    await sql('postgres', byHand)
    await sql('orders', 'GRANT SELECT ON transfers TO analyst')
    await sql('postgres', 'CREATE DATABASE "Extra ""1""" OWNER analyst')
  }, 120_000)

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  it('lets the account that dumps write nothing', async () => {
    const { password } = values.backup
    const attempt = (statement: string) => as('backup', password, 'orders', statement)
    expect((await attempt('SELECT count(*) FROM accounts')).output).toBe('100\n')
    expect(
      await attempt("BEGIN READ WRITE; INSERT INTO accounts (name) VALUES ('x')"),
    ).toMatchObject({ code: 1, output: expect.stringContaining('permission denied') })
  })

  it('refuses a restore while there is no backup', async () => {
    const outcome = await restore({ from: 'latest' }).run()
    expect(outcome.code).toBe(1)
    expect(reportOf(outcome)).toMatchObject({
      error: 'there is no repository: no backup has been made',
    })
  })

  it('dumps one state of each database while clients write', async () => {
    const load = start(
      [
        'bash',
        '-c',
        `for n in $(seq 2000); do echo "BEGIN; UPDATE accounts SET balance = balance - $n WHERE id = 1 + $n % 100;
        UPDATE accounts SET balance = balance + $n WHERE id = 1 + ($n + 1) % 100; COMMIT;"; done | psql -Xq`,
      ],
      server.at({
        PGHOST: 'localhost',
        PGUSER: 'postgres',
        PGPASSWORD: superuser,
        PGDATABASE: 'orders',
      }),
    )
    const outcome = await backup().run()
    expect(outcome).toMatchObject({ code: 0 })
    expect(reportOf(outcome)).toMatchObject({ store: 'shop-postgresql', pruned: true })
    expect(await load.ended).toMatchObject({ code: 0 })
    expect(await balances(join(root, 'backup/dump/1.dump'))).toBe(0)
    const rehearsal = scheduledPod(
      objects({ rehearsals: { enabled: true } }),
      'shop-postgresql-rehearse',
      place(),
    )
    expect((await rehearsal.begin('fetch').ended).code).toBe(0)
    const scratch = rehearsal.begin('restore')
    const proved = await scratch.ended
    expect(proved).toMatchObject({ code: 0 })
    expect(reportOf(proved)).toMatchObject({
      mode: 'rehearse',
      databases: 3,
      tables: 3,
      rows: 20_600,
    })
    expect(await sql('postgres', "SELECT count(*) FROM pg_database WHERE datname LIKE '%.%'")).toBe(
      '0\n',
    )
  }, 60_000)

  it('makes the next backup after one that was killed as it dumped', async () => {
    const pod = backup()
    const dump = pod.begin('dump')
    await untilThereIs(join(root, 'backup/new'), 100_000)
    await kill(dump)
    expect((await pod.begin('upload').ended).code).not.toBe(0)
    expect(await pod.run()).toMatchObject({ code: 0 })
  }, 60_000)

  it('makes the next backup after one that was killed as it was stored', async () => {
    await sql(
      'orders',
      "UPDATE transfers SET note = jsonb_build_object('text', md5(random()::text))",
    )
    const pod = backup()
    expect((await pod.begin('dump').ended).code).toBe(0)
    const upload = pod.begin('upload')
    await untilThereIs(join(root, 'repository/default/shop-postgresql/locks'), 1)
    await kill(upload)
    const outcome = await pod.run()
    expect(outcome).toMatchObject({ code: 0 })
    first = String(reportOf(outcome)['snapshot'])
    before = await everything()
  }, 60_000)

  it('refuses a snapshot that does not exist, and data that is there, before anything is touched', async () => {
    const unknown = await restore({ from: 'deadbeef', overwrite: true }).run()
    expect(unknown.code).toBe(1)
    expect(reportOf(unknown)['error']).toContain('there is no snapshot deadbeef')
    const over = await restore({ from: first }).run()
    expect(over.code).toBe(1)
    expect(reportOf(over)['error']).toMatch(
      /^database orders holds \d+ tables and sequences: set restore.overwrite/,
    )
    expect(await everything()).toBe(before)
  }, 60_000)

  it('brings all of it back after the volume was lost, and after a restore that was killed', async () => {
    await kill(server.running)
    rmSync(join(root, 'var/lib/postgresql'), { recursive: true })
    await begin()
    const pod = restore({ from: first })
    expect((await pod.begin('fetch').ended).code).toBe(0)
    const killed = pod.begin('restore')
    await untilScratch()
    await kill(killed)
    expect(await sql('orders', "SELECT count(*) FROM pg_class WHERE relname = 'accounts'")).toBe(
      '0\n',
    )
    const outcome = await pod.run()
    expect(outcome).toMatchObject({ code: 0 })
    expect(reportOf(outcome)).toMatchObject({
      mode: 'restore',
      snapshot: first,
      databases: 3,
      tables: 3,
      rows: 20_600,
    })
    expect(await everything()).toBe(before)
    for (const [user, password] of [
      ['orders', 'orders'],
      ['Anna', 'by hand'],
    ] as const)
      expect(await as(user, password, 'orders', 'SELECT count(*) FROM transfers')).toEqual({
        code: 0,
        output: '20000\n',
      })
  }, 60_000)

  /** The sum of all accounts, as a dump has them. */
  async function balances(dump: string): Promise<number> {
    const command = ['pg_restore', '--data-only', '--table=accounts', '--file=-', dump]
    const { output } = await run(command, server.at({}))
    const rows = output.split('\n').filter((line) => line.includes('Kontó'))
    expect(rows.length).toBe(100)
    return rows.reduce((sum, row) => sum + Number(row.split('\t')[2]), 0)
  }

  async function untilScratch(): Promise<void> {
    for (let attempt = 0; attempt < 1000; attempt += 1) {
      if (
        (await sql(
          'postgres',
          "SELECT count(*) FROM pg_database WHERE datname LIKE 'restore.%'",
        )) !== '0\n'
      )
        return
      await pause(20)
    }
    throw new Error('nothing is restored')
  }

  it('brings a snapshot back once, and over data when told', async () => {
    expect(reportOf(await restore({ from: first }).run())).toMatchObject({ done: 'before' })
    await sql('orders', 'DROP TABLE transfers CASCADE')
    const client = start(
      ['psql', '-XAtc', 'SELECT pg_sleep(60)'],
      server.at({
        PGHOST: 'localhost',
        PGUSER: 'orders',
        PGPASSWORD: 'orders',
        PGDATABASE: 'orders',
      }),
    )
    const outcome = await restore({ from: first, overwrite: true, run: 1 }).run()
    expect(outcome).toMatchObject({ code: 0 })
    expect((await client.ended).code).not.toBe(0)
    expect(await everything()).toBe(before)
  }, 60_000)
})
