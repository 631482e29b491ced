import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database, postgresql, service } from '../../src/index.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { selfSigned } from './gateway/self-signed.ts'
import { certificateSecret } from './store-certificate.ts'
import { localContainer } from './local-container.ts'
import { postgresqlPrograms, provision, type Server, startServer } from './postgresql-server.ts'
import { kill, type Outcome, run } from './process.ts'
import { whyNot } from './programs.ts'

const components = {
  orders: service({
    image: 'shop/app',
    port: 8080,
    uses: [database('postgresql', { waitFor: true })],
  }),
  postgresql: postgresql(),
}

const values: Values = {
  global: { secrets: { provider: 'inline' }, tls: { postgresql: { enabled: true } } },
  auth: { password: 'root' },
  clients: { orders: { password: 'a b/c' } },
}

const reason = whyNot(postgresqlPrograms)

describe.skipIf(reason !== '')(`PostgreSQL with TLS, as its rendered objects say${reason}`, () => {
  const own = selfSigned('shop-postgresql', ['127.0.0.1'])
  const store = rendered(components, 'postgresql', values)
  const objects = [...store, certificateSecret('postgresql', own)]
  let root: string
  let server: Server

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'pg-'))
    const [port = 0] = await freePorts(1)
    server = await startServer(objects, root, port)
    const { code, output } = await provision(objects, root, server)
    expect([code, output]).toEqual([0, expect.any(String)])
  })

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  /** What a container of the client gets, its files below the root. */
  function environment(choose: 'containers' | 'initContainers', with_: readonly Manifest[]) {
    const orders = rendered(components, 'orders', { global: values['global'] ?? {} })
    const pod = the<IDeployment>(orders, 'Deployment').spec?.template.spec
    const container: IContainer | undefined = pod?.[choose]?.[0]
    if (!pod || !container) throw new Error('there is no such container')
    const directory = join(root, choose)
    const found = localContainer(pod, container, [...with_, ...orders], directory).environment
    return server.at(found)
  }

  const inTls = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()'
  const byUrl = (variables: Record<string, string>): Promise<Outcome> =>
    run(['psql', '-XAtc', inTls, variables['DATABASE_URL'] ?? ''], variables)

  it('lets a client in by its URL, encrypted and verified', async () => {
    const variables = environment('containers', objects)
    expect(variables['DATABASE_URL']).toContain('?sslmode=verify-full&sslrootcert=')
    expect(await byUrl(variables)).toEqual({ code: 0, output: 't\n' })
  })

  it('lets the wait of a client in, verified as well', async () => {
    const variables = environment('initContainers', objects)
    expect(variables).toMatchObject({ PGSSLMODE: 'verify-full' })
    expect(await run(['psql', '-XAtc', inTls], variables)).toEqual({ code: 0, output: 't\n' })
  })

  it('is refused by a client that trusts another CA', async () => {
    const other = [
      ...store,
      certificateSecret('postgresql', own, selfSigned('shop-postgresql').certificate),
    ]
    const { code, output } = await byUrl(environment('containers', other))
    expect(code).not.toBe(0)
    expect(output).toContain('certificate verify failed')
  })

  it('refuses a client without TLS, before it sends a password', async () => {
    const variables = { ...environment('initContainers', objects), PGSSLMODE: 'disable' }
    const { code, output } = await run(['psql', '-XAtc', 'SELECT 1'], variables)
    expect(code).not.toBe(0)
    expect(output).toContain('no pg_hba.conf entry')
    expect(output).toContain('no encryption')
  })

  it('refuses a wrong password', async () => {
    const variables = { ...environment('initContainers', objects), PGPASSWORD: 'wrong' }
    expect((await run(['psql', '-XAtc', 'SELECT 1'], variables)).output).toContain(
      'password authentication failed',
    )
  })
})
