import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensemble, kafka, service, zookeeper } from 'chartwright'
import { rendered, the } from '../components/rendered.ts'
import { environmentOf } from '../programs/local-container.ts'
import { authority, tlsSecret } from './authority.ts'
import { type Brokers, kafka3, makeBrokers } from './kafka-brokers.ts'
import { clients, kafkaCases, nodes, topics, values } from './kafka-cases.ts'
import { serveAt, type Service } from './service-proxy.ts'
import { toolchain } from './toolchains.ts'
import { type Login, makeServers, type Servers } from './zookeeper-servers.ts'

const components = {
  ...clients,
  watcher: service({ image: 'shop/app', port: 8080, uses: [ensemble('zookeeper')] }),
  kafka: kafka({ topics, exporter: true, uses: [ensemble('zookeeper')] }),
  zookeeper: zookeeper(),
}

const ofZookeeper = {
  global: values.global,
  auth: { password: 'administrator', quorumPassword: 'abcdefghijklmnopqrstuvwx' },
  clients: { kafka: { password: `it's "k" \\ 100% $(x)` }, watcher: { password: 'watcher' } },
}
/** Kafka is reached over TLS; ZooKeeper has none. */
const tls = { ...values.global, tls: { kafka: { enabled: true } } }
const watcher: Login = { user: 'watcher', password: 'watcher' }

const java = { kafka: await toolchain('kafka-3'), zookeeper: await toolchain('zookeeper') }
const reason = Object.values(java).flatMap((one) => ('reason' in one ? one.reason : []))[0]
if (reason !== undefined && process.env['CI'] !== undefined) throw new Error(reason)

describe.skipIf(reason !== undefined)(
  `Kafka 3.9.2 with TLS on ZooKeeper 3.9.5 as their rendered objects say${reason ?? ''}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'kafka-ca-'))
    let brokers: Brokers
    let servers: Servers
    let service: Service

    beforeAll(async () => {
      if ('reason' in java.kafka || 'reason' in java.zookeeper) return
      const ensembleObjects = rendered(components, 'zookeeper', ofZookeeper)
      servers = makeServers(ensembleObjects, java.zookeeper.command, '127.0.81')
      service = await serveAt({ host: '127.0.81.100', port: 2181 }, nodes.map(servers.address))
      const signed = await (
        await authority(folder)
      )(...nodes.map((node) => `IP:127.0.82.${node + 1}`))
      const objects = [
        ...rendered(components, 'kafka', { ...values, global: tls }),
        tlsSecret('kafka', signed),
      ]
      const pod = the<IStatefulSet>(objects, 'StatefulSet').spec?.template.spec
      const environment = environmentOf(pod?.containers[0]?.env ?? [], [
        ...objects,
        ...ensembleObjects,
      ])
      expect(environment).toMatchObject({
        ZOOKEEPER_HOST: 'shop-zookeeper',
        ZOOKEEPER_PORT: '2181',
      })
      brokers = makeBrokers(objects, java.kafka.command, {
        network: '127.0.82',
        environment: { ...environment, ZOOKEEPER_HOST: '127.0.81.100' },
        restartsAfter: /NodeExistsException/, // until the session of a lost node ends
        ...kafka3,
      })
      await Promise.all(nodes.map((node) => brokers.start(node)))
      for (const node of nodes) servers.start(node)
      await Promise.all(nodes.map((node) => servers.ready(node)))
      await Promise.all(nodes.map((node) => brokers.inSync(node)))
      expect(await brokers.provision()).toMatchObject({ code: 0 })
    }, 300_000)

    afterAll(async () => {
      await Promise.all([brokers?.end(), servers?.end(), service?.close()])
      rmSync(folder, { recursive: true })
    })

    it('keeps its nodes in ZooKeeper for itself', { timeout: 120_000 }, async () => {
      const denied = /Insufficient permission/
      const nobody = await servers.shell(undefined, 'get', '/kafka/cluster/id')
      expect(nobody.output).toMatch(/SessionClosedRequireAuth|ConnectionLoss|Session closed/)
      for (const command of [
        ['create', '/kafka/brokers/topics/mine', 'x'],
        ['set', '/kafka/config/topics/app-events', '{}'],
        ['delete', '/kafka/controller'],
        ['get', '/kafka/config/users/orders'],
      ])
        expect((await servers.shell(watcher, ...command)).output).toMatch(denied)
    })

    kafkaCases(() => brokers)

    it(
      'goes on while its ensemble is restarted, and is the same cluster',
      { timeout: 240_000 },
      async () => {
        const id = async (): Promise<string> =>
          /"id":"([^"]+)"/.exec(
            (await servers.shell(watcher, 'get', '/kafka/cluster/id')).output,
          )?.[1] ?? ''
        const before = await id()
        expect(before).not.toBe('')
        for (const server of nodes) {
          await servers.stop(server)
          servers.start(server)
          await servers.ready(server)
        }
        await brokers.stop(0)
        await brokers.start(0)
        await brokers.inSync(0)
        expect(await id()).toBe(before)
      },
    )
  },
)
