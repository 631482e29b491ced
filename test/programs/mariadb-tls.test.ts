import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { database, service } from 'chartwright'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mysql } from '../../examples/kinds/mysql/kinds/mysql/mysql.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { selfSigned } from './gateway/self-signed.ts'
import { localContainer } from './local-container.ts'
import {
  mariadbPrograms,
  type MariadbServer,
  provisionMariadb,
  startMariadb,
} from './mariadb-server.ts'
import { findings, healthy } from './probes.ts'
import { kill, run } from './process.ts'
import { whyNot } from './programs.ts'
import { certificateSecret } from './store-certificate.ts'

const components = {
  orders: service({
    image: 'shop/app',
    port: 8080,
    uses: [database('mysql', { waitFor: true })],
  }),
  mysql: mysql(),
}

const values: Values = {
  global: { secrets: { provider: 'inline' }, tls: { mysql: { enabled: true } } },
  auth: { password: 'root' },
  clients: { orders: { password: 'a b/c' } },
}

const reason = whyNot(mariadbPrograms)

describe.skipIf(reason !== '')(`MariaDB with TLS, as its rendered objects say${reason}`, () => {
  const own = selfSigned('shop-mysql', ['127.0.0.1'])
  const store = rendered(components, 'mysql', values)
  const objects = [...store, certificateSecret('mysql', own)]
  const other = [...store, certificateSecret('mysql', own, selfSigned('shop-mysql').certificate)]
  let root: string
  let server: MariadbServer

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'my-'))
    const [port = 0] = await freePorts(1)
    server = await startMariadb(objects, root, port)
    expect(await provisionMariadb(objects, root, server)).toEqual({ code: 0, output: '' })
  })

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  /** What the wait of the client runs, its files below the root. */
  function wait(with_: readonly Manifest[] = objects) {
    const client = rendered(components, 'orders', { global: values['global'] ?? {} })
    const pod = the<IDeployment>(client, 'Deployment').spec?.template.spec
    const [container] = pod?.initContainers ?? []
    if (!pod || !container) throw new Error('there is no wait')
    const found = localContainer(pod, container, [...with_, ...client], join(root, 'client'))
    return { command: container.command ?? [], environment: server.at(found.environment) }
  }

  it('passes every probe', async () => {
    expect(await findings(server)).toEqual(healthy)
  })

  it('lets the wait of a client end, and not with another CA', async () => {
    const { command, environment } = wait()
    expect(await run(['timeout', '5', ...command], environment)).toEqual({ code: 0, output: '' })
    const { environment: wrong } = wait(other)
    const { code, output } = await run(['timeout', '3', ...command], wrong)
    expect([code, output]).toEqual([124, expect.stringMatching(/certificate|self-signed/i)])
  })

  it('refuses a client without TLS', async () => {
    const { CA_FILE: _, ...environment } = wait().environment
    const at = [`--host=127.0.0.1`, `--port=${environment['DATABASE_PORT']}`, '--user=orders']
    const command = ['mariadb', '--no-defaults', '--skip-ssl', ...at, '-e', 'SELECT 1']
    expect((await run(command, environment)).output).toMatch(/Access denied/)
  })
})
