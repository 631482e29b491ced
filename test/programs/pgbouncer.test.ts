import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database, pgbouncer, postgresql, service } from '../../src/index.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { selfSigned } from './gateway/self-signed.ts'
import { localContainer } from './local-container.ts'
import { postgresqlPrograms, provision, type Server, startServer } from './postgresql-server.ts'
import { passes, type Probed } from './probes.ts'
import { kill, type Outcome, own, run, type Running, start } from './process.ts'
import { pathOf, type Programs, whyNot } from './programs.ts'
import { certificateSecret } from './store-certificate.ts'
import { printable } from './printable.ts'

/** PgBouncer, or another one than the system's: its directory in `$PGBOUNCER_DIRECTORY`. */
const programs: Programs = {
  names: ['pgbouncer', 'psql', 'pg_isready'],
  from: 'pgbouncer',
  directories: [
    process.env['PGBOUNCER_DIRECTORY'] ?? '/usr/sbin',
    ...(postgresqlPrograms.directories ?? []),
  ],
}

/** Its second number: prepared statements outlive transactions from 1.21 on. */
const version = Number(
  /PgBouncer 1\.(\d+)/.exec(
    spawnSync('pgbouncer', ['--version'], { encoding: 'utf8', env: { PATH: pathOf(programs) } })
      .stdout ?? '',
  )?.[1] ?? 0,
)

const values: Values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'root' },
  clients: { web: { password: `${printable}ü漢 %include "" \\n` } },
}

type Texts = Readonly<Record<string, string>>

/** The pooler in a pod of `web`, and what the program beside it gets. */
interface Pooled {
  readonly pooler: Running & Probed
  readonly web: Texts
  readonly directory: string
}

const reason = whyNot(postgresqlPrograms) || whyNot(programs)

describe.skipIf(reason !== '').each([
  { how: 'without TLS', tls: false },
  { how: 'with TLS to the server', tls: true },
])(`PgBouncer before PostgreSQL, $how${reason}`, ({ tls }) => {
  const certificate = selfSigned('shop-postgresql', ['127.0.0.1'])
  const global = { secrets: { provider: 'inline' }, tls: { postgresql: { enabled: tls } } }
  let root: string
  let server: Server
  let port: number

  const components = () => ({
    web: service({
      image: 'shop/web',
      port: 8080,
      uses: [
        database('postgresql', { via: pgbouncer({ mode: 'transaction', port, poolSize: 1 }) }),
      ],
    }),
    postgresql: postgresql(),
  })
  const store = (): readonly Manifest[] => [
    ...rendered(components(), 'postgresql', { ...values, global }),
    certificateSecret('postgresql', certificate),
  ]

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'pgb-')) // short: the path of a socket has 107 characters at most
    const [there = 0, here = 0] = await freePorts(2)
    port = here
    server = await startServer(store(), root, there)
    const { code, output } = await provision(store(), root, server)
    expect([code, output]).toEqual([0, expect.any(String)])
  })

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  /** Starts the ambassador of a pod, as the kubelet would, and gives what its client gets. */
  async function pod(objects = store(), more: Values = {}): Promise<Pooled> {
    const all = [...objects, ...rendered(components(), 'web', { global, ...more })]
    const spec = the<IDeployment>(all, 'Deployment').spec?.template.spec
    const [container] = spec?.initContainers ?? []
    const [main] = spec?.containers ?? []
    if (!spec || !container || !main) throw new Error('the pod has no such containers')
    const directory = mkdtempSync(join(root, 'pod-'))
    own(directory)
    const { environment, local } = localContainer(spec, container, all, directory)
    own(local('/run/pgbouncer'))
    const variables = { ...server.at(environment), PATH: pathOf(programs) }
    const running = start((container.command ?? []).map(local), variables)
    const pooler = {
      ...running,
      container,
      run: (command: readonly string[]) => run(command.map(local), variables),
      portOf: () => port,
    }
    await untilAlive(pooler)
    const web = localContainer(spec, main as IContainer, all, join(directory, 'web')).environment
    return { pooler, web: { ...web, PATH: pathOf(programs) }, directory: local('/run/pgbouncer') }
  }

  async function untilAlive(pooler: Running & Probed): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (await passes(pooler, 'startup')) return
      if (pooler.process.exitCode !== null) throw new Error((await pooler.ended).output)
      await pause(100)
    }
    throw new Error('the pooler does not start')
  }

  const sql = (web: Texts, ...statements: readonly string[]): Promise<Outcome> =>
    run(['psql', '-XAtq', ...statements.map((one) => `-c${one}`), web['DATABASE_URL'] ?? ''], web)

  it('lets its client in by the URL, with every printable character in the password', async () => {
    const { pooler, web } = await pod()
    expect(web['DATABASE_URL']).toContain(`@127.0.0.1:${port}/web?sslmode=disable`)
    expect([web['DATABASE_HOST'], web['DATABASE_PORT']]).toEqual(['127.0.0.1', String(port)])
    expect(web).not.toHaveProperty('DATABASE_CA_FILE')
    const who = "SELECT current_user || ' in ' || current_database()"
    expect(await sql(web, who)).toEqual({ code: 0, output: 'web in web\n' })
    await kill(pooler)
  })

  it(`goes to the server ${tls ? 'by' : 'without'} TLS`, async () => {
    const { pooler, web } = await pod()
    const asked = await sql(web, 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()')
    expect(asked).toEqual({ code: 0, output: tls ? 't\n' : 'f\n' })
    await kill(pooler)
  })

  it('refuses a wrong password, and another user', async () => {
    const { pooler, web } = await pod()
    const url = `postgresql://web:wrong@127.0.0.1:${port}/web?sslmode=disable`
    const wrong = await sql({ ...web, DATABASE_URL: url })
    expect(wrong.code).not.toBe(0)
    expect(wrong.output).toContain('SASL authentication failed')
    const other = await sql({ ...web, DATABASE_URL: url.replace('web:wrong', 'postgres:root') })
    expect(other.code).not.toBe(0)
    await kill(pooler)
  })

  it('gives its one connection to a client for a transaction, and then to another', async () => {
    const { pooler, web } = await pod()
    const backend = 'SELECT pg_backend_pid()'
    const [one, two] = await Promise.all([
      sql(web, backend, 'SELECT pg_sleep(0.5)', backend),
      sql(web, backend, 'SELECT pg_sleep(0.5)', backend),
    ])
    const seen = new Set([one?.output, two?.output].flatMap((text) => text?.match(/\d+/g) ?? []))
    expect([one?.code, two?.code, seen.size]).toEqual([0, 0, 1])
    await kill(pooler)
  })

  it.skipIf(version < 21)(
    'keeps prepared statements of the protocol, over transactions',
    async () => {
      const { pooler, web, directory } = await pod(store(), {
        containers: { pgbouncer: { settings: { poolSize: 2 } } },
      })
      const script = join(directory, 'script.sql')
      writeFileSync(script, 'SELECT 1;\n')
      const many = ['pgbench', '-n', '-M', 'prepared', '-c', '5', '-t', '20', '-f', script]
      const { code, output } = await run([...many, web['DATABASE_URL'] ?? ''], web)
      expect([code, output]).toEqual([0, expect.stringContaining('processed: 100/100')])
      await kill(pooler)
    },
  )

  it('lets its client ask for its pools', async () => {
    const { pooler, web } = await pod(store(), {
      containers: { pgbouncer: { settings: { maxClients: 7 } } },
    })
    const admin = {
      ...web,
      DATABASE_URL: (web['DATABASE_URL'] ?? '').replace('/web?', '/pgbouncer?'),
    }
    const { output } = await sql(admin, 'SHOW CONFIG')
    expect(output).toMatch(/^max_client_conn\|7\|/m)
    expect(output).toMatch(/^default_pool_size\|1\|/m)
    expect(output).toMatch(/^pool_mode\|transaction\|/m)
    await kill(pooler)
  })

  it('keeps what it writes to itself', async () => {
    const { pooler, directory } = await pod()
    for (const file of ['userlist.txt', 'pgbouncer.ini'])
      expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(directory, 'pgbouncer.ini'), 'utf8')).not.toContain('%include')
    await kill(pooler)
  })

  it('ends when it is told to', async () => {
    const { pooler, web } = await pod()
    expect((await sql(web, 'SELECT 1')).code).toBe(0)
    pooler.process.kill('SIGTERM')
    expect((await pooler.ended).code).toBeLessThanOrEqual(1) // 1 before PgBouncer 1.23
    expect(await passes(pooler, 'liveness')).toBe(false)
  })

  if (!tls) return

  it('refuses a server whose CA is another', async () => {
    const other = selfSigned('shop-postgresql').certificate
    const objects = [
      ...rendered(components(), 'postgresql', { ...values, global }),
      certificateSecret('postgresql', certificate, other),
    ]
    const settings = { queryWaitSeconds: 1 }
    const { pooler, web } = await pod(objects, { containers: { pgbouncer: { settings } } })
    expect((await sql(web, 'SELECT 1')).code).not.toBe(0)
    await kill(pooler)
    expect((await pooler.ended).output).toMatch(/certificate verify failed/)
  })
})
