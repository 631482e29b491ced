import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { atService } from '../programs/at-service.ts'
import { type Answer, ask, type Question } from '../programs/gateway/client.ts'
import { layOut } from '../programs/gateway/container.ts'
import { startNameServer } from '../programs/gateway/name-server.ts'
import { startNginx } from '../programs/gateway/nginx.ts'
import { kill, own, type Running, start } from '../programs/process.ts'
import { systemObjects } from './demo-app-objects.ts'
import { type Place, type Programs, startStores, type Stores } from './demo-app-stores.ts'

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
      cassandra: { replicas: 1 },
      kafka: { replicas: 1 },
      zookeeper: { replicas: 1 },
    })
    const places = await startStores(root, { objects, programs, open })
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

interface Surroundings extends Stores {
  readonly places: readonly Place[]
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
