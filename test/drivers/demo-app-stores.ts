import { join } from 'node:path'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import type { StandIn } from '../programs/at-service.ts'
import * as postgresql from '../programs/postgresql-server.ts'
import { kill } from '../programs/process.ts'
import { startRedis, untilReady } from '../programs/redis-server.ts'
import { makeNodes as makeRing } from './cassandra-nodes.ts'
import type { SystemObjects } from './demo-app-objects.ts'
import { makeNodes } from './elasticsearch-nodes.ts'
import { startFerretdb } from './ferretdb-server.ts'
import { kafka3, makeBrokers } from './kafka-brokers.ts'
import type { Toolchain } from './toolchains.ts'
import { makeServers } from './zookeeper-servers.ts'

/** What the system is made of. */
export type Programs = Readonly<
  Record<
    'cassandra' | 'ferretdb' | 'kafka' | 'zookeeper' | 'elasticsearch' | 'standIns',
    Extract<Toolchain, { folder: string }>
  >
>

/** A Service that is elsewhere here. */
export interface Place extends StandIn {
  readonly host: string
}

/** What the stores are started from. */
export interface Stores {
  readonly objects: SystemObjects
  readonly programs: Programs
  /** What ends them, the last one first. */
  readonly open: (() => Promise<unknown>)[]
}

/** Starts every store with one member, as its rendered objects say, and provisions it. */
export function startStores(root: string, stores: Stores): Promise<readonly Place[]> {
  return Promise.all([
    startPostgresql(stores, join(root, 'postgres')),
    startCache(stores, join(root, 'redis')),
    startKafka(stores),
    startElasticsearch(stores),
    startCassandra(stores),
    startMongodb(stores, join(root, 'mongodb')),
  ])
}

async function startPostgresql({ objects, open }: Stores, root: string): Promise<Place> {
  const [here = 0] = await freePorts(1)
  const server = await postgresql.startServer(objects.of('postgres'), root, here)
  open.push(() => kill(server.running))
  await succeeded(postgresql.provision(objects.of('postgres'), root, server))
  return { service: 'shop-postgres', port: 5432, host: '127.0.0.1', here }
}

async function startCache({ objects, open }: Stores, root: string): Promise<Place> {
  const [here = 0] = await freePorts(1)
  const server = startRedis(objects.of('redis'), root, here)
  open.push(() => kill(server.running))
  await untilReady(server)
  return { service: 'shop-redis', port: 6379, host: '127.0.0.1', here }
}

/** Kafka on ZooKeeper. */
async function startKafka({ objects, programs, open }: Stores): Promise<Place> {
  const servers = makeServers(objects.of('zookeeper'), programs.zookeeper.command, '127.0.90')
  open.push(() => servers.end())
  const brokers = makeBrokers(objects.of('kafka'), programs.kafka.command, {
    network: '127.0.91',
    environment: { ...objects.environment('kafka'), ZOOKEEPER_HOST: servers.address(0) },
    ...kafka3,
  })
  open.push(() => brokers.end())
  servers.start(0)
  await servers.ready(0)
  await brokers.start(0)
  await brokers.inSync(0)
  await succeeded(brokers.provision())
  return { service: 'shop-kafka', port: 9092, host: '127.0.91.1', here: 9092 }
}

async function startElasticsearch({
  objects,
  programs: { elasticsearch },
  open,
}: Stores): Promise<Place> {
  const nodes = makeNodes(elasticsearch, { network: '127.0.92', readiness: 9420 })
  open.push(() => nodes.end())
  nodes.lay(objects.of('elasticsearch'), 0)
  nodes.start(0)
  await nodes.joined(0)
  return { service: 'shop-elasticsearch', port: 9200, host: '127.0.92.1', here: 9200 }
}

async function startCassandra({ objects, programs: { cassandra }, open }: Stores): Promise<Place> {
  const nodes = makeRing(cassandra, '127.0.96')
  open.push(() => nodes.end())
  nodes.lay(objects.of('cassandra'), 0)
  nodes.start(0)
  await nodes.joined(0)
  await succeeded(nodes.provision(objects.of('cassandra')))
  return { service: 'shop-cassandra', port: 9042, host: nodes.address(0), here: 9042 }
}

/** What speaks the protocol of MongoDB, with a user for each client. */
async function startMongodb(
  { objects, programs: { ferretdb }, open }: Stores,
  root: string,
): Promise<Place> {
  const host = '127.0.94.1'
  const users = ['user', 'product'].map((name) => ({
    name,
    password: objects.environment(name)['MONGODB_PASSWORD'] ?? '',
  }))
  const running = await startFerretdb(ferretdb, { address: host, root }, users)
  open.push(() => kill(running))
  return { service: 'shop-mongodb', port: 27_017, host, here: 27_017 }
}

async function succeeded(outcome: ReturnType<typeof postgresql.provision>): Promise<void> {
  const { code, output } = await outcome
  if (code !== 0) throw new Error(output)
}
