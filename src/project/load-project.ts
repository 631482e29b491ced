import { join } from 'node:path'
import { type ChartIdentity, readIdentity } from '../chart/chart-identity.ts'
import { together } from '../errors/together.ts'
import type { Platform } from '../platform/define-platform.ts'
import { loadPlatform } from './load-platform.ts'
import { readProjectFile } from './read-project-file.ts'

/** A project: the two files that a person writes. */
export interface Project {
  /** The project's directory. */
  readonly directory: string
  readonly identity: ChartIdentity
  readonly platform: Platform
}

/** Reads a project's Chart.yaml and platform.ts. Throws with the problems of both. */
export async function loadProject(directory: string): Promise<Project> {
  const [identity, platform] = await together([
    loadIdentity(directory),
    loadPlatform(join(directory, 'platform.ts')),
  ])
  return { directory, identity, platform }
}

async function loadIdentity(directory: string): Promise<ChartIdentity> {
  const file = join(directory, 'Chart.yaml')
  return readIdentity(
    await readProjectFile(file, 'it holds the identity of the chart: name, version, appVersion, …'),
    file,
  )
}
