import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { grantAccess, type Access } from './access.ts'
import { connect } from './api.ts'
import * as commands from './command-lines.ts'
import { freePorts } from './free-ports.ts'
import { furnish } from './furnish.ts'
import { type CommandLine, launch } from './launch.ts'
import type { Programs } from './programs.ts'
import { stages } from './stages.ts'
import { waitFor } from './wait-for.ts'
import { startWatchdog } from './watchdog.ts'

/** A running Kubernetes without machines: kwok plays the nodes. */
export interface ControlPlane {
  readonly access: Access
  /** Ends every process and removes every file. The same happens when this process dies. */
  readonly stop: () => Promise<void>
}

/**
 * Starts etcd, the API server, the controllers, the scheduler and kwok on free loopback ports, with
 * three nodes in three zones. A program that ends by itself later is told to `onDeath`.
 */
export async function startControlPlane(
  programs: Programs,
  onDeath: (error: Error) => void = () => {},
): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-cluster-'))
  const watchdog = startWatchdog(folder)
  const deaths: Promise<never>[] = []
  const start = (name: string, line: CommandLine): void => {
    deaths.push(launch(name, line, folder, watchdog))
  }
  try {
    const access = await Promise.race([run(programs, folder, start), firstDeath(deaths)])
  } catch (error) {
    await watchdog.cleanUp()
    throw error
  }
}
