import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { queue, rabbitmq, service } from '../../src/index.ts'
import type { Variables } from '../../src/platform/connection-parts.ts'
import type { Values } from '../../src/values/value.ts'
import { rendered } from '../components/rendered.ts'
import { atService } from '../programs/at-service.ts'
import { noIpv6 } from '../programs/ipv6.ts'
import { whyNot } from '../programs/programs.ts'
import {
  type Cluster,
  endCluster,
  makeCluster,
  type Node,
  provision,
  rabbitmqPrograms,
  startNode,
  untilReady,
} from '../programs/rabbitmq-cluster.ts'
import { type Authority, authority, tlsSecret } from './authority.ts'
import { ask, type Driver, whyNotDriver } from './clients.ts'
import { everyCharacter } from './every-character.ts'
import { renderedEnvironment } from './rendered-environment.ts'

/** Each driver with the form that docs/connections.md gives it, the same with TLS and without. */
const drivers: readonly (Driver & { readonly env: Variables })[] = [
  {
    name: 'amqplib',
    language: 'node',
    env: { QUEUE_URL: '{url}', NODE_EXTRA_CA_CERTS: '{ca-file}' },
  },
  { name: 'amqp091-go', language: 'go', env: { QUEUE_URL: '{url}', SSL_CERT_FILE: '{ca-file}' } },
  { name: 'pika', language: 'python', env: { QUEUE_URL: '{url}', SSL_CERT_FILE: '{ca-file}' } },
  {
    name: 'amqp-client',
    language: 'java',
    env: { QUEUE_URL: '{url}', QUEUE_CA_FILE: '{ca-file}' },
  },
]

const platform = (env: Variables): Parameters<typeof rendered>[0] => ({
  orders: service({ image: 'shop/orders', port: 8080, uses: [queue('rabbitmq', { env })] }),
  rabbitmq: rabbitmq(),
})

const withPassword = (password: string, tls: boolean): Values => ({
  global: { secrets: { provider: 'inline' }, tls: { rabbitmq: { enabled: tls } } },
  replicas: 1,
  auth: { password: 'administrator', erlangCookie: 'abcdefghijklmnopqrstuvwx' },
  clients: { orders: { password } },
})

/** The Service is called localhost here. */
const names = ['DNS:shop-rabbitmq', 'DNS:localhost', 'IP:::1']

const reason = whyNot(rabbitmqPrograms)

describe.skipIf(reason !== '').each([
  { how: 'without TLS', tls: false },
  { how: 'with TLS', tls: true },
])(`RabbitMQ $how${reason}`, ({ tls }) => {
  let root: string
  let trusted: Authority
  let cluster: Cluster
  let node: Node
  let port: number

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'rabbitmq-'))
    chmodSync(root, 0o755)
    trusted = await authority(root, 'own')
    const store = rendered(platform({}), 'rabbitmq', withPassword(everyCharacter, tls))
    const objects = [...store, tlsSecret('rabbitmq', await trusted(...names))]
    cluster = await makeCluster(objects, join(root, 'server'))
    node = startNode(cluster, 0)
    port = node.ports.amqp
    await untilReady(node)
    const { code, output } = await provision(cluster, objects)
    if (code !== 0) throw new Error(output)
  })

  afterAll(async () => {
    if (cluster) await endCluster(cluster, node ? [node] : [])
    rmSync(root, { recursive: true, force: true })
  })

  /** The environment of a client with these values. */
  async function given(
    { env }: { readonly env: Variables },
    values: Values,
    { host = 'localhost', ca = trusted } = {},
  ): Promise<Record<string, string>> {
    const objects = [tlsSecret('rabbitmq', await ca(...names))]
    const files = { root: mkdtempSync(join(root, 'client-')), objects }
    const environment = renderedEnvironment(platform(env), 'rabbitmq', values, files)
    return atService(environment, { service: 'shop-rabbitmq', port: 5672, here: port }, host)
  }

  describe.each(drivers)('$name', (driver) => {
    const not = whyNotDriver(driver)
    const client = { seen: { message: 'hello' } }
    const right = withPassword(everyCharacter, tls)

    test.skipIf(not !== '')(
      `sends and gets with every printable character in its password${not}`,
      async () => {
        expect(await ask(driver, await given(driver, right))).toEqual(client)
      },
    )

    test.skipIf(not !== '')(`is refused with a wrong password${not}`, async () => {
      const values = withPassword(`${everyCharacter}x`, tls)
      expect(await ask(driver, await given(driver, values))).toEqual({
        error: expect.stringMatching(/ACCESS.REFUSED|username or password/i),
      })
    })

    test.skipIf(not !== '' || noIpv6 !== '')(
      `connects to an IPv6 address${not || noIpv6}`,
      async () => {
        const values = { ...right, mode: 'external', external: { host: '::1', port } }
        expect(await ask(driver, await given(driver, values))).toEqual(client)
      },
    )

    if (!tls) return

    test.skipIf(not !== '')(`refuses a server whose CA is another${not}`, async () => {
      const ca = await authority(root, 'other')
      expect(await ask(driver, await given(driver, right, { ca }))).toEqual({
        error: expect.stringMatching(/certificat/i),
      })
    })

    test.skipIf(not !== '')(`refuses a server whose name is another${not}`, async () => {
      expect(await ask(driver, await given(driver, right, { host: '127.0.0.1' }))).toEqual({
        error: expect.stringMatching(/certificate|hostname|alternative names/i),
      })
    })

    test.skipIf(not !== '')(`is refused without TLS${not}`, async () => {
      const values = withPassword(everyCharacter, false)
      expect(await ask(driver, await given(driver, values))).toEqual({
        error: expect.stringMatching(
          /ECONNRESET|EPIPE|EOF|reset|closed|broken pipe|frame_max|IOException/i,
        ),
      })
    })
  })
})
