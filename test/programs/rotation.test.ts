import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { chartwright } from '../commands/project.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openByUrl } from './amqp.ts'
import platform from './rotation/platform.ts'
import { environmentOf } from './local-container.ts'
import {
  postgresqlPrograms,
  provision as provisionPostgresql,
  startServer,
} from './postgresql-server.ts'
import { kill, run } from './process.ts'
import { type Programs, whyNot } from './programs.ts'
import {
  endCluster,
  makeCluster,
  provision as provisionRabbitmq,
  rabbitmqPrograms,
  startNode,
  untilReady as untilNodeReady,
} from './rabbitmq-cluster.ts'
import { redisPrograms, startRedis, untilReady } from './redis-server.ts'

const project = {
  'Chart.yaml': `apiVersion: v2
name: shop
description: A small shop
version: 1.0.0
appVersion: "1.0.0"
kubeVersion: ">=1.29.0-0"
`,
  'platform.ts': readFileSync(new URL('rotation/platform.ts', import.meta.url), 'utf8'),
}

const { components } = platform

/** One store on this machine. */
interface Store {
  /** Does what the upgrade does that the command names: the Job runs again, or the pod restarts. */
  readonly takeOver: (objects: readonly Manifest[]) => Promise<void>
  readonly letsIn: (objects: readonly Manifest[]) => Promise<boolean>
  readonly end: () => Promise<void>
}

const stores: Readonly<
  Record<
    string,
    readonly [Programs, (objects: readonly Manifest[], root: string) => Promise<Store>]
  >
> = {
  postgresql: [postgresqlPrograms, startPostgresqlStore],
  redis: [redisPrograms, startRedisStore],
  rabbitmq: [rabbitmqPrograms, startRabbitmqStore],
}

describe.each(Object.entries(stores))(
  'rotation in %s by the command',
  (name, [programs, start]) => {
    const reason = whyNot(programs)

    it.skipIf(reason !== '')(
      `refuses the password before, and takes the new one${reason}`,
      async () => {
        const root = temporaryFolder(project)
        const before = await objectsOf(name, root, '--new')
        const store = await start(before, root)
        onTestFinished(store.end)
        expect(await store.letsIn(before)).toBe(true)

        const kept = await objectsOf(name, root)
        expect(secretsOf(kept)).toEqual(secretsOf(before))
        const after = await objectsOf(name, root, '--rotate', `${name}-orders`)
        expect(await store.letsIn(after)).toBe(false)
        await store.takeOver(after)
        expect([await store.letsIn(before), await store.letsIn(after)]).toEqual([false, true])
      },
    )
  },
)

/** What is in the cluster once the Secrets of the command are applied. */
async function objectsOf(
  store: string,
  root: string,
  ...options: readonly string[]
): Promise<readonly Manifest[]> {
  const args = ['secrets', '.', '--release', 'shop', '--file', 'secrets.yaml', ...options]
  const { exitCode, output } = await chartwright(root, args)
  expect([exitCode, output]).toEqual([0, expect.any(String)])
  const secrets = parseAllDocuments(readFileSync(join(root, 'secrets.yaml'), 'utf8'))
  return [...rendered(components, store), ...secrets.map((one) => one.toJS() as Manifest)]
}

function secretsOf(objects: readonly Manifest[]): readonly Manifest[] {
  return objects.filter(({ kind }) => kind === 'Secret')
}

/** The environment of the client's container, from what is in the cluster. */
function client(objects: readonly Manifest[]): Readonly<Record<string, string>> {
  const own = rendered(components, 'orders')
  const [container] = the<IDeployment>(own, 'Deployment').spec?.template.spec?.containers ?? []
  const others = Object.keys(stores).flatMap((store) =>
    rendered(components, store).filter(({ kind }) => kind === 'ConfigMap'),
  )
  return environmentOf(container?.env ?? [], [...own, ...others, ...secretsOf(objects)])
}

async function startPostgresqlStore(objects: readonly Manifest[], root: string): Promise<Store> {
  const [port = 0] = await freePorts(1)
  const server = await startServer(objects, root, port)
  const takeOver = async (now: readonly Manifest[]): Promise<void> => {
    const { code, output } = await provisionPostgresql(now, root, server)
    expect([code, output]).toEqual([0, expect.any(String)])
  }
  await takeOver(objects)
  return {
    takeOver,
    letsIn: async (now) => {
      const environment = server.at(client(now))
      const url = environment['DATABASE_URL'] ?? ''
      return (await run(['psql', '-XAtc', 'SELECT 1', url], environment)).code === 0
    },
    end: () => kill(server.running),
  }
}

async function startRedisStore(objects: readonly Manifest[], root: string): Promise<Store> {
  const [port = 0] = await freePorts(1)
  let server = startRedis(objects, root, port)
  await untilReady(server)
  return {
    takeOver: async (now) => {
      await kill(server.running)
      server = startRedis(now, root, port)
      await untilReady(server)
    },
    letsIn: async (now) => {
      const environment = server.at(client(now))
      const ping = ['redis-cli', '--no-auth-warning', '-u', environment['REDIS_URL'] ?? '', 'PING']
      return (await run(ping, environment)).output === 'PONG\n'
    },
    end: () => kill(server.running),
  }
}

async function startRabbitmqStore(objects: readonly Manifest[]): Promise<Store> {
  const cluster = await makeCluster(objects, temporaryFolder())
  const node = startNode(cluster, 0)
  await untilNodeReady(node)
  const takeOver = async (now: readonly Manifest[]): Promise<void> => {
    const { code, output } = await provisionRabbitmq(cluster, now)
    expect([code, output]).toEqual([0, expect.any(String)])
  }
  await takeOver(objects)
  return {
    takeOver,
    letsIn: async (now) => (await openByUrl(node.at(client(now))['RABBITMQ_URL'] ?? '')) === 'open',
    end: () => endCluster(cluster, [node]),
  }
}
