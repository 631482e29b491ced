import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { type Manifest, the } from '../components/rendered.ts'
import { atService, standIn } from './at-service.ts'
import { localContainer } from './local-container.ts'
import { passes, type Probed } from './probes.ts'
import { type Outcome, own, run, type Running, start } from './process.ts'
import { pathOf, type Programs } from './programs.ts'

/** MariaDB's programs; Debian keeps the server outside the PATH of most users. */
export const mariadbPrograms: Programs = {
  names: ['bash', 'mariadbd', 'mariadb-install-db', 'mariadb', 'mariadb-admin'],
  from: 'mariadb-server',
  directories: ['/usr/sbin'],
}

/** A server that runs as its rendered pod says. */
export interface MariadbServer extends Probed {
  readonly running: Running
  /** The environment of a pod's clients: the Service is this server. */
  readonly at: (environment: Readonly<Record<string, string>>) => Record<string, string>
}

/** Starts the server of the rendered objects, with its data below the root, and waits until it is ready. */
export async function startMariadb(
  objects: readonly Manifest[],
  root: string,
  port: number,
): Promise<MariadbServer> {
  const { metadata, spec } = the<IStatefulSet>(objects, 'StatefulSet')
  const { pod, container } = podOf(spec?.template.spec)
  const { environment, local } = localContainer(pod, container, objects, root)
  for (const directory of ['', 'tmp', 'var/lib/mysql', 'run/mysqld']) own(join(root, directory))
  const inside = { ...environment, PATH: `${writeProgram(root, port)}:${pathOf(mariadbPrograms)}` }
  const service = standIn(metadata?.name ?? '', container, port)
  const server: MariadbServer = {
    running: start(container.command?.map(local) ?? [], inside),
    container,
    run: (command) => run(command.map(local), inside),
    portOf: () => port,
    at: (client) => ({ ...atService(client, service), PATH: pathOf(mariadbPrograms) }),
  }
  await untilReady(server)
  return server
}

/** Runs the provisioning Job of the rendered objects against a server. */
export function provisionMariadb(
  objects: readonly Manifest[],
  root: string,
  server: MariadbServer,
): Promise<Outcome> {
  const { pod, container } = podOf(the<IJob>(objects, 'Job').spec?.template.spec)
  const { environment, local } = localContainer(pod, container, objects, root)
  return run(container.command?.map(local) ?? [], server.at(environment))
}

function podOf(pod: IPodSpec | undefined) {
  const [container] = pod?.containers ?? []
  if (!pod || !container) throw new Error('there is no container')
  return { pod, container }
}

/** The server as in the pod, but for its port, which is not free on every machine. */
function writeProgram(root: string, port: number): string {
  const directory = join(root, 'bin')
  mkdirSync(directory, { recursive: true })
  const file = join(directory, 'mariadbd')
  const line = `exec /usr/sbin/mariadbd "$@" --port=${port} --bind-address=127.0.0.1`
  writeFileSync(file, `#!/bin/sh\n${line}\n`)
  chmodSync(file, 0o755)
  return directory
}

async function untilReady(server: MariadbServer): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await passes(server, 'readiness')) return
    if (server.running.process.exitCode !== null)
      throw new Error((await server.running.ended).output)
    await pause(100)
  }
  throw new Error('the server does not become ready')
}
