import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queue, rabbitmq, service } from '../../src/index.ts'
import type { Values } from '../../src/values/value.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { openByUrl } from './amqp.ts'
import { selfSigned } from './gateway/self-signed.ts'
import { localContainer } from './local-container.ts'
import { findings, healthy } from './probes.ts'
import { type Outcome, run } from './process.ts'
import { type Programs, whyNot } from './programs.ts'
import {
  type Cluster,
  endCluster,
  makeCluster,
  type Node,
  provision,
  rabbitmqPrograms,
  startNode,
  untilReady,
} from './rabbitmq-cluster.ts'
import { certificateSecret } from './store-certificate.ts'

const components = {
  orders: service({ image: 'shop/app', port: 8080, uses: [queue('rabbitmq', { waitFor: true })] }),
  rabbitmq: rabbitmq(),
}

const values: Values = {
  global: { secrets: { provider: 'inline' }, tls: { rabbitmq: { enabled: true } } },
  replicas: 1,
  auth: { password: 'root', erlangCookie: 'abcdefghijklmnopqrstuvwx' },
  clients: { orders: { password: 'a b/c' } },
}

/** The image has openssl, too. */
const programs: Programs = { ...rabbitmqPrograms, names: [...rabbitmqPrograms.names, 'openssl'] }
const reason = whyNot(programs)

describe.skipIf(reason !== '')(`RabbitMQ with TLS, as its rendered objects say${reason}`, () => {
  const own = selfSigned('shop-rabbitmq', ['127.0.0.1'])
  const store = rendered(components, 'rabbitmq', values)
  const objects = [...store, certificateSecret('rabbitmq', own)]
  const another = selfSigned('shop-rabbitmq', ['127.0.0.1']).certificate
  let root: string
  let cluster: Cluster
  let node: Node

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'rabbitmq-'))
    cluster = await makeCluster(objects, root)
    node = startNode(cluster, 0)
    await untilReady(node)
    const { code, output } = await provision(cluster, objects)
    expect([code, output]).toEqual([0, expect.any(String)])
  })

  afterAll(async () => {
    if (cluster) await endCluster(cluster, node ? [node] : [])
    rmSync(root, { recursive: true, force: true })
  })

  /** A container of the client, its files below the root. */
  function client(choose: 'containers' | 'initContainers', with_: readonly Manifest[] = objects) {
    const orders = rendered(components, 'orders', { global: values['global'] ?? {} })
    const pod = the<IDeployment>(orders, 'Deployment').spec?.template.spec
    const container: IContainer | undefined = pod?.[choose]?.[0]
    if (!pod || !container) throw new Error('there is no such container')
    const found = localContainer(pod, container, [...with_, ...orders], join(root, choose))
    return { command: container.command ?? [], environment: node.at(found.environment) }
  }

  const url = (): string => client('containers').environment['RABBITMQ_URL'] ?? ''

  it('passes every probe', async () => {
    expect(await findings(node)).toEqual(healthy)
  })

  it('lets a client in by its URL and its CA, and nobody with another CA', async () => {
    expect(url()).toMatch(/^amqps:/)
    expect(await openByUrl(url(), own.certificate)).toBe('open')
    await expect(openByUrl(url(), another)).rejects.toThrow('self-signed certificate')
  })

  it('lets the wait of a client end, and not with another CA or a wrong password', async () => {
    const wait = (with_ = objects, more = {}): Promise<Outcome> => {
      const { command, environment } = client('initContainers', with_)
      return run(['timeout', '5', ...command], { ...environment, ...more })
    }
    expect(await wait()).toEqual({ code: 0, output: '' })
    const untrusted = [...store, certificateSecret('rabbitmq', own, another)]
    expect((await wait(untrusted)).code).toBe(124)
    expect((await wait(objects, { RABBITMQ_PASSWORD: 'wrong' })).code).toBe(124)
  })

  it('verifies the name of the server in the wait', async () => {
    const { command, environment } = client('initContainers')
    const elsewhere = { ...environment, RABBITMQ_HOST: 'localhost' }
    expect((await run(['timeout', '5', ...command], elsewhere)).code).toBe(124)
  })

  it('refuses a client without TLS, and a wrong password', async () => {
    expect(await openByUrl(url().replace('amqps:', 'amqp:'))).toBe('closed')
    const wrong = url().replace('a%20b%2Fc', 'wrong')
    expect(await openByUrl(wrong, own.certificate)).toContain('ACCESS_REFUSED')
  })
})
