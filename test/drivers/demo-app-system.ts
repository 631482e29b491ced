import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { atService, type StandIn } from '../programs/at-service.ts'
import { type Answer, ask, type Question } from '../programs/gateway/client.ts'
import { layOut } from '../programs/gateway/container.ts'
import { startNameServer } from '../programs/gateway/name-server.ts'
import { startNginx } from '../programs/gateway/nginx.ts'
import * as postgresql from '../programs/postgresql-server.ts'
import { kill, own, type Running, start } from '../programs/process.ts'
import { startRedis, untilReady } from '../programs/redis-server.ts'
import { type SystemObjects, systemObjects } from './demo-app-objects.ts'
import { makeNodes } from './elasticsearch-nodes.ts'
import { startFerretdb } from './ferretdb-server.ts'
import { kafka3, makeBrokers } from './kafka-brokers.ts'
import type { Toolchain } from './toolchains.ts'
import { makeServers } from './zookeeper-servers.ts'

/** What the system is made of. */
export type Programs = Readonly<
  Record<
    'ferretdb' | 'kafka' | 'zookeeper' | 'elasticsearch' | 'standIns',
    Extract<Toolchain, { folder: string }>
  >
>

/** demo-app on this machine: gateway and stores by their own programs, services by stand-ins. */
export interface System {
  /** Asks the gateway. */
  ask(path: string, question?: Partial<Question>): Promise<Answer>
  end(): Promise<void>
}

/** The services, each with the address of its one pod. */
const services = {
  user: '127.0.93.1',
  product: '127.0.93.2',
  order: '127.0.93.3',
  analytics: '127.0.93.4',
  notification: '127.0.93.5',
} as const

/** A Service that is elsewhere here. */
interface Place extends StandIn {
  readonly host: string
}

/** Starts all of demo-app as its rendered objects say, with one member of each store. */
export async function startSystem(programs: Programs): Promise<System> {
  const root = mkdtempSync(join(tmpdir(), 'demo-app-'))
  own(root)
  const open: (() => Promise<unknown>)[] = [
    async () => rmSync(root, { recursive: true, force: true }),
  ]
  const end = async (): Promise<void> => {
    for (const close of open.toReversed()) await close()
  }
  try {
    const names = await startNameServer()
    open.push(() => names.close())
    const objects = await systemObjects({
      gateway: { resolver: { addresses: [`127.0.0.1:${names.port}`] } },
      kafka: { replicas: 1 },
      zookeeper: { replicas: 1 },
    })
    const places = await Promise.all([
      startPostgresql(objects, join(root, 'postgres'), open),
      startCache(objects, join(root, 'redis'), open),
      startKafka(objects, programs, open),
      startElasticsearch(objects, programs, open),
      startMongodb(objects, programs, join(root, 'mongodb'), open),
    ])
    await Promise.all(
      Object.entries(services).map(async ([name, address]) => {
        names.records.set(`shop-${name}.default.svc.cluster.local`, [address])
        await startService(name, address, { objects, places, programs, open })
      }),
    )
    const gateway = await layOut(objects.of('gateway'))
    const nginx = await startNginx(gateway)
    open.push(() => nginx.stop())
    const headers = { Host: 'demo-app.local' }
    return { end, ask: (path, more) => ask({ port: gateway.port, path, headers, ...more }) }
  } catch (error) {
    await end()
    throw error
  }
}

type Open = (() => Promise<unknown>)[]

async function startPostgresql(objects: SystemObjects, root: string, open: Open): Promise<Place> {
  const [here = 0] = await freePorts(1)
  const server = await postgresql.startServer(objects.of('postgres'), root, here)
  open.push(() => kill(server.running))
  await succeeded(postgresql.provision(objects.of('postgres'), root, server))
  return { service: 'shop-postgres', port: 5432, host: '127.0.0.1', here }
}

async function startCache(objects: SystemObjects, root: string, open: Open): Promise<Place> {
  const [here = 0] = await freePorts(1)
  const server = startRedis(objects.of('redis'), root, here)
  open.push(() => kill(server.running))
  await untilReady(server)
  return { service: 'shop-redis', port: 6379, host: '127.0.0.1', here }
}

/** Kafka on ZooKeeper. */
async function startKafka(objects: SystemObjects, programs: Programs, open: Open): Promise<Place> {
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

async function startElasticsearch(
  objects: SystemObjects,
  { elasticsearch }: Programs,
  open: Open,
): Promise<Place> {
  const nodes = makeNodes(elasticsearch, { network: '127.0.92', readiness: 9420 })
  open.push(() => nodes.end())
  nodes.lay(objects.of('elasticsearch'), 0)
  nodes.start(0)
  await nodes.joined(0)
  return { service: 'shop-elasticsearch', port: 9200, host: '127.0.92.1', here: 9200 }
}

/** What speaks the protocol of MongoDB, with a user for each client. */
async function startMongodb(
  objects: SystemObjects,
  { ferretdb }: Programs,
  root: string,
  open: Open,
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

interface Surroundings {
  readonly objects: SystemObjects
  readonly places: readonly Place[]
  readonly programs: Programs
  readonly open: Open
}

/** Starts a stand-in with its rendered environment, in which Services are where their servers are. */
async function startService(
  name: string,
  address: string,
  { objects, places, programs, open }: Surroundings,
): Promise<void> {
  const environment = places.reduce(
    (all, place) => atService(all, place, place.host),
    objects.environment(name) as Record<string, string>,
  )
  const program = [...programs.standIns.command, join(programs.standIns.folder, `${name}.js`)]
  const running = start([...program, address], environment, process.getuid?.())
  open.push(() => kill(running))
  const port = environment['PORT'] ?? ''
  while (!(await isHealthy(`http://${address}:${port}/health`))) await goesOn(running)
}

const isHealthy = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

/** Waits a little. Throws where a program has ended meanwhile. */
async function goesOn({ process: child, ended }: Running): Promise<void> {
  if (child.exitCode !== null) throw new Error((await ended).output)
  await pause(200)
}

async function succeeded(outcome: ReturnType<typeof postgresql.provision>): Promise<void> {
  const { code, output } = await outcome
  if (code !== 0) throw new Error(output)
}
