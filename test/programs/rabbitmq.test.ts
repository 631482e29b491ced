import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rabbitmq } from '../../src/components/rabbitmq/rabbitmq.ts'
import { service } from '../../src/components/service/service.ts'
import { queue } from 'chartwright'
import type { Values } from '../../src/values/value.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { declareQueue, openByUrl } from './amqp.ts'
import { environmentOf } from './local-container.ts'
import { expectMetrics } from './metric-names.ts'
import { kill, run } from './process.ts'
import { failing, findings, healthy, passes } from './probes.ts'
import { whyNot } from './programs.ts'
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
import { printable } from './printable.ts'

const app = () =>
  service({ image: 'shop/app', port: 8080, uses: [queue('rabbitmq', { waitFor: true })] })

const components = { orders: app(), stock: app(), rabbitmq: rabbitmq() }

const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: `it's the "root" \\ 100% `, erlangCookie: 'abcdefghijklmnopqrstuvwx' },
  clients: {
    orders: { password: `${printable}\n` }, // made from a file, as most are
    stock: { password: '$(reboot) `id` #é漢' },
    reports: { password: 'third' },
  },
  extraConfig: { 'management.rates_mode': 'detailed', 'log.console.level': 'warning' },
  extraPlugins: { rabbitmq_consistent_hash_exchange: true, rabbitmq_shovel: false },
} satisfies Values

const store = (more: Values = {}): readonly Manifest[] =>
  rendered(components, 'rabbitmq', { ...values, ...more })

const open = (environment: Record<string, string>): Promise<string> =>
  openByUrl(environment['RABBITMQ_URL'] ?? '')

const reason = whyNot(rabbitmqPrograms)

describe.skipIf(reason !== '')(`RabbitMQ as its rendered objects say${reason}`, () => {
  let root: string
  let cluster: Cluster
  let nodes: Node[] = []

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'rabbitmq-'))
    cluster = await makeCluster(store(), root)
    // The first one first: nodes of RabbitMQ 3.10 that all start together wait long for each other.
    nodes.push(startNode(cluster, 0))
    await untilReady(node(0))
    nodes.push(startNode(cluster, 1), startNode(cluster, 2))
    await Promise.all(nodes.map(untilReady))
  })

  afterAll(async () => {
    if (cluster) await endCluster(cluster, nodes)
    rmSync(root, { recursive: true, force: true })
  })

  function node(ordinal: number): Node {
    const found = nodes[ordinal]
    if (!found) throw new Error(`there is no node ${ordinal}`)
    return found
  }

  /** What one of a client's own containers is given, with another store where it differs. */
  function client(
    name: 'orders' | 'stock',
    { objects = store(), at = 0, of = 'containers' as 'containers' | 'initContainers' } = {},
  ): Record<string, string> {
    const [own] = podOf(name)[of] ?? []
    const environment = environmentOf(own?.env ?? [], [...objects, ...rendered(components, name)])
    return node(at).at(environment)
  }

  /** Asks the management API, as the administrator unless another account is given. */
  const management = (
    path: string,
    account = `admin:${values.auth.password}`,
  ): Promise<Response> => {
    const Authorization = `Basic ${Buffer.from(account).toString('base64')}`
    const url = `http://127.0.0.1:${node(0).ports.management}${path}`
    return fetch(url, { headers: account === '' ? {} : { Authorization } })
  }

  const ask = async (path: string): Promise<unknown> => (await management(path)).json()

  const namesOf = async (what: 'users' | 'vhosts'): Promise<readonly string[]> => {
    const all = (await ask(`/api/${what}`)) as readonly Named[]
    return all.map(({ name, tags = [] }) => [name, ...tags].join(' ')).toSorted()
  }

  it('is one cluster of three nodes, which found each other by name', async () => {
    const running = async (): Promise<readonly unknown[]> => {
      const all = (await ask('/api/nodes')) as readonly Member[]
      return all.map((one) => [one.name, one.running, one.partitions]).toSorted()
    }
    const wanted = [0, 1, 2].map((i) => [`rabbit-${i}@127.0.0.1`, true, []])
    await expect.poll(running).toEqual(wanted) // a node tells the others of itself every few seconds
    expect(await ask('/api/cluster-name')).toEqual({ name: 'shop-rabbitmq' })
  })

  it('has the settings and plugins of the values, and limits by the memory of its pod', async () => {
    const first = (await ask('/api/nodes/rabbit-0@127.0.0.1')) as Plugged
    expect(first).toMatchObject({
      mem_limit: Math.trunc(0.6 * 2 ** 30),
      disk_free_limit: 1_000_000_000,
    })
    expect(first.enabled_plugins).toContain('rabbitmq_consistent_hash_exchange')
    expect(first.enabled_plugins).not.toContain('rabbitmq_shovel')
    expect(await ask('/api/overview')).toMatchObject({ rates_mode: 'detailed' })
  })

  it('passes every probe', async () => {
    expect(await findings(node(1))).toEqual(healthy)
  })

  it('lets nobody in but the administrator, until clients are provisioned', async () => {
    expect(await namesOf('users')).toEqual(['admin administrator'])
    expect(await open(client('orders'))).toContain('ACCESS_REFUSED')
  })

  it('lets the wait of a client end only once it is provisioned', async () => {
    const [wait] = podOf('orders').initContainers ?? []
    const environment = client('orders', { of: 'initContainers' })
    const waited = await run(['timeout', '4', ...(wait?.command ?? [])], environment)
    expect(waited.code).toBe(124)
    expect((await provision(cluster, store())).code).toBe(0)
    expect(await run(wait?.command ?? [], environment)).toEqual({ code: 0, output: '' })
  })

  it('is provisioned again without a change', async () => {
    const users = ['admin administrator', 'orders', 'stock']
    const vhosts = ['/', 'orders', 'stock']
    expect([await namesOf('users'), await namesOf('vhosts')]).toEqual([users, vhosts])
    expect((await provision(cluster, store())).code).toBe(0)
    expect([await namesOf('users'), await namesOf('vhosts')]).toEqual([users, vhosts])
  })

  it.each([0, 1, 2])('lets each client in by RABBITMQ_URL at node %i', async (at) => {
    expect(await open(client('orders', { at }))).toBe('open')
    expect(await open(client('stock', { at }))).toBe('open')
  })

  it('keeps a client out of the virtual host of another', async () => {
    const url = client('orders')['RABBITMQ_URL'] ?? ''
    expect(await openByUrl(url.replace(/orders$/, 'stock'))).toContain('NOT_ALLOWED')
    expect(await openByUrl(url.replace(/orders$/, '%2F'))).toContain('NOT_ALLOWED')
  })

  it.each([
    ['a wrong password', 'orders:wrong'],
    ['the account that RabbitMQ usually has', 'guest:guest'],
  ])('refuses %s', async (_, account) => {
    const { amqp } = node(0).ports
    expect(await openByUrl(`amqp://${account}@127.0.0.1:${amqp}/orders`)).toContain(
      'ACCESS_REFUSED',
    )
  })

  it('shows the management UI, and its figures to the administrator only', async () => {
    const statusOf = async (...asked: Parameters<typeof management>): Promise<number> =>
      (await management(...asked)).status
    expect(await statusOf('/', '')).toBe(200)
    expect(await statusOf('/api/overview')).toBe(200)
    expect(await statusOf('/api/overview', 'admin:wrong')).toBe(401)
    expect(await statusOf('/api/overview', '')).toBe(401)
  })

  it('makes a queue that nobody describes a quorum queue of all nodes', async () => {
    expect(await declareQueue(client('orders')['RABBITMQ_URL'] ?? '', 'made')).toBe('declared')
    expect(await ask('/api/queues/orders/made')).toMatchObject({
      type: 'quorum',
      members: expect.arrayContaining([0, 1, 2].map((i) => `rabbit-${i}@127.0.0.1`)),
    })
  })

  it.each([
    ['rabbitmq', '/metrics'],
    ['rabbitmq-per-object', '/metrics/per-object'],
  ])('prints the metrics of %s that rules and dashboards may name', async (name, path) => {
    const answer = await fetch(`http://127.0.0.1:${node(0).ports.prometheus}${path}`)
    await expectMetrics(name, await answer.text())
  })

  it.each(['/', '/prod', 'events'])('lets clients share the virtual host %s', async (vhost) => {
    const shared = { ...components, rabbitmq: rabbitmq({ vhost }) }
    const objects = rendered(shared, 'rabbitmq', values)
    expect((await provision(cluster, objects)).code).toBe(0)
    expect(await namesOf('vhosts')).toContain(vhost)
    const environment = client('orders', { objects })
    expect(environment['RABBITMQ_VHOST']).toBe(vhost)
    expect(environment['RABBITMQ_URL']?.split('/').at(-1)).toBe(encodeURIComponent(vhost))
    expect(await open(environment)).toBe('open')
    expect(await open(client('stock', { objects }))).toBe('open')
    expect(await declareQueue(environment['RABBITMQ_URL'] ?? '', 'shared')).toBe('declared')
  })

  it('takes in a client that comes later', async () => {
    const more = rendered({ ...components, reports: app() }, 'rabbitmq', values)
    expect((await provision(cluster, more)).code).toBe(0)
    const { amqp } = node(0).ports
    expect(await openByUrl(`amqp://reports:third@127.0.0.1:${amqp}/reports`)).toBe('open')
    expect(await open(client('orders'))).toBe('open')
  })

  it('changes passwords to those of the Secrets, the administrator’s as well', async () => {
    const changed = store({
      auth: { ...values.auth, password: 'another' },
      clients: { ...values.clients, orders: { password: 'a new one' } },
    })
    expect((await provision(cluster, changed)).code).toBe(0)
    expect(await open(client('orders', { objects: changed }))).toBe('open')
    expect(await open(client('orders'))).toContain('ACCESS_REFUSED')
    expect((await management('/api/whoami', 'admin:another')).status).toBe(200)
    expect((await management('/api/whoami')).status).toBe(401)
  })

  it('says which password is empty, and changes nothing', async () => {
    const empty = store().map((one) =>
      one.kind === 'Secret' && one.metadata.name.endsWith('-stock')
        ? { ...one, data: { password: '' } }
        : one,
    )
    const { code, output } = await provision(cluster, empty)
    expect(code).toBe(1)
    expect(output).toMatch(/the password in .*\/stock is empty/)
    expect(await open(client('stock'))).toBe('open')
  })

  it('gives the same environment to a client of a broker outside', async () => {
    const { amqp: port } = node(0).ports
    const objects = store({ mode: 'external', external: { host: '127.0.0.1', port } })
    const environment = client('stock', { objects })
    expect(Object.keys(environment)).toEqual(Object.keys(client('stock')))
    expect(await open(environment)).toBe('open')
  })

  it('does not stop while a queue would lose its quorum', async () => {
    await kill(node(1).running)
    expect(await open(client('stock'))).toBe('open')
    const stopping = await node(2).run(['timeout', '4', ...preStop(node(2))])
    expect(stopping.code).toBe(124)
    expect(await passes(node(2), 'readiness')).toBe(true)
  })

  it('comes back after a kill as the node that it was', async () => {
    nodes[1] = startNode(cluster, 1)
    await untilReady(node(1))
    expect(await open(client('stock', { at: 1 }))).toBe('open')
  })

  it('takes no connection any more once it is about to stop, and then ends cleanly', async () => {
    const leaving = node(2)
    expect((await leaving.run(preStop(leaving))).code).toBe(0)
    expect(await findings(leaving)).toEqual({ startup: false, liveness: true, readiness: false })
    leaving.running.process.kill('SIGTERM')
    expect((await leaving.running.ended).code).toBe(0)
    expect(await open(client('stock'))).toBe('open')
  })

  it('fails every probe once it has stopped', async () => {
    expect(await findings(node(2))).toEqual(failing)
  })
})

interface Named {
  readonly name: string
  readonly tags?: readonly string[]
}

interface Member extends Named {
  readonly running: boolean
  readonly partitions: readonly string[]
}

interface Plugged {
  readonly enabled_plugins: readonly string[]
}

function preStop({ container }: Node): readonly string[] {
  return container.lifecycle?.preStop?.exec?.command ?? []
}

function podOf(name: string): IPodSpec {
  const pod = the<IDeployment>(rendered(components, name), 'Deployment').spec?.template.spec
  if (!pod) throw new Error('there is no pod')
  return pod
}
