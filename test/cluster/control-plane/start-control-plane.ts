import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Access, grantAccess } from './access.ts'
import { connect } from './api.ts'
import * as commands from './command-lines.ts'
import { freePorts } from './free-ports.ts'
import { furnish } from './furnish.ts'
import { type CommandLine, launch } from './launch.ts'
import type { Programs } from './programs.ts'
import { stages } from './stages.ts'
import { waitFor } from './wait-for.ts'
import { startWatchdog, type Watchdog } from './watchdog.ts'

/** A running Kubernetes without machines: kwok plays the nodes. */
export interface ControlPlane {
  readonly access: Access
  /** Ends every process and removes every file. The same happens when our own process dies. */
  readonly stop: () => Promise<void>
}

/**
 * Starts etcd, the API server, the controllers, the scheduler and kwok on free ports of the loopback
 * address, with three nodes in three zones. `onDeath` hears of a program that ends before `stop`.
 */
export async function startControlPlane(
  programs: Programs,
  onDeath: (error: Error) => void,
): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-cluster-'))
  const watchdog = startWatchdog(folder)
  try {
    const { access, ends } = await start(programs, folder, watchdog)
    let isStopping = false
    for (const end of ends) end.catch((error: Error) => isStopping || onDeath(error))
    const stop = (): Promise<void> => {
      isStopping = true
      return watchdog.cleanUp()
    }
    return { access, stop }
  } catch (error) {
    await watchdog.cleanUp()
    throw error
  }
}

/** The running programs, each as a promise that rejects when it ends. */
interface Running {
  readonly access: Access
  readonly ends: readonly Promise<never>[]
}

async function start(programs: Programs, folder: string, watchdog: Watchdog): Promise<Running> {
  const [etcd = 0, peer = 0, api = 0] = await freePorts(3)
  const setting = { programs, folder, ports: { etcd, peer, api } }
  const access = grantAccess(folder, api)
  writeFileSync(join(folder, commands.files.stages), await stages())
  const client = connect(access)
  const go = (name: string, line: CommandLine): Promise<never> =>
    launch(name, line, folder, watchdog)

  const base = [
    go('etcd', commands.etcd(setting)),
    go('kube-apiserver', commands.apiServer(setting)),
  ]
  const isReady = (): Promise<unknown> => client.call({ path: '/readyz' })
  await Promise.race([waitFor('answer from the API server', isReady), ...base])

  const rest = [
    go('kube-controller-manager', commands.controllerManager(setting)),
    go('kube-scheduler', commands.scheduler(setting)),
    go('kwok', commands.kwok(setting)),
  ]
  await Promise.race([furnish(client), ...base, ...rest])
  return { access, ends: [...base, ...rest] }
}
