import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { postgresql } from '../../src/components/postgresql/postgresql.ts'
import { redis } from '../../src/components/redis/redis.ts'
import { service } from '../../src/components/service/service.ts'
import { cache, database } from 'chartwright'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered, the } from '../components/rendered.ts'
import { selfSigned } from './gateway/self-signed.ts'
import { noIpv6 } from './ipv6.ts'
import { environmentOf } from './local-container.ts'
import { postgresqlPrograms } from './postgresql-server.ts'
import { kill, type Outcome, own, run, type Running, start } from './process.ts'
import { pathOf, type Programs, whyNot } from './programs.ts'
import { redisPrograms } from './redis-server.ts'

const components = {
  orders: service({
    image: 'shop/app',
    port: 8080,
    uses: [database('postgresql'), cache('redis')],
  }),
  postgresql: postgresql(),
  redis: redis(),
}

const password = `it's "100%" \\ $(id) #é漢`

const addresses = ['127.0.0.1', ...(noIpv6 ? [] : ['::1'])]

/** The environment of a client whose stores are those outside, at an address of theirs. */
function environment(programs: Programs, store: string, external: Values): Record<string, string> {
  const objects = ['postgresql', 'redis'].flatMap((name) =>
    rendered(components, name, {
      global: { secrets: { provider: 'inline' } },
      mode: 'external',
      external: name === store ? external : { host: 'other.example.com' },
      clients: { orders: { password } },
    }),
  )
  const pod = the<IDeployment>(rendered(components, 'orders'), 'Deployment').spec?.template.spec
  const variables = environmentOf(pod?.containers[0]?.env ?? [], objects)
  return { ...variables, PATH: pathOf(programs) }
}

/** Runs a command until it ends well, which is once its server is up. */
async function untilWell(attempt: () => Promise<Outcome>): Promise<void> {
  await vi.waitUntil(async () => (await attempt()).code === 0, { timeout: 60_000 })
}

let root: string
const running: Running[] = []

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'out-')) // short: the path of a socket has 107 characters at most
  own(root)
})

afterAll(async () => {
  for (const one of running) await kill(one)
  rmSync(root, { recursive: true, force: true })
})

const noPostgresql = whyNot(postgresqlPrograms)

describe.skipIf(noPostgresql !== '')(`PostgreSQL outside the chart${noPostgresql}`, () => {
  const PATH = pathOf(postgresqlPrograms)
  let port = 0

  beforeAll(async () => {
    ;[port = 0] = await freePorts(1)
    const data = join(root, 'pg')
    writeFileSync(join(root, 'password'), 'root')
    const authentication = ['--auth=scram-sha-256', `--pwfile=${join(root, 'password')}`]
    await run(['initdb', '--username=postgres', ...authentication, data], { PATH })
    const listen = ['-c', `listen_addresses=${addresses.join()}`, '-p', String(port), '-k', root]
    running.push(start(['postgres', '-D', data, ...listen], { PATH }))
    const administrator = { PATH, PGHOST: root, PGPORT: String(port), PGPASSWORD: 'root' }
    const psql = (...commands: readonly string[]): Promise<Outcome> =>
      run(['psql', '-XqU', 'postgres', ...commands.flatMap((one) => ['-c', one])], administrator)
    const literal = `'${password.replaceAll("'", "''")}'`
    await untilWell(() => psql('SELECT 1'))
    await psql(
      `CREATE ROLE orders LOGIN PASSWORD ${literal}`,
      'CREATE DATABASE orders OWNER orders',
    )
  })

  it.each(addresses)(`is reached at %s by the DATABASE_URL of a client${noIpv6}`, async (host) => {
    const client = environment(postgresqlPrograms, 'postgresql', { host, port })
    const { output } = await run(
      ['psql', '-XAtc', 'SELECT 1', client['DATABASE_URL'] ?? ''],
      client,
    )
    expect(output).toBe('1\n')
  })
})

const noRedis = whyNot(redisPrograms)

describe.skipIf(noRedis !== '')(`Redis outside the chart${noRedis}`, () => {
  const PATH = pathOf(redisPrograms)
  const certificate = (): string => join(root, 'tls.crt')
  let port = 0
  let tlsPort = 0

  beforeAll(async () => {
    ;[port = 0, tlsPort = 0] = await freePorts(2)
    const pair = selfSigned('localhost')
    writeFileSync(certificate(), pair.certificate)
    writeFileSync(join(root, 'tls.key'), pair.key)
    const listen = ['--bind', ...addresses, '--port', String(port), '--tls-port', String(tlsPort)]
    const tls = ['--tls-cert-file', certificate(), '--tls-key-file', join(root, 'tls.key')]
    const store = ['--dir', root, '--save', '', '--tls-auth-clients', 'no']
    running.push(start(['redis-server', ...listen, ...tls, ...store], { PATH }))
    const digest = createHash('sha256').update(password).digest('hex')
    const user = ['ACL', 'SETUSER', 'orders', 'on', `#${digest}`, '~*', '+@all']
    await untilWell(() => run(['redis-cli', '-e', '-p', String(port), ...user], { PATH }))
  })

  const whoAmI = async (external: Values, ...options: readonly string[]): Promise<string> => {
    const client = environment(redisPrograms, 'redis', external)
    const ask = ['redis-cli', '--no-auth-warning', ...options, '-u', client['REDIS_URL'] ?? '']
    return (await run([...ask, 'ACL', 'WHOAMI'], client)).output
  }

  it('is reached by the REDIS_URL of a client', async () => {
    expect(await whoAmI({ host: '127.0.0.1', port })).toBe('orders\n')
  })

  // redis-cli reads no IPv6 address in a URL.
  it.each(addresses)(`is reached at %s by the variables of a client${noIpv6}`, async (host) => {
    const client = environment(redisPrograms, 'redis', { host, port })
    const { REDIS_HOST = '', REDIS_PORT = '', REDIS_USERNAME = '', REDIS_PASSWORD } = client
    const ask = ['redis-cli', '-h', REDIS_HOST, '-p', REDIS_PORT, '--user', REDIS_USERNAME]
    const { output } = await run([...ask, 'ACL', 'WHOAMI'], {
      ...client,
      REDISCLI_AUTH: REDIS_PASSWORD ?? '',
    })
    expect(output).toBe('orders\n')
  })

  it('is reached by TLS where the values say so', async () => {
    const external = { host: 'localhost', port: tlsPort, tls: true }
    expect(await whoAmI(external, '--cacert', certificate())).toBe('orders\n')
  })
})
