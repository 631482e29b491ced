import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { type Manifest, the } from '../components/rendered.ts'
import { atService, standIn } from './at-service.ts'
import { passes, type Probed } from './probes.ts'
import { pathOf, type Programs } from './programs.ts'
import { localContainer } from './local-container.ts'
import { run, type Running, start, own } from './process.ts'

/** Redis' programs. */
export const redisPrograms: Programs = {
  names: ['bash', 'redis-server', 'redis-cli'],
  from: 'redis-server redis-tools',
}

/** A server that runs as its rendered pod says. */
export interface RedisServer extends Probed {
  readonly running: Running
  /** The environment of a pod's clients: the Service is this server. */
  readonly at: (environment: Readonly<Record<string, string>>) => Record<string, string>
}

/** Starts the server of the rendered objects, with its data below the root. */
export function startRedis(objects: readonly Manifest[], root: string, port: number): RedisServer {
  const { metadata, spec } = serverOf(objects)
  const pod = spec?.template.spec
  const [container] = pod?.containers ?? []
  if (!pod || !container) throw new Error('the pod has no container')
  const service = standIn(metadata?.name ?? '', container, port)
  const { environment, local } = localContainer(pod, container, objects, root)
  for (const directory of [root, local('/data'), local('/run/redis')]) own(directory)
  const path = `${writePrograms(root, hasTls(objects, metadata?.name ?? '') ? `--tls-port ${port}` : `--port ${port}`, port)}:${pathOf(redisPrograms)}`
  const inside = { ...environment, PATH: path }
  return {
    running: start(container.command?.map(local) ?? [], inside),
    container,
    run: (command) => run(command.map(local), inside),
    portOf: () => port,
    at: (client) => ({ ...atService(client, service), PATH: pathOf(redisPrograms) }),
  }
}

/** What has the server's pod, whichever the model says. */
function serverOf(objects: readonly Manifest[]): IDeployment | IStatefulSet {
  const isSet = objects.some(({ kind }) => kind === 'StatefulSet')
  return the(objects, isSet ? 'StatefulSet' : 'Deployment')
}

/** Waits until the probe of a server holds. */
export async function untilReady(server: RedisServer): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await passes(server, 'readiness')) return
    if (server.running.process.exitCode !== null)
      throw new Error((await server.running.ended).output)
    await pause(100)
  }
  throw new Error('the server does not become ready')
}

/** Whether the server has a port for TLS alone. */
function hasTls(objects: readonly Manifest[], server: string): boolean {
  const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', server)
  return /^tls-port /m.test(data['redis.conf'] ?? '')
}

/** The programs as in the pod, but for the port, which is not free on every machine. */
function writePrograms(root: string, listen: string, port: number): string {
  const directory = join(root, 'bin')
  mkdirSync(directory, { recursive: true })
  const path = pathOf(redisPrograms)
  writeProgram(
    directory,
    'redis-server',
    `PATH=${path} exec redis-server "$@" --bind 127.0.0.1 -::1 ${listen}`,
  )
  writeProgram(directory, 'redis-cli', `PATH=${path} exec redis-cli -p ${port} "$@"`)
  return directory
}

function writeProgram(directory: string, name: string, line: string): void {
  writeFileSync(join(directory, name), `#!/bin/sh\n${line}\n`)
  chmodSync(join(directory, name), 0o755)
}
