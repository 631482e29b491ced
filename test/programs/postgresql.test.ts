import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import spawn from 'nano-spawn'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresqlVersion } from '../../src/components/postgresql/image.ts'
import { postgresql } from '../../src/components/postgresql/postgresql.ts'
import { service } from '../../src/components/service/service.ts'
import { database } from 'chartwright'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { environmentOf } from './local-container.ts'
import { noPostgresql18 } from './postgresql-18.ts'
import { postgresqlPrograms, provision, type Server, startServer } from './postgresql-server.ts'
import { kill, type Outcome, run, start } from './process.ts'
import { failing, findings, healthy } from './probes.ts'
import { whyNot } from './programs.ts'
import { printable } from './printable.ts'

const app = () =>
  service({ image: 'shop/app', port: 8080, uses: [database('postgresql', { waitFor: true })] })

const components = { orders: app(), 'user-profiles': app(), postgresql: postgresql() }

const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: `it's the "root" \\ 100%` },
  clients: {
    orders: { password: `${printable}\n` }, // made from a file, as most are
    'user-profiles': { password: `'; -- ü 漢 $(PGUSER) \`id\` :'file'` },
    reports: { password: 'third' },
  },
  extraConfig: { random_page_cost: '1.1', search_path: '"$user", public', 'shop.note': '# = ""' },
} satisfies Values

const store = (more: Values = {}): readonly Manifest[] =>
  rendered(components, 'postgresql', { ...values, ...more })

const memorySettings = [
  'shared_buffers',
  'effective_cache_size',
  'work_mem',
  'maintenance_work_mem',
] as const
const logSettings = ['min_wal_size', 'max_wal_size'] as const

const mapOf = (keys: readonly string[], value: string): Readonly<Record<string, string>> =>
  Object.fromEntries(keys.map((key) => [key, value]))

const whoAmI = "SELECT current_user || ' in ' || current_database()"

const sql = (environment: Readonly<Record<string, string>>, statement: string): Promise<Outcome> =>
  run(['psql', '-XAtc', statement], environment)

const byUrl = (environment: Record<string, string>, statement: string): Promise<Outcome> =>
  run(['psql', '-XAtc', statement, environment['DATABASE_URL'] ?? ''], environment)

const reason = whyNot(postgresqlPrograms)

describe.skipIf(reason !== '')(`PostgreSQL as its rendered objects say${reason}`, () => {
  let root: string
  let server: Server
  let port: number

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'pg-')) // short: the path of a socket has 107 characters at most
    ;[port = 0] = await freePorts(1)
    server = await startServer(store(), root, port)
  })

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  const superuser = (statement: string, password = values.auth.password): Promise<Outcome> =>
    sql(server.at({ PGHOST: 'localhost', PGUSER: 'postgres', PGPASSWORD: password }), statement)

  async function restarted(objects: readonly Manifest[]): Promise<Server> {
    await kill(server.running)
    return startServer(objects, root, port)
  }

  /** What a client's own container is given, with other objects of the store where they differ. */
  function client(name: 'orders' | 'user-profiles', objects = store()): Record<string, string> {
    const [own] = containersOf(name).containers
    return server.at(environmentOf(own?.env ?? [], [...objects, ...rendered(components, name)]))
  }

  it.skipIf(noPostgresql18 !== '')(
    `has the major version of the image${noPostgresql18}`,
    async () => {
      const [major] = postgresqlVersion.split('.')
      expect((await superuser('SHOW server_version')).output).toMatch(new RegExp(`^${major}\\.`))
    },
  )

  it('has the settings of the values', async () => {
    const settings = {
      max_connections: '100',
      shared_buffers: '128MB',
      data_checksums: 'on',
      ...values.extraConfig,
    }
    for (const [name, value] of Object.entries(settings)) {
      expect((await superuser(`SHOW ${name}`)).output).toBe(`${value}\n`)
    }
  })

  it('starts with the least sizes that the schema takes', async () => {
    const data = join(root, 'least')
    const least = { ...mapOf(memorySettings, '1024kB'), ...mapOf(logSettings, '32MB') }
    const options = Object.entries(least).flatMap(([name, size]) => ['-c', `${name}=${size}`])
    const made = await server.run(['initdb', '--no-sync', '--username=postgres', '-D', data])
    expect(made.code).toBe(0)
    expect(
      await server.run(['postgres', '--single', '-D', data, ...options, 'postgres']),
    ).toMatchObject({ code: 0 })
  })

  it.each([...memorySettings, ...logSettings])(
    'takes the largest %s of the schema',
    async (name) => {
      for (const size of ['999999MB', '999GB', '1TB']) {
        expect(await superuser(`ALTER SYSTEM SET ${name} = '${size}'`)).toMatchObject({ code: 0 })
      }
      await superuser('ALTER SYSTEM RESET ALL')
    },
  )

  it('passes every probe', async () => {
    expect(await findings(server)).toEqual(healthy)
  })

  it('lets the wait of a client end only once it is provisioned', async () => {
    const [wait] = containersOf('orders').initContainers ?? []
    const environment = server.at(environmentOf(wait?.env ?? [], store()))
    const waited = await run(['timeout', '1', ...(wait?.command ?? [])], environment)
    expect(waited).toMatchObject({ code: 124, output: expect.stringContaining('failed') })
    expect((await provision(store(), root, server)).code).toBe(0)
    expect(await run(wait?.command ?? [], environment)).toEqual({ code: 0, output: '' })
  })

  it('is provisioned again without a change', async () => {
    const before = await superuser(rolesAndDatabases)
    expect((await provision(store(), root, server)).code).toBe(0)
    expect(await superuser(rolesAndDatabases)).toEqual(before)
    expect(before.output).toBe('orders,user_profiles|orders:orders,user_profiles:user_profiles\n')
  })

  it('lets each client into its own database by DATABASE_URL, whatever its password', async () => {
    expect((await byUrl(client('orders'), whoAmI)).output).toBe('orders in orders\n')
    expect((await byUrl(client('user-profiles'), whoAmI)).output).toBe(
      'user_profiles in user_profiles\n',
    )
  })

  it('lets a client migrate its own database', async () => {
    const migration =
      'CREATE TABLE a (id int); CREATE SCHEMA s; CREATE EXTENSION pgcrypto; DROP TABLE a'
    expect((await byUrl(client('orders'), migration)).code).toBe(0)
  })

  it.each(['user_profiles', 'postgres', 'template1'])(
    'keeps a client out of the database %s',
    async (other) => {
      const own = client('orders')
      const url = own['DATABASE_URL']?.replace('/orders?', `/${other}?`) ?? ''
      const { code, output } = await byUrl({ ...own, DATABASE_URL: url }, 'SELECT 1')
      expect(code).toBe(2)
      expect(output).toContain(`permission denied for database "${other}"`)
    },
  )

  it.each([
    ['a wrong password', { PGPASSWORD: 'wrong' }, 'password authentication failed'],
    ['no password', {}, 'no password supplied'],
  ])('refuses %s, over the network and on the socket', async (_, given, reason) => {
    const account = server.at({ ...given, PGUSER: 'orders', PGDATABASE: 'orders' })
    const { PGHOSTADDR: _address, ...socket } = account
    const attempts = [account, { ...socket, PGHOST: join(root, 'var/run/postgresql') }]
    for (const environment of attempts) {
      const { code, output } = await sql(environment, 'SELECT 1')
      expect(code).toBe(2)
      expect(output).toContain(reason)
    }
  })

  it('takes in a client that comes later', async () => {
    const more = rendered({ ...components, reports: app() }, 'postgresql', values)
    expect((await provision(more, root, server)).code).toBe(0)
    const reports = server.at({ PGUSER: 'reports', PGDATABASE: 'reports', PGPASSWORD: 'third' })
    expect((await sql(reports, whoAmI)).output).toBe('reports in reports\n')
    expect((await byUrl(client('orders'), whoAmI)).output).toBe('orders in orders\n')
  })

  it('changes a password to that of the Secret', async () => {
    const changed = store({ clients: { ...values.clients, orders: { password: 'a new one' } } })
    expect((await provision(changed, root, server)).code).toBe(0)
    expect((await byUrl(client('orders', changed), whoAmI)).output).toBe('orders in orders\n')
    expect((await byUrl(client('orders'), whoAmI)).output).toContain('authentication failed')
  })

  it('says which password is empty', async () => {
    const empty = store().map((one) =>
      one.kind === 'Secret' && one.metadata.name.endsWith('-orders')
        ? { ...one, data: { password: '' } }
        : one,
    )
    expect(await provision(empty, root, server)).toMatchObject({
      code: 1,
      output: expect.stringContaining('the password of orders is empty'),
    })
  })

  it('logs no password, even where every statement is logged', async () => {
    await superuser("ALTER SYSTEM SET log_statement = 'all'")
    await superuser('SELECT pg_reload_conf()')
    expect((await provision(store(), root, server)).code).toBe(0)
    await superuser('ALTER SYSTEM RESET log_statement')
    await kill(server.running)
    const { output } = await server.running.ended
    expect(output).toContain("SET log_statement = 'none'")
    expect(output).not.toContain("PASSWORD '")
  })

  it('recovers from a kill, and then knows the superuser by the password of the Secret', async () => {
    server = await startServer(store({ auth: { password: `an'other\\` } }), root, port)
    expect((await superuser('SELECT 1')).output).toContain('authentication failed')
    expect((await superuser('SELECT 1', `an'other\\`)).output).toBe('1\n')
  })

  it('knows the superuser without the line break that its Secret ends in, as the image does', async () => {
    const broken = store({ auth: { password: 'from a file\n' } })
    server = await restarted(broken)
    expect((await superuser('SELECT 1', 'from a file')).output).toBe('1\n')
    expect(await provision(broken, root, server)).toMatchObject({ code: 0 })
    server = await restarted(store({ auth: { password: `an'other\\` } }))
  })

  it.skipIf(process.getuid?.() !== 0)(
    'runs as a user that the image does not know, whom a cluster chose (needs root)',
    async () => {
      await kill(server.running)
      const stranger = 1_000_740_000
      await chown(root, stranger)
      const outcome = await startServer(store({ auth: { password: 'new' } }), root, port, stranger)
        .then(async (started) => {
          const { output } = await superuser('SELECT 1', 'new')
          await kill(started.running)
          return output
        })
        .catch((error: Error) => error.message)
      const hasWrapper =
        (await run(['bash', '-c', 'ls /usr/lib/*/libnss_wrapper.so'], {})).code === 0
      expect(outcome).toContain(hasWrapper ? '1\n' : 'run it as a user that it knows')
      await chown(root, 65_534)
      server = await startServer(store({ auth: { password: `an'other\\` } }), root, port)
    },
  )

  it('is alive and not ready while it lets nobody in, and ends cleanly although a session is open', async () => {
    const data = join(root, 'var/lib/postgresql/pgdata')
    const session = start(
      ['psql', '-XAtc', 'SELECT pg_sleep(60)'],
      server.at({ PGUSER: 'postgres', PGPASSWORD: `an'other\\` }),
    )
    const sleeping = `SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'`
    await expect.poll(async () => (await superuser(sleeping, `an'other\\`)).output).toBe('1\n')
    await run(['pg_ctl', 'stop', '--mode=smart', '--no-wait', '--pgdata', data], server.at({}))
    await expect.poll(() => findings(server)).toEqual({ ...healthy, readiness: false })
    expect((await server.preStop()).code).toBe(0)
    const { code, output } = await server.running.ended
    expect(code).toBe(0)
    expect(output).toContain('database system is shut down')
    expect((await session.ended).code).not.toBe(0)
  })

  it('fails every probe once it has stopped', async () => {
    expect(await findings(server)).toEqual(failing)
  })
})

const rolesAndDatabases = `SELECT
  (SELECT string_agg(rolname, ',' ORDER BY rolname) FROM pg_roles WHERE rolname !~ '^(pg_|postgres)'),
  (SELECT string_agg(datname || ':' || rolname, ',' ORDER BY datname)
   FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba WHERE rolname <> 'postgres')`

function containersOf(name: string): {
  readonly containers: readonly IContainer[]
  readonly initContainers?: readonly IContainer[]
} {
  const pod = the<IDeployment>(rendered(components, name), 'Deployment').spec?.template.spec
  if (!pod) throw new Error('there is no pod')
  return pod
}

/** Gives a directory, and all in it, to another user. */
async function chown(directory: string, user: number): Promise<void> {
  await spawn('chown', ['--recursive', `${user}:${user}`, directory])
}
