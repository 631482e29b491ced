import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { queue, rabbitmq, service } from '../../src/index.ts'
import type { Values } from '../../src/values/value.ts'
import { rendered } from '../components/rendered.ts'
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
import { ask, type Driver, whyNotDriver } from './clients.ts'
import { everyCharacter } from './every-character.ts'
import { renderedEnvironment } from './rendered-environment.ts'

const drivers: readonly Driver[] = [
  { name: 'amqplib', language: 'node' },
  { name: 'amqp091-go', language: 'go' },
  { name: 'pika', language: 'python' },
  { name: 'amqp-client', language: 'java' },
]

const components = {
  orders: service({
    image: 'shop/orders',
    port: 8080,
    uses: [queue('rabbitmq', { env: { QUEUE_URL: '{url}' } })],
  }),
  rabbitmq: rabbitmq(),
}

const withPassword = (password: string): Values => ({
  global: { secrets: { provider: 'inline' } },
  replicas: 1,
  auth: { password: 'administrator', erlangCookie: 'abcdefghijklmnopqrstuvwx' },
  clients: { orders: { password } },
})

const reason = whyNot(rabbitmqPrograms)

describe.skipIf(reason !== '')(`RabbitMQ${reason}`, () => {
  let root: string
  let cluster: Cluster
  const nodes: Node[] = []

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'rabbitmq-'))
    const objects = rendered(components, 'rabbitmq', withPassword(everyCharacter))
    cluster = await makeCluster(objects, root)
    const node = startNode(cluster, 0)
    nodes.push(node)
    await untilReady(node)
    const { code, output } = await provision(cluster, objects)
    if (code !== 0) throw new Error(output)
  })

  afterAll(async () => {
    if (cluster) await endCluster(cluster, nodes)
    rmSync(root, { recursive: true, force: true })
  })

  describe.each(drivers)('$name', (driver) => {
    const not = whyNotDriver(driver)
    const as = (password: string): Readonly<Record<string, string>> => {
      const [node] = nodes
      if (!node) throw new Error('there is no node')
      return node.at(renderedEnvironment(components, 'rabbitmq', withPassword(password)))
    }

    test.skipIf(not !== '')(
      `sends and gets with every printable character in its password${not}`,
      async () => {
        expect(await ask(driver, as(everyCharacter))).toEqual({ seen: { message: 'hello' } })
      },
    )

    test.skipIf(not !== '')(`is refused with a wrong password${not}`, async () => {
      expect(await ask(driver, as(`${everyCharacter}x`))).toEqual({
        error: expect.stringMatching(/ACCESS.REFUSED|username or password/i),
      })
    })
  })
})
